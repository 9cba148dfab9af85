using System.Net.Http.Headers;

namespace Stvg.Api.Tests;

/// <summary>A camera's picture, for those who look again and again.</summary>
public sealed class LiveTests
{
    private const string Snapshot = "/api/cameras/gate-1/snapshot.jpg?width=320";

    [Fact]
    public async Task A_picture_that_the_client_has_is_not_sent_again()
    {
        await using var site = await Route.PrepareAsync();
        var first = (await site.GetAsync(Snapshot)).Is(200);
        Assert.Equal("image/jpeg", first.MediaType);
        Assert.Equal("2026-01-31T08:00:00.0000000+00:00", first.Headers.GetValues("X-Stvg-At").Single());
        Assert.Equal(304, await AgainAsync(site, first.Headers.ETag!));
        var next = site.Service.Cameras.Newest!;
        site.Service.Cameras.Newest = next with { At = next.At.AddTicks(1) };
        Assert.Equal(200, await AgainAsync(site, first.Headers.ETag!));
        Assert.Equal(200, await AgainAsync(site, new EntityTagHeaderValue("\"something else\"")));
    }

    [Theory]
    [InlineData("width=63")]
    [InlineData("width=1921")]
    [InlineData("width=wide")]
    public async Task A_width_that_makes_no_sense_is_refused(string query)
    {
        await using var site = await Route.PrepareAsync();
        (await site.GetAsync($"/api/cameras/gate-1/snapshot.jpg?{query}")).IsProblem(400, "width");
        (await site.GetAsync($"/api/cameras/gate-1/stream.mjpeg?{query}")).IsProblem(400, "width");
    }

    [Fact]
    public async Task Somebody_who_watches_is_kept_once_in_ten_minutes_for_each_camera()
    {
        var clock = new Stvg.Tests.TestClock();
        await using var site = await Route.PrepareAsync(Site.Defaults with { Clock = clock });
        await site.Service.Cameras.AddAsync(new() { Id = "gate-2", Source = "rtsp://10.0.0.2/live" }, Site.Ct);
        for (var i = 0; i < 3; i++) (await site.GetAsync(Snapshot)).Is(200);
        (await site.GetAsync(Snapshot.Replace("gate-1", "gate-2", StringComparison.Ordinal))).Is(200);
        Assert.Equal(["gate-1", "gate-2"], site.Service.System.Audit.Select(a => a.Subject));
        clock.Advance(TimeSpan.FromMinutes(10));
        (await site.GetAsync(Snapshot)).Is(200);
        Assert.Equal(3, site.Service.System.Audit.Count);
    }

    [Fact]
    public async Task A_look_that_could_not_be_kept_is_not_taken_for_kept()
    {
        await using var site = await Route.PrepareAsync();
        site.Service.System.AuditFails = true;
        (await site.GetAsync(Snapshot)).IsProblem(503, "audit");
        (await site.GetAsync(Snapshot)).IsProblem(503, "audit");
        site.Service.System.AuditFails = false;
        (await site.GetAsync(Snapshot)).Is(200);
        Assert.Single(site.Service.System.Audit);
    }

    [Fact]
    public async Task Video_is_pictures_one_after_the_other_each_whole_at_once()
    {
        var clock = new Stvg.Tests.TestClock();
        await using var site = await Route.PrepareAsync(Site.Defaults with { Clock = clock });
        using var response = await site.Client.GetAsync(
            "/api/cameras/gate-1/stream.mjpeg?fps=5&marks=true", HttpCompletionOption.ResponseHeadersRead, Site.Ct);
        Assert.Equal("multipart/x-mixed-replace", response.Content.Headers.ContentType!.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(Site.Ct);
        var first = await PartAsync(stream);
        Assert.StartsWith("--stvg-picture\r\nContent-Type: image/jpeg\r\nContent-Length: 3\r\n", first, StringComparison.Ordinal);
        Assert.EndsWith("\r\n--stvg-picture\r\n", first, StringComparison.Ordinal);
        Assert.True(site.Service.Cameras.LastRequest is { Marks: true, Width: 960 });

        // Nothing new, then a new frame.
        await Wait.TimerAsync(clock, "it looks again");
        clock.Advance(TimeSpan.FromMilliseconds(200));
        var next = site.Service.Cameras.Newest!;
        site.Service.Cameras.Newest = next with { At = next.At.AddSeconds(1) };
        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.StartsWith("Content-Type: image/jpeg\r\n", await PartAsync(stream), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_the_picture_comes_as_events()
    {
        await using var site = await Route.PrepareAsync();
        using var response = await site.Client.GetAsync("/api/cameras/gate-1/live", HttpCompletionOption.ResponseHeadersRead, Site.Ct);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Site.Ct));
        Assert.Equal("event: objects", await reader.ReadLineAsync(Site.Ct));
        var data = (await reader.ReadLineAsync(Site.Ct))!["data: ".Length..];
        var seen = System.Text.Json.JsonDocument.Parse(data).RootElement;
        Assert.Equal(768, seen.GetProperty("size").Int("width"));
        var one = seen.GetProperty("objects")[0];
        Assert.Equal((7, "person", 1.23), (one.Int("id"), one.Str("category"), one.GetProperty("x").GetDouble()));
        Assert.Equal("connecting", seen.Str("state"));
    }

    [Fact]
    public async Task A_stream_ends_with_its_camera()
    {
        var clock = new Stvg.Tests.TestClock();
        await using var site = await Route.PrepareAsync(Site.Defaults with { Clock = clock });
        using var response = await site.Client.GetAsync("/api/cameras/gate-1/live", HttpCompletionOption.ResponseHeadersRead, Site.Ct);
        await Wait.TimerAsync(clock, "it looks again");
        await site.Service.Cameras.RemoveAsync("gate-1", Site.Ct);
        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Contains("event: objects", await response.Content.ReadAsStringAsync(Site.Ct), StringComparison.Ordinal);
    }

    private static async Task<int> AgainAsync(Site site, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Snapshot) { Headers = { IfNoneMatch = { tag } } };
        using var response = await site.Client.SendAsync(request, Site.Ct);
        return (int)response.StatusCode;
    }

    // Up to the boundary behind the picture.
    private static async Task<string> PartAsync(Stream stream)
    {
        var text = "";
        var one = new byte[1];
        while (!text.EndsWith("\r\n--stvg-picture\r\n", StringComparison.Ordinal))
        {
            Assert.Equal(1, await stream.ReadAsync(one, Site.Ct).AsTask().WaitAsync(Site.Patience, Site.Ct));
            text += (char)one[0];
        }

        return text;
    }
}
