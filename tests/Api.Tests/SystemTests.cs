using Stvg.Core.Alerts;

namespace Stvg.Api.Tests;

/// <summary>How the product fares, and the lists that people look at.</summary>
public sealed class SystemTests
{
    [Fact]
    public async Task The_state_of_everything_is_one_document()
    {
        await using var site = await Route.PrepareAsync();
        site.Service.System.Trouble = "no space in postgres://stvg:secret@db/stvg";
        var text = (await site.GetAsync("/api/system")).Is(200);
        var status = text.Json;
        Assert.Equal((90, 42), (status.GetProperty("uptime").GetDouble(), status.Int("latestAlert")));
        Assert.Equal((1, 1), (status.GetProperty("cameras").Int("total"), status.GetProperty("cameras").Int("connecting")));
        Assert.Equal(0.0125, status.GetProperty("devices")[0].GetProperty("wait").GetDouble());
        Assert.Equal(7, status.GetProperty("storage").GetProperty("recordedDays").GetDouble());
        Assert.Equal("camera", status.GetProperty("silos")[0].GetProperty("roles")[0].GetString());
        Assert.DoesNotContain("secret", text.Text, StringComparison.Ordinal);
        Assert.Equal("detector", (await site.GetAsync("/api/models")).Is(200).Json.GetProperty("items")[0].Str("kind"));
    }

    [Fact]
    public async Task A_camera_is_changed_by_its_id_only()
    {
        await using var site = await Route.PrepareAsync();
        const string body = """{ "id": "gate-1", "source": "rtsp://u:p@10.0.0.9/live", "zones": [{ "name": "door", "points": [[0, 0], [1, 0], [1, 1]] }] }""";
        var changed = (await site.SendAsync(HttpMethod.Put, "/api/cameras/gate-1", body)).Is(200).Json;
        Assert.Equal("door", changed.GetProperty("zones")[0].Str("name"));
        Assert.Equal("rtsp://u:p@10.0.0.9/live", site.Service.Cameras.SettingsOf("gate-1").Source);
        (await site.SendAsync(HttpMethod.Put, "/api/cameras/gate-2", body)).IsProblem(400, "gate-2");
        const string unknown = """{ "id": "gate-2", "source": "rtsp://10.0.0.9/live" }""";
        (await site.SendAsync(HttpMethod.Put, "/api/cameras/gate-2", unknown)).IsProblem(404, "gate-2");
    }

    [Fact]
    public async Task Alerts_for_people_come_once_each_newest_first()
    {
        await using var site = await Route.PrepareAsync();
        site.Service.Alerts.Write("b", AlertState.Opened, 1);
        site.Service.Alerts.Write("c", AlertState.Opened, 1, camera: "gate-2");
        site.Service.Alerts.Write("alert-1", AlertState.Closed, 2, boxes: 3);
        var first = (await site.GetAsync("/api/alerts?newest=true&limit=2&boxes=false")).Is(200).Json;
        Assert.Equal(["alert-1", "c"], Ids(first));
        Assert.Equal(0, first.GetProperty("items")[0].GetProperty("tube").GetProperty("boxes").GetArrayLength());
        var rest = (await site.GetAsync($"/api/alerts?newest=true&limit=2&cursor={first.Str("next")}")).Is(200).Json;
        Assert.Equal(["b"], Ids(rest));
        Assert.Equal(["c", "b"], Ids((await site.GetAsync("/api/alerts?newest=true&state=open")).Is(200).Json));
        Assert.Equal(["alert-1"], Ids((await site.GetAsync("/api/alerts?newest=true&state=closed&camera=gate-1")).Is(200).Json));
        (await site.GetAsync("/api/alerts?newest=true&state=shut")).IsProblem(400, "shut");
        (await site.GetAsync("/api/alerts?newest=true&after=1")).IsProblem(400, "cursor");
        (await site.GetAsync("/api/alerts?state=open")).IsProblem(400, "newest");
    }

    [Fact]
    public async Task An_answer_tells_why_and_what_was_said_of_it()
    {
        await using var site = await Route.PrepareAsync();
        var curves = (await site.GetAsync("/api/tubes/tube-1/curves")).Is(200).Json;
        Assert.Equal((95, 97, 90.0, 120.5), (curves.Int("begin"), curves.Int("end"),
            curves.GetProperty("clipBegin").GetDouble(), curves.GetProperty("clipEnd").GetDouble()));
        Assert.Equal([0.123, 0.5, 1], curves.GetProperty("curves")[0].GetProperty("scores").EnumerateArray().Select(s => s.GetDouble()));
        Assert.False((await site.GetAsync("/api/tubes/tube-1")).Is(200).Json.TryGetProperty("feedback", out _));
        (await site.PostAsync("/api/tubes/tube-1/feedback", """{ "verdict": "wrong" }""")).Is(204);
        Assert.Equal("wrong", (await site.GetAsync("/api/tubes/tube-1")).Is(200).Json.Str("feedback"));
        (await site.GetAsync("/api/tubes/none/curves")).IsProblem(404, "none");
    }

    [Fact]
    public async Task A_video_is_fetched_in_pieces()
    {
        await using var site = await Route.PrepareAsync();
        Assert.Equal("/videos/yard.mp4", (await site.GetAsync("/api/videos")).Is(200).Json.GetProperty("items")[0].Str("path"));
        (await site.GetAsync("/api/videos/file?path=secret.mp4")).IsProblem(404, "secret.mp4");
        var file = Path.Combine(Path.GetTempPath(), $"stvg-{Guid.NewGuid():N}.webm");
        await File.WriteAllBytesAsync(file, [0, 1, 2, 3, 4, 5], Site.Ct);
        try
        {
            site.Service.Clips.File = file;
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/videos/file?path=yard.webm") { Headers = { Range = new(2, 3) } };
            using var response = await site.Client.SendAsync(request, Site.Ct);
            Assert.Equal((206, "video/webm"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            Assert.Equal([2, 3], await response.Content.ReadAsByteArrayAsync(Site.Ct));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<string> Ids(System.Text.Json.JsonElement page) => page.GetProperty("items").EnumerateArray().Select(i => i.Str("id"));
}
