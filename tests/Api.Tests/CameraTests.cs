using System.Text.Json;
using Stvg.Api.Tests.Fakes;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;

namespace Stvg.Api.Tests;

public sealed class CameraTests(SharedSite shared)
{
    private const string Full = """
        { "id": "gate-1", "source": "rtsp://user:hunter2@10.0.0.17/stream1?token=abc", "name": "Main gate", "fps": 7.5, "pace": "fast",
          "loop": true, "zones": [{ "name": "door", "points": [[0.1, 0.2], [0.5, 0.2], [0.5, 0.9]] }],
          "masks": [[[0, 0], [1, 0], [1, 0.1], [0, 0.1]]], "recording": false }
        """;

    [Fact]
    public async Task A_camera_is_added_as_it_was_described_and_shown_without_its_password()
    {
        await using var site = await Site.StartAsync();
        var made = (await site.PostAsync("/api/cameras", Full)).Is(201);
        Assert.Equal("/api/cameras/gate-1", made.Headers.Location!.OriginalString);

        var settings = site.Service.Cameras.SettingsOf("gate-1");
        Assert.Equal("rtsp://user:hunter2@10.0.0.17/stream1?token=abc", settings.Source);
        Assert.Equal(("Main gate", 7.5, Pace.Fast), (settings.Name, settings.Fps, settings.Pace));
        Assert.Equal((true, false), (settings.Loop, settings.Recording));
        Assert.Equal(new PicturePoint(0.5f, 0.9f), settings.Zones.Single().Area.Points[2]);
        Assert.Equal(4, settings.Masks.Single().Points.Length);

        foreach (var answer in new[] { made, await site.GetAsync("/api/cameras/gate-1"), await site.GetAsync("/api/cameras") })
        {
            Assert.True(answer.Status is 200 or 201);
            Assert.DoesNotContain("hunter2", answer.Text);
            Assert.DoesNotContain("abc", answer.Text);
            Assert.Contains("rtsp://user:***@10.0.0.17/stream1?token=***", answer.Text);
        }

        var zone = made.Json.GetProperty("zones")[0];
        Assert.Equal("[[0.1,0.2],[0.5,0.2],[0.5,0.9]]", zone.GetProperty("points").GetRawText());
    }

    [Fact]
    public async Task What_is_left_out_has_the_products_default()
    {
        await using var site = await Site.StartAsync();
        (await site.PostAsync("/api/cameras", """{ "id": "a", "source": "/dev/video0", "fps": null, "zones": null }""")).Is(201);
        var kept = site.Service.Cameras.SettingsOf("a");
        Assert.Equal(new CameraSettings { Id = "a", Source = "/dev/video0" }, kept with { Zones = [], Masks = [] });
        Assert.True(kept is { Zones.IsEmpty: true, Masks.IsEmpty: true });
        var shown = (await site.GetAsync("/api/cameras/a")).Is(200).Json;
        Assert.Equal("a", shown.Str("name"));
        Assert.True(shown.GetProperty("recording").GetBoolean());
        Assert.Equal("realtime", shown.Str("pace"));
    }

    [Fact]
    public async Task Its_state_tells_how_it_fares()
    {
        await using var site = await Route.PrepareAsync();
        site.Service.Cameras.Set("gate-1", new CameraStatus
        {
            Phase = CameraPhase.Failed, Reason = "rtsp://u:hunter2@h/x: no route to host", Size = new FrameSize(1920, 1080), Fps = 15,
            FramesDecoded = 5_000_000_000, FramesDetected = 2, FramesSkipped = 3, FramesDropped = 4, Reconnects = 5, DelaySeconds = 0.12345,
            LastFrameAt = DateTimeOffset.UnixEpoch, LiveTubelets = 6,
        });
        var shown = (await site.GetAsync("/api/cameras/gate-1")).Is(200).Json;
        shown.Is("""
            { "id": "gate-1", "name": "gate-1", "source": "rtsp://10.0.0.1/live", "fps": null, "pace": "realtime", "loop": false,
              "zones": [], "masks": [], "recording": true, "addedAt": "1970-01-01T00:00:00Z", "state": "failed",
              "reason": "rtsp://u:***@h/x: no route to host", "size": { "width": 1920, "height": 1080 }, "actualFps": 15,
              "framesDecoded": 5000000000, "framesDetected": 2, "framesSkipped": 3, "framesDropped": 4, "reconnects": 5, "delay": 0.123,
              "lastFrameAt": "1970-01-01T00:00:00Z", "liveTubelets": 6 }
            """);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_what_is_there_is_not_made_twice()
    {
        await using var site = await Route.PrepareAsync();
        (await site.PostAsync("/api/cameras", """{ "id": "gate-1", "source": "x" }""")).IsProblem(409, "gate-1");
        (await site.PostAsync("/api/cameras", """{ "id": "Gate 1", "source": "x" }""")).IsProblem(400, "Gate 1");
        (await site.GetAsync("/api/cameras/none")).IsProblem(404, "camera 'none'");
        (await site.PostAsync("/api/cameras/none/restart")).IsProblem(404);
        (await site.GetAsync("/api/cameras/none/snapshot.jpg")).IsProblem(404);
        (await site.GetAsync("/api/cameras/none/tubelets")).IsProblem(404);
        (await site.SendAsync(HttpMethod.Delete, "/api/cameras/none")).IsProblem(404);
        (await site.SendAsync(HttpMethod.Delete, "/api/cameras/gate-1")).Is(204);
        (await site.GetAsync("/api/cameras/gate-1")).IsProblem(404);
    }

    [Fact]
    public async Task A_password_in_an_error_of_the_service_is_not_shown()
    {
        var site = shared.Site;
        var answer = await site.PostAsync("/api/cameras", """{ "id": "a", "source": "rtsp://u:hunter2@forbidden/x" }""");
        answer.IsProblem(400, "rtsp://u:***@forbidden/x");
        Assert.DoesNotContain("hunter2", answer.Text);
    }

    [Theory]
    [InlineData("""{ "id": "a", "source": "x", "fps": 1e999 }""", "$.fps")]
    [InlineData("""{ "id": "a", "source": "x", "zones": [{ "name": "z", "points": [[0, 0], [1, 1]] }] }""", "$.zones[0].points")]
    [InlineData("""{ "id": "a", "source": "x", "zones": [{ "name": "z", "points": [[0, 0], [1, 1], [0, 1.5]] }] }""", "$.zones[0].points")]
    [InlineData("""{ "id": "a", "source": "x", "zones": [{ "name": "z", "points": [[0, 0], [1, 1], [0, "1"]] }] }""", "$.zones[0].points[2]")]
    [InlineData("""{ "id": "a", "source": "x", "zones": [{ "name": "z", "points": [[0, 0], [1, 1], [0, 1, 2]] }] }""", "$.zones[0].points[2]")]
    [InlineData("""{ "id": "a", "source": "x", "zones": [{ "name": "z", "points": [], "colour": "red" }] }""", "$.zones[0].colour")]
    [InlineData("""{ "id": "a", "source": "x", "masks": [[[0, 0], [1e999, 1], [0, 1]]] }""", "$.masks[0]")]
    [InlineData("""{ "id": "a", "source": "x", "masks": [null] }""", "$.masks[0]")]
    [InlineData("""{ "id": "a", "source": "x", "pace": 1 }""", "$.pace")]
    [InlineData("""{ "id": "a", "source": "x", "pace": "realtime,fast" }""", "$.pace")]
    public async Task A_field_that_makes_no_sense_is_named(string body, string place)
    {
        var site = shared.Site;
        Assert.Equal(place, (await site.PostAsync("/api/cameras", body)).IsProblem(400).Field);
    }

    [Fact]
    public async Task A_snapshot_is_the_newest_frame_and_kept_nowhere()
    {
        var site = shared.Site;
        foreach (var (query, last) in new[] { ("", 0), ("?marks=false", 0), ("?marks=true", 1) })
        {
            using var response = await site.Client.GetAsync(new Uri($"/api/cameras/gate-1/snapshot.jpg{query}", UriKind.Relative), Site.Ct);
            Assert.Equal("image/jpeg", response.Content.Headers.ContentType!.MediaType);
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.Equal([0xFF, 0xD8, (byte)last], await response.Content.ReadAsByteArrayAsync(Site.Ct));
        }
    }

    [Fact]
    public async Task Tubelets_are_what_a_camera_saw()
    {
        await using var site = await Route.PrepareAsync();
        for (var i = 0; i < 5; i++) site.Service.Cameras.See("gate-1", i, FakeTubes.At.AddMinutes(i));
        var newest = (await site.GetAsync("/api/cameras/gate-1/tubelets?limit=1")).Is(200).Json.GetProperty("items")[0];
        newest.Is("""
            { "id": 4, "camera": "gate-1", "objectId": 4, "category": "person", "begin": 40, "end": 41, "beginAt": "2026-01-31T08:34:00Z",
              "endAt": "2026-01-31T08:34:01Z", "colours": { "upper": "red" },
              "boxes": [
                { "frame": 40, "x": 1.23, "y": 2, "width": 3, "height": 4 }, { "frame": 41, "x": 2, "y": 2, "width": 3, "height": 4 }] }
            """);
        const string stretch = "from=2026-01-31T09:32:00%2B01:00&to=2026-01-31T08:33:30Z";
        var few = (await site.GetAsync($"/api/cameras/gate-1/tubelets?{stretch}&boxes=false")).Is(200).Json.GetProperty("items");
        Assert.Equal([3, 2], few.EnumerateArray().Select(t => t.Int("id")));
        Assert.All(few.EnumerateArray(), t => Assert.Equal(JsonValueKind.Null, t.GetProperty("boxes").ValueKind));
        (await site.GetAsync("/api/cameras/gate-1/tubelets?from=2026-02-01&to=2026-01-01")).IsProblem(400, "after");
    }

    [Fact]
    public async Task Lists_come_in_parts()
    {
        await using var site = await Site.StartAsync();
        var ids = Enumerable.Range(0, 7).Select(i => $"camera-{i}").ToList();
        foreach (var id in ids) (await site.PostAsync("/api/cameras", $$"""{ "id": "{{id}}", "source": "x" }""")).Is(201);
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = (await site.GetAsync($"/api/cameras?limit=3&cursor={cursor}")).Is(200).Json;
            seen.AddRange(page.Items().Select(c => c.Str("id")));
            cursor = page.Str("next");
            // What is added or removed meanwhile neither repeats nor hides the others.
            await site.SendAsync(HttpMethod.Delete, "/api/cameras/camera-0");
        }
        while (cursor is not null);
        Assert.Equal(ids, seen);
    }
}
