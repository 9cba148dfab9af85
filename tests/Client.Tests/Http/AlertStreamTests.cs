using Stvg.Api.Contracts;
using Stvg.Api.Tests;
using Stvg.Client.Http;
using Stvg.Core.Alerts;
using Stvg.Core.Services;

namespace Stvg.Client.Tests.Http;

/// <summary>Alerts over connections that break: every change exactly once, in order.</summary>
public sealed class AlertStreamTests
{
    private static readonly StreamTiming s_impatient = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Connections_that_break_anywhere_lose_and_repeat_nothing(int seed)
    {
        // The true server, behind a wire that is cut after a random number of bytes, most of the time in the middle of an event.
        await using var site = await Site.StartAsync();
        foreach (var i in Enumerable.Range(1, 30)) site.Service.Alerts.Write($"alert {i}", AlertState.Opened, 1, boxes: 3);
        var random = new Random(seed);
        var connections = 0;
        await using var wire = await Wire.StartAsync(site.Address, () => ++connections switch
        {
            1 => 3000, // a first connection that fails is an error
            < 40 => random.Next(4000),
            _ => int.MaxValue,
        });
        var seen = await TakeAsync(wire.Address, after: 0, 30);
        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"alert {i}"), seen.Select(a => a.Id));
        Assert.True(connections > 5, $"only {connections} connections were needed");
    }

    [Fact]
    public async Task Stream_begins_with_what_is_new_and_keeps_its_place_from_the_first_moment()
    {
        await using var site = await Site.StartAsync();
        site.Service.Alerts.Write("old", AlertState.Opened, 1);
        var connections = 0;
        // The first connection breaks after its greeting, and something happens while nobody listens.
        await using var wire = await Wire.StartAsync(
            site.Address, () => ++connections == 1 ? 30 : int.MaxValue,
            whenCut: () => site.Service.Alerts.Write("new", AlertState.Opened, 1));
        Assert.Equal("new", Assert.Single(await TakeAsync(wire.Address, after: null, 1)).Id);
    }

    [Fact]
    public async Task First_connection_that_is_refused_is_an_error()
    {
        await using var site = await Site.StartAsync();
        var error = await Assert.ThrowsAsync<ServerException>(() => TakeAsync(site.Address, after: 99, 1));
        Assert.Contains("there is no alert change 99", error.Message);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, error.Status);
    }

    [Fact]
    public async Task Another_archive_behind_the_same_address_is_an_error_and_no_endless_wait()
    {
        await using var site = await Site.StartAsync();
        await using var empty = await Site.StartAsync();
        foreach (var i in Enumerable.Range(1, 8)) site.Service.Alerts.Write($"alert {i}", AlertState.Opened, 1, boxes: 3);
        var connections = 0;
        await using var wire = await Wire.StartAsync(
            site.Address, () => ++connections == 1 ? 3000 : int.MaxValue, afterwards: empty.Address);
        var error = await Assert.ThrowsAsync<ServerException>(() => TakeAsync(wire.Address, after: 0, 8));
        Assert.Contains("there is no alert change", error.Message);
    }

    [Theory]
    [InlineData(0, null, 0, 0.75)]
    [InlineData(0, null, 1, 1)]
    [InlineData(3, null, 1, 8)]
    [InlineData(0, 2.0, 1, 2)]
    [InlineData(2, 2.0, 1, 8)]
    [InlineData(1000000, 2.0, 1, 30)]
    [InlineData(0, 3600.0, 1, 30)]
    public void Pauses_grow_up_to_a_limit(int tries, double? asked, double chance, double seconds) =>
        Assert.Equal(seconds, new StreamTiming().Pause(tries, asked is { } a ? TimeSpan.FromSeconds(a) : null, chance).TotalSeconds, 6);

    private static async Task<List<AlertResponse>> TakeAsync(Uri server, long? after, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var transport = new Transport(server, null);
        List<AlertResponse> seen = [];
        try
        {
            await foreach (var alert in new AlertStream(transport, new AlertFilter(null, null), s_impatient).ReadAsync(after, limit.Token))
            {
                seen.Add(alert);
                if (seen.Count == count) break;
            }
        }
        catch (OperationCanceledException) when (!Ct.IsCancellationRequested)
        {
            throw new TimeoutException($"waited for {count} alerts, {seen.Count} came");
        }
        return seen;
    }
}
