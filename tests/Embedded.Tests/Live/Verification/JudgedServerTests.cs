using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Cameras;
using Stvg.Core.Correspondences;
using Stvg.Core.Judging;
using Stvg.Core.Services;
using Stvg.Tests;
using Stvg.Tests.Judging;

namespace Stvg.Embedded.Tests.Live.Verification;

/// <summary>A real clip, a real server, and a judge over real HTTP.</summary>
public sealed class JudgedServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_searches_and_clips_are_judged_by_a_model_that_sees_marked_pictures()
    {
        // Says yes to cars, no to white ones, and that the target is the highest number that it can have seen, mark 2.
        await using var model = await ModelServer.StartAsync(request =>
            request.Text.Contains("one short sentence", StringComparison.Ordinal) ? new ModelAnswer("A red car drives past.")
            : request.Text.Contains("yes or no", StringComparison.Ordinal)
                ? ModelAnswer.Of(request.Text.Contains("(white", StringComparison.Ordinal) ? 0.1 : 0.9)
            : new ModelAnswer("""{"target": 2, "begin": 0, "end": 99}"""));
        var folder = Directory.CreateTempSubdirectory("stvg judge ");
        var judge = Path.Combine(folder.FullName, "judge.json");
        await File.WriteAllTextAsync(judge, $$"""{ "endpoint": "{{model.Endpoint}}", "model": "m", "verify": { "perMinute": 1000, "perMinuteAndCamera": 1000, "timeoutSeconds": 60 } }""", Ct);
        await using (var live = await LiveServer.StartAsync(o => o with { Judge = judge }))
        {
            await live.AskAsync("cars", "a car");
            await live.AskAsync("white", "a white car");
            await live.WatchAsync("road", TestData.Path("video/car-detection.mp4"));
            await live.UntilAsync("road", CameraPhase.Ended);
            AssertAlerts(await live.ChangesAsync());
            await AssertSearchedAsync(live);
            await AssertGroundedAsync(live, model);
        }

        folder.Delete(recursive: true);
    }

    private static void AssertAlerts(IReadOnlyList<AlertRecord> changes)
    {
        Assert.DoesNotContain(changes, c => c.Alert.QueryId == "white");
        var opened = changes.Where(c => c.Alert.State == AlertState.Opened).ToList();
        Assert.NotEmpty(opened);
        Assert.All(opened, c =>
            Assert.Equal((VerificationOutcome.Confirmed, 0.9f), (c.Alert.Verification!.Outcome, c.Alert.Verification.Score)));
        Assert.Equal(opened.Count, changes.Count(c => c.Alert.State == AlertState.Closed));
    }

    private static async Task AssertSearchedAsync(LiveServer live)
    {
        var plain = await live.Server.Tubes.SearchAsync(new SearchRequest { Text = "a white car" }, Ct);
        var judged = await live.Server.Tubes.SearchAsync(new SearchRequest { Text = "a white car", Judge = true }, Ct);
        Assert.True(judged.Judged > 0);
        foreach (var tube in judged.Tubes.Where(t => t.Tube.Evidence.Any(e => e.SubQuery == JudgedTube.EvidenceId)))
        {
            var before = plain.Tubes.First(t => t.Tube.Id == tube.Tube.Id).Tube;
            Assert.Equal((before.Score + 0.1f) / 2, tube.Tube.Score, 3);
            Assert.Equal(before.Boxes, tube.Tube.Boxes);
        }
    }

    private static async Task AssertGroundedAsync(LiveServer live, ModelServer model)
    {
        var clip = new ClipRequest { Video = TestData.Path("video/car-detection.mp4") };
        var marks = await live.Server.Clips.MarkAsync(clip, new MarkOptions { Frames = 8, Top = 3 }, all: false, Ct);
        Assert.Equal(8, marks.Pictures.Count);
        Assert.All(marks.Pictures, p => Assert.Equal(new byte[] { 0xFF, 0xD8, 0xFF }, p.Span[..3]));
        var recorded = await live.Server.Clips.MarkAsync(await StretchAsync(live), new MarkOptions { Frames = 3 }, all: true, Ct);
        Assert.Equal(3, recorded.Pictures.Count);

        var two = Assert.Single(marks.Marked.Marks, m => m.Number == 2).Tubelet;
        var answer = await live.Server.Clips.GroundAsync(clip with { Judge = true }, "a vehicle", 1, Ct);
        var tube = Assert.Single(answer.Tubes).Tube;
        Assert.Equal(two.Id, tube.TubeletId);
        Assert.All(Enumerable.Range(tube.Begin, tube.Boxes.Count), f => Assert.Equal(two.BoxAt(f), tube.Boxes[f - tube.Begin]));
        Assert.Equal((2, TargetMending.None), (answer.Judge!.Said.Count, answer.Judge.Mending));
        var asked = model.Requests.Last(r => r.WantsSchema);
        Assert.Equal(8, asked.Pictures.Length);
        Assert.All(asked.Pictures, p => Assert.Equal(new byte[] { 0xFF, 0xD8, 0xFF }, p[..3]));

        var middle = (tube.Begin + tube.End) / 2;
        var described = await live.Server.Clips.DescribeAsync(clip with { Judge = true }, two.BoxAt(middle),
            TimeSpan.FromSeconds(middle / 12.5), Ct);
        Assert.Equal("A red car drives past.", described.Text);
    }

    private static async Task<ClipRequest> StretchAsync(LiveServer live)
    {
        var tubelets = (await live.Server.Cameras.TubeletsAsync("road", null, null, null, 100, Ct)).Items;
        return new ClipRequest { Camera = "road", From = tubelets.Min(t => t.BeginAt), To = tubelets.Max(t => t.EndAt) };
    }
}
