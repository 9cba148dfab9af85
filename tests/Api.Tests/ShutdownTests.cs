using Stvg.Api.Tests.Fakes;

namespace Stvg.Api.Tests;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Streams_end_cleanly_when_the_server_stops()
    {
        await using var site = await Site.StartAsync();
        var streams = new List<Events>();
        for (var i = 0; i < 10; i++) streams.Add(await Events.OpenAsync(site.Client));
        await site.Server.StopAsync(Site.Ct).WaitAsync(Site.Patience, Site.Ct);
        // The end of the body, not a broken connection.
        foreach (var stream in streams)
        {
            Assert.Null(await stream.NextAsync());
            await stream.DisposeAsync();
        }

        Assert.Equal(0, site.Service.Alerts.Readers);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_cut_off()
    {
        var service = new FakeService();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        service.Cameras.Lists = async ct =>
        {
            entered.SetResult();
            ct.Register(cancelled.SetResult);
            await cancelled.Task;
            ct.ThrowIfCancellationRequested();
        };
        await using var site = await Site.StartAsync(Site.Defaults with { ShutdownTimeout = TimeSpan.FromMilliseconds(50) }, service);
        var request = site.GetAsync("/api/cameras");
        await entered.Task.WaitAsync(Site.Patience, Site.Ct);
        await site.Server.StopAsync(Site.Ct).WaitAsync(Site.Patience, Site.Ct);
        await cancelled.Task.WaitAsync(Site.Patience, Site.Ct);
        await Assert.ThrowsAsync<HttpRequestException>(() => request);
    }

    [Fact]
    public async Task Stopping_twice_and_disposing_is_fine_and_frees_the_address()
    {
        // An address of its own, so that no other test can take its port in between.
        var site = await Site.StartAsync(Site.Defaults with { Urls = ["http://127.0.0.9:0"] });
        var address = site.Server.Addresses[0];
        await site.Server.StopAsync(Site.Ct);
        await site.Server.StopAsync(Site.Ct);
        await site.DisposeAsync();
        await site.Server.DisposeAsync();
        await using var next = await Site.StartAsync(Site.Defaults with { Urls = [address] });
        (await next.GetAsync("/health/live")).Is(200);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing_behind()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ApiHost.StartAsync(new FakeService(), Site.Defaults, null, cancelled.Token));
    }
}
