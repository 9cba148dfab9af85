using System.Text.Json;
using Stvg.Api.Tests;
using Stvg.Api.Tests.Fakes;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Services;

namespace Stvg.Client.Tests.Http;

/// <summary>Commands that ask a server, each in a process of its own, against the real API over the product in memory.</summary>
public sealed class ServerCommandTests(Clips clips) : IClassFixture<Clips>, IAsyncLifetime
{
    private Site _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FakeService Service => _site.Service;

    public async ValueTask InitializeAsync() => _site = await Site.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Camera_can_be_added_shown_restarted_and_removed()
    {
        await DoneAsync(
            "camera", "add", "gate", "rtsp://user:secret@10.0.0.17/one", "--name", "Main gate", "--fps", "7.5", "--pace", "fast", "--loop",
            "--zone", "door=0.1,0.5;0.4,0.5;0.4,0.9", "--zone", "step=0,0;1,0;1,1", "--mask", "0,0;0.2,0;0.2,0.1", "--no-recording");
        var settings = Service.Cameras.SettingsOf("gate");
        Assert.Equal(("Main gate", 7.5, Pace.Fast), (settings.Name, settings.Fps, settings.Pace));
        Assert.Equal((true, false), (settings.Loop, settings.Recording));
        Assert.Equal(["door", "step"], settings.Zones.Select(z => z.Name));
        Assert.Equal(new(0.4f, 0.9f), settings.Zones[0].Area.Points[2]);
        Assert.Equal(3, Assert.Single(settings.Masks).Points.Length);

        Service.Cameras.Set("gate", new CameraStatus
        {
            Phase = CameraPhase.Running, Size = new(1920, 1080), Fps = 7.5, FramesDecoded = 1234, DelaySeconds = 0.25,
        });
        var list = await DoneAsync("camera", "list");
        Assert.Matches(@"^id +state +size", list);
        Assert.Matches(@"\ngate +running +1920x1080 +7\.5 +0\.3 s +1234 .* Main gate +rtsp://user:\*\*\*@10", list);
        Assert.DoesNotContain("secret", list);
        var shown = await DoneAsync("camera", "show", "gate");
        Assert.Matches(@"zones +door, step\n", shown);
        using var json = JsonDocument.Parse(await DoneAsync("camera", "show", "gate", "--json"));
        Assert.Equal("running", json.RootElement.GetProperty("state").GetString());
        Assert.Contains("running", await DoneAsync("camera", "restart", "gate"));
        await DoneAsync("camera", "remove", "gate");
        Assert.Contains("stvg camera add", await DoneAsync("camera", "list"));
    }

    [Fact]
    public async Task Lists_are_whole_however_many_parts_the_server_makes_of_them()
    {
        for (var i = 0; i < 501; i++) await Service.Cameras.AddAsync(new CameraSettings { Id = $"c{i:000}", Source = "x.mp4" }, Ct);
        using var json = JsonDocument.Parse(await DoneAsync("camera", "list", "--json"));
        Assert.Equal(Enumerable.Range(0, 501).Select(i => $"c{i:000}"), Ids(json));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Snapshot_is_written_whole_or_not_at_all()
    {
        await Service.Cameras.AddAsync(new CameraSettings { Id = "gate", Source = "x.mp4" }, Ct);
        var path = clips.PathOf("gate.jpg");
        await DoneAsync("camera", "snapshot", "gate", "--out", path, "--marks");
        Assert.Equal([0xFF, 0xD8, 1], await File.ReadAllBytesAsync(path, Ct));
        var folder = Directory.CreateDirectory(clips.PathOf("nothing")).FullName;
        var unknown = await AskAsync("camera", "snapshot", "none", "--out", Path.Combine(folder, "x.jpg"));
        CommandLine.AssertRefused(unknown, "there is no camera 'none'");
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        var unwritable = await AskAsync("camera", "snapshot", "gate", "--out", Path.Combine(folder, "no", "x.jpg"));
        CommandLine.AssertRefused(unwritable, "cannot write");
    }

    [Fact]
    public async Task What_operators_said_is_shown_and_exported()
    {
        Assert.Contains("nobody has judged", await DoneAsync("feedback"));
        await DoneAsync("tube", "tube-1", "--wrong");
        await DoneAsync("tube", "tube-2", "--right");
        Assert.Matches(@"\ntube-1 +wrong .* local +gate-1 +a person in red", await DoneAsync("feedback"));
        using var json = JsonDocument.Parse(await DoneAsync("feedback", "--json"));
        Assert.Equal(["wrong", "right"], json.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("verdict").GetString()));
        var path = clips.PathOf("feedback.jsonl");
        await DoneAsync("feedback", "--out", path);
        var lines = await File.ReadAllLinesAsync(path, Ct);
        Assert.Equal(["gate-1", null], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("camera").GetString()));
        CommandLine.AssertRefused(await AskAsync("feedback", "--out", Path.Combine(path, "x")), "cannot write");
    }

    [Fact]
    public async Task Query_shows_how_it_is_understood()
    {
        var secret = clips.PathOf("secret.txt");
        await File.WriteAllTextAsync(secret, " a long secret \nnot this", Ct);
        var added = await DoneAsync(
            "query", "add", "a man in a red jacket", "--id", "red", "--camera", "gate", "--camera", "yard", "--threshold", "0.75",
            "--min-duration", "2s", "--cooldown", "5m", "--zone", "door",
            "--webhook", "https://example.com/x", "--webhook-secret-file", secret);
        Assert.Contains("query red is on watch", added);
        Assert.Contains("looks for man (person)", added);
        Assert.Contains("attribute: in a red jacket", added);
        var query = Service.Queries["red"];
        Assert.Equal(["gate", "yard"], query.Cameras);
        Assert.Equal((0.75f, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5)), (query.Threshold, query.MinDuration, query.Cooldown));
        Assert.Equal(("door", "a long secret"), (Assert.Single(query.Zones), query.Webhook!.Secret));
        Assert.Matches(@"\nred +0 +gate, yard +door +0\.75 +a man in a red jacket", await DoneAsync("query", "list"));
        Assert.Matches(@"schedule +always\n", await DoneAsync("query", "show", "red"));
        await DoneAsync("query", "remove", "red");
        CommandLine.AssertRefused(await AskAsync("query", "show", "red"), "there is no", "red");
    }

    [Fact]
    public async Task Search_finds_tubes_and_says_when_there_are_none()
    {
        var found = await AskAsync(
            "search", "a man in red", "--camera", "gate-1", "--camera", "x", "--from", "-2h", "--to", "2030-01-31T08:30:00Z", "--top", "3");
        Assert.Equal(0, found.Status);
        Assert.Matches(@"^score +camera +begin +duration +object +tube\n0\.91 +gate-1 +2026-01-31 .* 0\.1 s +#7 +tube-1\n$", found.Output);
        Assert.Contains("7 of 12 candidates", found.Error);
        var request = Service.Tubes.LastSearch!;
        Assert.Equal(("a man in red", 3), (request.Text, request.Top));
        Assert.Equal(["gate-1", "x"], request.Cameras);
        Assert.Equal(new DateTimeOffset(2030, 1, 31, 8, 30, 0, TimeSpan.Zero), request.To);
        Assert.InRange(DateTimeOffset.UtcNow - request.From!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromMinutes(125));

        using var json = JsonDocument.Parse((await AskAsync("search", "a man & a dog?", "--json")).Output);
        Assert.Equal("a man & a dog?", json.RootElement.GetProperty("query").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("tubes").GetArrayLength());
        Service.Tubes.Known.Clear();
        var none = await AskAsync("search", "a man in red");
        Assert.Equal(1, none.Status);
        Assert.Contains("nothing among 12 candidates", none.Output);
    }

    [Fact]
    public async Task Same_object_is_found_elsewhere()
    {
        Assert.Contains("yard.mp4", await DoneAsync("like", "tube-1", "--top", "5"));
        Assert.Equal(5, Service.Tubes.LastScope!.Top);
        CommandLine.AssertRefused(await AskAsync("like", "no such tube"), "no such tube");
    }

    [Fact]
    public async Task Tube_is_shown_saved_and_judged()
    {
        string clip = clips.PathOf("answer.mp4"), picture = clips.PathOf("answer.jpg");
        var shown = await DoneAsync("tube", "tube-1", "--clip", clip, "--thumbnail", picture, "--wrong");
        Assert.Matches(@"score +0\.91\n", shown);
        Assert.Equal(FakeTubes.Video, await File.ReadAllBytesAsync(clip, Ct));
        Assert.Equal(2, new FileInfo(picture).Length);
        Assert.Equal(Verdict.Wrong, Assert.Single(Service.Tubes.Verdicts).Value);
        CommandLine.AssertRefused(await AskAsync("tube", "tube-1", "--right", "--wrong"), "--right");
        Assert.Single(Service.Tubes.Verdicts);
    }

    [Fact]
    public async Task Alerts_are_shown_as_they_stand_now_and_can_be_acknowledged()
    {
        Assert.Equal(1, (await AskAsync("alerts")).Status);
        Assert.Equal("{\"items\":[],\"next\":null}", (await AskAsync("alerts", "--json")).Output.Trim());
        Service.Alerts.Write("first", AlertState.Opened, 1);
        Service.Alerts.Write("second", AlertState.Opened, 1, camera: "yard", query: "blue");
        Service.Alerts.Write("first", AlertState.Closed, 2);
        Assert.Contains("local", await DoneAsync("alerts", "ack", "second"));

        var all = (await DoneAsync("alerts")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, all.Length);
        Assert.Matches("open .*yard .*blue .*local .*second", all[1]);
        Assert.Matches("closed: object gone .*gate-1 .*red .*first", all[2]);
        var yard = await DoneAsync("alerts", "--camera", "yard", "--query", "blue");
        Assert.Contains("second", yard);
        Assert.DoesNotContain("first", yard);
        using var json = JsonDocument.Parse(await DoneAsync("alerts", "--json", "--after", "3"));
        Assert.Equal(["second", "first"], Ids(json));
    }

    [Fact]
    public async Task Key_goes_into_a_file_and_from_there_to_the_server()
    {
        var first = await AskAsync("key", "add", "first", "--role", "admin");
        var file = clips.PathOf("admin.key");
        await File.WriteAllTextAsync(file, first.Output, Ct);
        Assert.DoesNotContain("stvg_", first.Error);
        await using var locked = await Site.StartAsync(Site.Defaults with { KeysRequired = true }, Service);

        CommandLine.AssertRefused(await CommandLine.AskAsync(locked.Address, "key", "list"), "key is needed", "--key-file", "STVG_KEY");
        var list = await CommandLine.AskAsync(locked.Address, "key", "list", "--key-file", file);
        Assert.Matches("admin +.* first", list.Output);
        var id = list.Output.Split('\n')[1].Split(' ')[0];
        Assert.Equal(0, (await CommandLine.AskAsync(locked.Address, "key", "remove", id, "--key-file", file)).Status);
        Assert.Empty(await Service.System.KeysAsync(Ct));
        var keyless = await CommandLine.AskAsync(locked.Address, "key", "list", "--key-file", clips.PathOf("missing.key"));
        CommandLine.AssertRefused(keyless, "does not exist");
    }

    private static IEnumerable<string?> Ids(JsonDocument page) =>
        page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString());

    private Task<CommandLine.Outcome> AskAsync(params string[] args) => CommandLine.AskAsync(_site.Address, args);

    private async Task<string> DoneAsync(params string[] args)
    {
        var outcome = await AskAsync(args);
        Assert.True(outcome.Status == 0, $"{outcome.Status}: {outcome.Error}");
        Assert.DoesNotContain('\u001b', outcome.Output);
        return outcome.Output;
    }
}
