using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Grounding;
using Stvg.Core.Tests.Grounding;
using Stvg.Core.Tubelets;
using static Stvg.Core.Tests.Alerts.Watchman;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Alerts;

/// <summary>Another state machine takes over while alerts are open, knowing only what was told of them.</summary>
public sealed class ResumedAlertsTests
{
    private static readonly (byte, byte, byte) s_red = (200, 20, 20);

    private static readonly StandingQuery[] s_queries = [Query("a person in red"), Query("a person in red walking to the left", "walk")];

    /// <summary>Somebody in red walks left, stands, and leaves; somebody else comes later.</summary>
    private static Replay Street { get; } = new(new SceneBuilder(500)
        .Add(1, 10, 420, i => Walk(600 - Math.Min(i, 380), 200)(0), colour: s_red)
        .Add(2, 200, 380, Walk(30, 300, 3), colour: s_red).Build());

    [Theory]
    [InlineData(40), InlineData(130), InlineData(350), InlineData(415)]
    public void Whoever_takes_over_goes_on_with_the_same_alerts(int cut)
    {
        var (whole, cutUp) = (Of(s_queries).Play(Street), PlayInPieces(f => f == cut, gap: 0));
        Assert.Equal(whole.Opened().Select(a => a.Id), cutUp.Opened().Select(a => a.Id));
        foreach (var (expected, found) in whole.Closed().OrderBy(a => a.Id).Zip(cutUp.Closed().OrderBy(a => a.Id)))
        {
            Assert.Equal((expected.Id, expected.End, expected.Tube.Begin), (found.Id, found.End, found.Tube.Begin));
            Assert.InRange(found.Tube.End, expected.Tube.End - 3, expected.Tube.End + 3);
            Assert.Equal(found.Tube.End - found.Tube.Begin + 1, found.Tube.Boxes.Count);
            foreach (var (box, other) in expected.Tube.Boxes.Zip(found.Tube.Boxes)) Assert.True(box.IoU(other) > 0.9f);
            Assert.InRange(found.Tube.Score, expected.Tube.Score - 0.1f, expected.Tube.Score + 0.1f);
            Assert.All(found.Tube.Evidence, e => Assert.Equal(found.Tube.Boxes.Count, e.PerFrame.Count));
        }
    }

    [Fact]
    public void However_often_it_changes_hands_every_alert_is_one_with_its_changes_counted_on()
    {
        var whole = Of(s_queries).Play(Street);
        var changes = PlayInPieces(f => f % 7 == 0, gap: 0);
        Assert.Equal(whole.Opened().Select(a => a.Id).Order(), changes.Opened().Select(a => a.Id).Order());
        foreach (var alert in changes.GroupBy(a => a.Id))
        {
            Assert.Equal(Enumerable.Range(1, alert.Count()), alert.Select(a => a.Change));
            Assert.Equal(AlertState.Closed, alert.Last().State);
            Assert.Single(alert, a => a.State == AlertState.Opened);
        }
    }

    [Fact]
    public void Who_left_while_nobody_judged_is_told_of_as_gone()
    {
        var changes = PlayInPieces(f => f == 300, gap: 180);
        Assert.All(changes.Closed().Where(a => a.QueryId == "q"), a => Assert.Equal(AlertEnd.ObjectGone, a.End));
        Assert.Equal(2, changes.Closed().Count(a => a.QueryId == "q"));
        // The updates that came later showed how it ended.
        Assert.Equal([420, 380], changes.Closed().Where(a => a.QueryId == "q").OrderBy(a => a.ObjectId).Select(a => a.Tube.End));
    }

    [Fact]
    public void What_the_one_before_had_seen_already_is_no_news()
    {
        var updates = Street.Updates().ToList();
        var before = Of(s_queries);
        var open = Open(updates.Take(200).SelectMany(before.Update));
        var after = Of(s_queries);
        Assert.Empty(after.Resume(open));
        Assert.Equal(1, after.OpenAlerts("q"));
        var newest = open.Max(a => Street.Timeline.FrameAt(a.ChangedAt));
        Assert.Empty(updates.Skip(newest - 20).Take(20).SelectMany(after.Update));
        Assert.DoesNotContain(updates.Skip(newest + 1).SelectMany(after.Update), a => a.State == AlertState.Opened && a.ObjectId == 1 && a.QueryId == "q");
    }

    [Fact]
    public void An_alert_whose_sentence_or_camera_is_another_by_now_is_closed()
    {
        var before = Of(s_queries);
        var open = Open(Street.Updates().Take(100).SelectMany(before.Update));
        var changed = Of(Query("a person in blue"), s_queries[1]);
        Assert.Equal(AlertEnd.QueryStopped, Assert.Single(changed.Resume(open)).End);

        var removed = Of(s_queries);
        Assert.Empty(removed.Resume(open));
        Assert.Equal(AlertEnd.QueryStopped, Assert.Single(removed.Remove("q")).End);
        Assert.All(removed.CameraStopped("gate"), a => Assert.Equal((AlertEnd.CameraStopped, "walk"), (a.End, a.QueryId)));
        Assert.Equal(0, removed.OpenAlerts("walk"));

        var reborn = Of(s_queries);
        reborn.Resume(open);
        var anew = Street.Updates().Skip(100).First() with { Timeline = new CameraTimeline(Replay.Epoch.AddSeconds(3), 10) };
        Assert.Equal(open.Count, reborn.Update(anew).Count(a => a.End == AlertEnd.CameraStopped));
    }

    /// <summary>Plays the street; where asked, somebody else takes over who knows nothing but the alerts, a gap of frames later.</summary>
    private static List<Alert> PlayInPieces(Func<int, bool> isCut, int gap)
    {
        var (queries, changes, skipped) = (Of(s_queries), new List<Alert>(), 0);
        var ended = new List<SceneObject>();
        foreach (var update in Street.Updates())
        {
            if (isCut(update.Frame))
            {
                queries = Of(s_queries);
                queries.Restore(changes.GroupBy(a => a.Id).Select(a => a.Last()).Where(a => a.State == AlertState.Closed));
                Assert.Empty(queries.Resume(Open(changes)));
                skipped = gap;
            }

            // What ended meanwhile is in the next update that comes.
            ended.AddRange(update.Ended);
            if (skipped-- > 0) continue;
            changes.AddRange(queries.Update(update with { Ended = [.. ended] }));
            ended.Clear();
        }

        return changes;
    }

    /// <summary>As the archive gives them back.</summary>
    private static List<Alert> Open(IEnumerable<Alert> changes) => [.. changes.GroupBy(a => a.Id).Select(a => a.Last())
        .Where(a => a.State != AlertState.Closed).Select(a => a with { Tube = TubeCodec.Decode(TubeCodec.Encode(a.Tube)) })];
}
