using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Tests;

namespace Stvg.Embedded.Tests.Live;

/// <summary>Cameras come, go, fail and come back without touching each other.</summary>
public sealed class CameraTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_is_started_stopped_and_started_again_without_the_others_noticing()
    {
        await using var live = await LiveServer.StartAsync();
        static CameraSettings Loop(CameraSettings s) => s with { Pace = Pace.Realtime, Loop = true, Recording = false };
        await live.WatchAsync("a", TestData.Path("video/car-detection.mp4"), Loop);
        await live.WatchAsync("b", TestData.Path("video/pets09-s2l1.avi"), Loop);
        await live.UntilAsync("a", CameraPhase.Running);
        var running = await live.UntilAsync("b", v => v.Status.FramesDecoded > 5, "decoding");

        await live.Server.Cameras.RestartAsync("a", Ct);
        await live.UntilAsync("a", v => v.Status is { Phase: CameraPhase.Running, Reconnects: 0 }, "running again");
        Assert.True(await live.Server.Cameras.RemoveAsync("a", Ct));
        Assert.False(await live.Server.Cameras.RemoveAsync("a", Ct));
        Assert.Null(await live.Server.Cameras.FindAsync("a", Ct));

        var later = await live.UntilAsync("b", v => v.Status.FramesDecoded > running.Status.FramesDecoded + 10, "still decoding");
        Assert.Equal((CameraPhase.Running, 0L), (later.Status.Phase, later.Status.Reconnects));
        await live.WatchAsync("a", TestData.Path("video/car-detection.mp4"), Loop);
        await live.UntilAsync("a", CameraPhase.Running);
    }

    [Fact]
    public async Task Cameras_and_queries_go_on_after_a_restart_of_the_server()
    {
        await using var live = await LiveServer.StartAsync();
        await live.AskAsync("cars", "a car");
        await live.WatchAsync("road", TestData.Path("video/car-detection.mp4"), s => s with { Pace = Pace.Realtime, Loop = true });
        await live.WatchAsync("done", TestData.Path("video/car-detection.mp4"), s => s with { Recording = false });
        await live.UntilAsync("road", CameraPhase.Running);
        await live.UntilAsync("done", CameraPhase.Ended);
        var before = await live.ChangesAsync();

        await live.RestartAsync();
        await live.UntilAsync("road", CameraPhase.Running);
        await live.UntilAsync("done", CameraPhase.Ended);
        Assert.NotNull(await live.Server.Queries.FindAsync("cars", Ct));
        var after = await live.ChangesAsync();
        Assert.Equal(before.Select(c => (c.Sequence, c.Alert.Id)), after.Take(before.Count).Select(c => (c.Sequence, c.Alert.Id)));
        // What ended before is not watched again.
        Assert.Equal(before.Count(c => c.Alert.CameraId == "done"), after.Count(c => c.Alert.CameraId == "done"));
    }

    [Fact]
    public async Task A_second_server_is_kept_out_of_the_folder()
    {
        await using var live = await LiveServer.StartAsync();
        var refused = await Assert.ThrowsAsync<Core.StvgException>(() => Embedded.Live.GroundingServer.StartAsync(
            new Embedded.Live.ServerOptions { DataFolder = live.DataFolder, WebhookBody = _ => [] },
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, Ct));
        Assert.Contains("another server", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../etc/passwd")]
    [InlineData("ftp://127.0.0.1/clip.mp4")]
    [InlineData("rtsp://169.254.169.254/stream")]
    [InlineData("concat:/etc/passwd|/etc/hosts")]
    [InlineData("-i")]
    [InlineData("")]
    public async Task Sources_that_nobody_should_open_are_refused(string source)
    {
        await using var live = await LiveServer.StartAsync();
        var refused = await Assert.ThrowsAnyAsync<Core.StvgException>(() => live.WatchAsync("bad", source));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Empty(await live.Server.Cameras.ListAsync(Ct));
    }

    [Fact]
    public async Task A_camera_that_refuses_is_tried_again_and_its_password_stays_secret()
    {
        await using var live = await LiveServer.StartAsync();
        await live.WatchAsync("dead", "rtsp://admin:hunter2secret@127.0.0.1:9/stream");
        var view = await live.UntilAsync("dead", v => v.Status.Reconnects >= 2, "tried again");
        Assert.Equal(CameraPhase.Connecting, view.Status.Phase);
        Assert.False(string.IsNullOrEmpty(view.Status.Reason));
        Assert.DoesNotContain("hunter2secret", $"{view}", StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<ServiceException>(() => live.Server.Cameras.SnapshotAsync("dead", false, Ct));
        Assert.Equal(ServiceError.Unavailable, missing.Kind);
    }
}
