using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Tests;

namespace Stvg.Embedded.Tests.Live;

/// <summary>What the console asks of a server.</summary>
public sealed class ConsoleTests
{
    private static readonly Zone s_door = new("door", new Polygon([new(0, 0), new(1, 0), new(1, 1)]));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_is_changed_in_place_and_goes_on()
    {
        await using var live = await LiveServer.StartAsync();
        var clip = TestData.Path("video/car-detection.mp4");
        await live.WatchAsync("road", clip, s => s with { Pace = Pace.Realtime, Loop = true, Recording = false });
        var before = await live.UntilAsync("road", v => v.Status.FramesDetected > 3, "looking");
        var changed = await live.Server.Cameras.ChangeAsync(before.Settings with { Name = "The road", Zones = [s_door] }, Ct);
        Assert.Equal(("The road", before.AddedAt), (changed.Settings.Name, changed.AddedAt));
        await live.UntilAsync("road", v => v.Status.FramesDetected > 3, "looking again");
        await live.RestartAsync();
        Assert.Equal([s_door.Name], (await live.Server.Cameras.FindAsync("road", Ct))!.Settings.Zones.Select(z => z.Name));
        var refused = await Assert.ThrowsAnyAsync<ServiceException>(() => live.Server.Cameras.ChangeAsync(before.Settings with { Source = "/etc/passwd" }, Ct));
        Assert.Equal(ServiceError.Invalid, refused.Kind);
        await live.UntilAsync("road", CameraPhase.Running);
        refused = await Assert.ThrowsAsync<ServiceException>(() => live.Server.Cameras.ChangeAsync(before.Settings with { Id = "none" }, Ct));
        Assert.Equal(ServiceError.NotFound, refused.Kind);
    }

    [Fact]
    public async Task A_password_that_is_hidden_stays_what_it_was()
    {
        await using var live = await LiveServer.StartAsync();
        await live.WatchAsync("gate", "rtsp://admin:hunter2secret@127.0.0.1:9/stream");
        var shown = (await live.Server.Cameras.FindAsync("gate", Ct))!.Settings;
        Assert.DoesNotContain("hunter2secret", shown.Source, StringComparison.Ordinal);
        await live.Server.Cameras.ChangeAsync(shown with { Name = "Gate" }, Ct);
        await using var archive = await Storage.Archive.OpenAsync(Path.Combine(live.DataFolder, "stvg.db"), Ct);
        Assert.Equal("rtsp://admin:hunter2secret@127.0.0.1:9/stream", (await archive.FindCameraAsync("gate", Ct))!.Settings.Source);
    }

    [Fact]
    public async Task The_newest_picture_is_given_in_the_width_that_is_asked_for()
    {
        await using var live = await LiveServer.StartAsync();
        await live.WatchAsync("road", TestData.Path("video/car-detection.mp4"), s => s with { Pace = Pace.Realtime, Loop = true, Recording = false });
        await live.UntilAsync("road", v => v.Status.LiveTubelets > 0, "seeing something");
        var plain = await live.Server.Cameras.PictureAsync("road", new PictureRequest { Width = 320, Marks = true }, Ct);
        Assert.NotNull(plain);
        Assert.Equal([0xFF, 0xD8], plain.Jpeg[..2].ToArray());
        Assert.Equal(new FrameSize(768, 432), plain.Size);
        var after = await live.Server.Cameras.PictureAsync("road", new PictureRequest { After = DateTimeOffset.MaxValue }, Ct);
        Assert.Null(after);
        var objects = await live.Server.Cameras.PictureAsync("road", new PictureRequest(), Ct);
        Assert.True(objects!.Jpeg.IsEmpty);
    }

    [Fact]
    public async Task An_answer_tells_what_every_part_of_its_sentence_scored_when()
    {
        await using var live = await LiveServer.StartAsync();
        await live.WatchAsync("road", TestData.Path("video/car-detection.mp4"), s => s with { Recording = true });
        await live.UntilAsync("road", CameraPhase.Ended);
        var answer = await live.Server.Tubes.SearchAsync(new SearchRequest { Text = "a car that comes in from the bottom", Threshold = 0.3f }, Ct);
        var tube = Assert.IsType<TubeRecord>(answer.Tubes[0]).Tube;
        var curves = await live.Server.Tubes.CurvesAsync(tube.Id, Ct);
        var curve = Assert.Single(curves.Curves);
        Assert.Equal("v1", curve.SubQuery.Id);
        Assert.True(curves.Begin <= tube.Begin && curves.Begin + curve.Scores.Count - 1 >= tube.End, $"{curves.Begin} +{curve.Scores.Count}: {tube.Begin}-{tube.End}");
        Assert.All(curve.Scores, s => Assert.InRange(s, 0, 1));
        // Where the tube is, the sentence holds better than around it.
        var inside = Enumerable.Range(tube.Begin - curves.Begin, tube.Boxes.Count).Average(i => curve.Scores[i]);
        Assert.True(inside >= curve.Scores.Average() - 1e-4, $"{inside} inside, {curve.Scores.Average()} over all");
        Assert.True(curves.ClipBegin <= tube.Begin && curves.ClipEnd >= tube.End, $"{curves.ClipBegin}-{curves.ClipEnd}");

        Assert.Null(await live.Server.Tubes.VerdictAsync(tube.Id, Ct));
        await live.Server.Tubes.FeedbackAsync(tube.Id, Verdict.Right, "anna", Ct);
        await live.Server.Tubes.FeedbackAsync(tube.Id, Verdict.Wrong, "bob", Ct);
        Assert.Equal(Verdict.Wrong, await live.Server.Tubes.VerdictAsync(tube.Id, Ct));
    }

    [Fact]
    public async Task Only_videos_of_the_configured_folders_are_listed_and_found()
    {
        await using var live = await LiveServer.StartAsync();
        var videos = await live.Server.Clips.VideosAsync(Ct);
        var clip = Assert.Single(videos, v => v.Path.EndsWith("car-detection.mp4", StringComparison.Ordinal));
        Assert.Equal(new FileInfo(TestData.Path("video/car-detection.mp4")).Length, clip.Bytes);
        Assert.Equal(clip.Path, await live.Server.Clips.FindVideoAsync(clip.Path, Ct));
        await Assert.ThrowsAnyAsync<ServiceException>(() => live.Server.Clips.FindVideoAsync("/etc/passwd", Ct));
        var none = await Assert.ThrowsAnyAsync<ServiceException>(() => live.Server.Clips.FindVideoAsync(clip.Path + ".none", Ct));
        Assert.Equal(ServiceError.NotFound, none.Kind);
    }

    [Fact]
    public async Task The_state_of_everything_is_told()
    {
        await using var live = await LiveServer.StartAsync();
        await live.AskAsync("cars", "a car");
        var status = await live.Server.System.StatusAsync(Ct);
        Assert.Equal((1, "sqlite"), (status.Counts.Queries, status.Storage.Engine));
        Assert.True(status.Storage is { ArchiveBytes: > 0, FreeBytes: > 0, KeepData: not null, Trouble: null }, $"{status.Storage}");
        Assert.Equal("cpu", Assert.Single(status.Devices).Name);
        var used = Assert.Single(await live.Server.System.ModelsAsync(Ct), m => m.IsUsed);
        Assert.True(used.IsPresent, used.Name);
    }
}
