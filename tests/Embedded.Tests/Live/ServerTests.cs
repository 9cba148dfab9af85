using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Tests;

namespace Stvg.Embedded.Tests.Live;

/// <summary>A real clip as a camera, from its frames to alerts, search, clips and words about it.</summary>
public sealed class ServerTests(ITestOutputHelper output)
{
    private static readonly string s_car = "car-detection.mp4";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clip_is_watched_alerted_remembered_found_and_shown()
    {
        await using var live = await LiveServer.StartAsync();
        await live.AskAsync("cars", "a car");
        await live.AskAsync("away", "a white car comes in from the bottom and drives away at the top");
        await live.AskAsync("never", "a yellow truck");
        await live.WatchAsync("road", TestData.Path($"video/{s_car}"));
        var ended = await live.UntilAsync("road", CameraPhase.Ended);
        Assert.Equal(377, ended.Status.FramesDecoded);
        Assert.Equal(377, ended.Status.FramesDetected + ended.Status.FramesSkipped);
        Assert.Equal(0, ended.Status.FramesDropped);

        await AssertAlertsAsync(live);
        var found = await AssertFoundAsync(live);
        await AssertShownAsync(live, found);
        await AssertDescribedAsync(live, found);
    }

    private static async Task AssertAlertsAsync(LiveServer live)
    {
        var changes = await live.ChangesAsync();
        Assert.Equal(changes.Select(c => c.Sequence).Order().Distinct(), changes.Select(c => c.Sequence));
        Assert.Contains(changes, c => c.Alert.QueryId == "cars");
        Assert.DoesNotContain(changes, c => c.Alert.QueryId == "never");
        foreach (var alert in changes.GroupBy(c => c.Alert.Id))
        {
            var states = alert.Select(c => c.Alert.State).ToList();
            Assert.Equal(Enumerable.Range(1, states.Count), alert.Select(c => c.Alert.Change));
            Assert.Equal(AlertState.Opened, states[0]);
            Assert.Equal(AlertState.Closed, states[^1]);
            Assert.Equal(alert.Key, alert.Last().Alert.Tube.Id);
        }

        // One event a car: there are four in the clip, and a fifth thing now and then.
        var cars = changes.Where(c => c.Alert.QueryId == "cars").Select(c => c.Alert.Id).Distinct().Count();
        Assert.InRange(cars, 3, 6);
        var acknowledged = await live.Server.Alerts.AcknowledgeAsync(changes[0].Alert.Id, "night shift", Ct);
        Assert.Equal("night shift", acknowledged.AcknowledgedBy);
    }

    private static async Task<TubeRecord> AssertFoundAsync(LiveServer live)
    {
        var answer = await live.Server.Tubes.SearchAsync(new SearchRequest { Text = "the red car" }, Ct);
        Assert.NotEmpty(answer.Tubes);
        var best = answer.Tubes[0];
        // The red car of the ground truth drives through frames 187 to 237.
        Assert.Equal("road", best.Tube.CameraId);
        Assert.InRange(best.Tube.Begin, 180, 200);
        Assert.InRange(best.Tube.End, 225, 245);
        Assert.Equal(best.Tube.Boxes.Count, best.Tube.End - best.Tube.Begin + 1);
        Assert.NotEmpty(best.Tube.Evidence);
        Assert.Empty((await live.Server.Tubes.SearchAsync(new SearchRequest { Text = "a dog" }, Ct)).Tubes);

        var again = await live.Server.Tubes.FindAsync(best.Tube.Id, Ct);
        Assert.Equal(best.Tube.Boxes.Count, again!.Tube.Boxes.Count);
        Assert.DoesNotContain(await live.Server.Tubes.LikeAsync(best.Tube.Id, new SearchScope(), Ct), t => t.Tube.Begin == best.Tube.Begin);
        await live.Server.Tubes.FeedbackAsync(best.Tube.Id, Verdict.Right, "night shift", Ct);

        var tubelets = await live.Server.Cameras.TubeletsAsync("road", null, null, null, 100, Ct);
        Assert.Contains(tubelets.Items, t => t.Tubelet.Begin < best.Tube.End && t.Tubelet.End > best.Tube.Begin);
        return best;
    }

    private static async Task AssertShownAsync(LiveServer live, TubeRecord found)
    {
        var clip = await live.Server.Tubes.ClipAsync(found.Tube.Id, Ct);
        Assert.Equal("video/mp4", clip.MediaType);
        Assert.Equal("ftyp"u8, clip.Content.Span.Slice(4, 4));
        foreach (var picture in new[] { await live.Server.Tubes.ThumbnailAsync(found.Tube.Id, Ct), await live.Server.Cameras.SnapshotAsync("road", marks: true, Ct) })
            Assert.Equal(new byte[] { 0xFF, 0xD8, 0xFF }, picture.Content.Span[..3]);
    }

    private async Task AssertDescribedAsync(LiveServer live, TubeRecord found)
    {
        var watched = new List<ClipWatched>();
        var request = new ClipRequest { Video = TestData.Path($"video/{s_car}"), Progress = new Watched(watched) };
        var grounded = await live.Server.Clips.GroundAsync(request, "the red car", 1, Ct);
        var told = watched.Count;
        Assert.True(told > 1 && watched[^1].Frames > watched[0].Frames, $"told {told} times");
        var tube = Assert.Single(grounded.Tubes);
        Assert.True(Math.Abs(tube.Tube.Begin - found.Tube.Begin) <= 15, $"the clip says {tube.Tube.Begin}, the camera {found.Tube.Begin}");

        var second = TimeSpan.FromSeconds(1);
        var located = await live.Server.Clips.LocateAsync(
            request with { Begin = tube.Tube.BeginTime + second, End = tube.Tube.BeginTime + (2 * second) }, "the red car", 1, Ct);
        var where = Assert.Single(located.Tubes).Tube;
        Assert.InRange((where.EndTime - where.BeginTime).TotalSeconds, 0.9, 1.1);
        Assert.True(where.Boxes[0].IoU(tube.Tube.Boxes[where.Begin - tube.Tube.Begin]) > 0.9f);

        var at = tube.Tube.BeginTime + second;
        var described = await live.Server.Clips.DescribeAsync(request, where.Boxes[0], at, Ct);
        Assert.Contains("red", described.Text, StringComparison.Ordinal);
        Assert.InRange(described.Tube.Tube.End, tube.Tube.Begin + 20, 245);
        output.WriteLine("described: {0}", described.Text);
        var nothing = await Assert.ThrowsAsync<ServiceException>(() => live.Server.Clips.DescribeAsync(request, new Box(1, 1, 5, 5), at, Ct));
        Assert.Equal(ServiceError.NotFound, nothing.Kind);
        Assert.Equal(told, watched.Count); // a clip is watched once
    }

    private sealed class Watched(List<ClipWatched> told) : IProgress<ClipWatched>
    {
        public void Report(ClipWatched value) => told.Add(value);
    }
}
