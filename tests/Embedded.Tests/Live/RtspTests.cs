using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Tests;

namespace Stvg.Embedded.Tests.Live;

/// <summary>A server with a real RTSP camera that dies, freezes, and comes back.</summary>
public sealed class RtspTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_that_dies_and_comes_back_goes_on_where_it_was()
    {
        await using var camera = await RtspServer.StartAsync(TestData.Path("video/pets09-s2l1.avi"), "admin:pass word");
        await using var live = await LiveServer.StartAsync(o => o with { StallTimeout = TimeSpan.FromSeconds(3) });
        await live.AskAsync("people", "a person walking");
        var address = camera.Url.Replace("rtsp://", "rtsp://admin:pass%20word@", StringComparison.Ordinal);
        await live.WatchAsync("gate", address, s => s with { Pace = Pace.Realtime });

        var first = await live.UntilAsync("gate", v => v.Status is { FramesDetected: > 5, LiveTubelets: > 0 }, "detecting");
        Assert.DoesNotContain("pass", $"{first}", StringComparison.Ordinal);
        Assert.InRange(first.Status.DelaySeconds, 0, 5);

        camera.Kill();
        var lost = await live.UntilAsync("gate", v => v.Status is { Phase: CameraPhase.Connecting, Reconnects: > 0 }, "lost");
        Assert.False(string.IsNullOrEmpty(lost.Status.Reason));
        Assert.DoesNotContain("pass", lost.Status.Reason, StringComparison.Ordinal);

        await camera.RestartAsync();
        var again = await live.UntilAsync(
            "gate", v => v.Status.Phase == CameraPhase.Running && v.Status.FramesDetected > lost.Status.FramesDetected + 5, "detecting again");
        Assert.True(again.Status.LastFrameAt > first.Status.LastFrameAt);

        camera.Freeze();
        var stalled = await live.UntilAsync("gate", v => v.Status.Reconnects > again.Status.Reconnects, "found to be frozen");
        camera.Thaw();
        await live.UntilAsync("gate", v => v.Status.Phase == CameraPhase.Running && v.Status.FramesDetected > stalled.Status.FramesDetected, "detecting after the frost");

        await AssertRememberedAsync(live);
    }

    /// <summary>Ids are never used twice, and what was seen lies where the camera was there to see it.</summary>
    private static async Task AssertRememberedAsync(LiveServer live)
    {
        await live.RestartAsync(); // everything that lived is over and written
        var tubelets = new List<TubeletView>();
        for (string? cursor = null; ;)
        {
            var page = await live.Server.Cameras.TubeletsAsync("gate", null, null, cursor, 50, Ct);
            tubelets.AddRange(page.Items);
            if ((cursor = page.Next) is null) break;
        }

        Assert.NotEmpty(tubelets);
        Assert.Equal(tubelets.Count, tubelets.Select(t => t.Tubelet.Id).Distinct().Count());
        Assert.All(tubelets, t => Assert.True(t.BeginAt <= t.EndAt && t.EndAt <= DateTimeOffset.UtcNow));
        var changes = await live.ChangesAsync();
        Assert.NotEmpty(changes);
        // Nothing stays open over a loss of the camera.
        Assert.All(changes.GroupBy(c => c.Alert.Id), a => Assert.Equal(Core.Alerts.AlertState.Closed, a.Last().Alert.State));
    }
}
