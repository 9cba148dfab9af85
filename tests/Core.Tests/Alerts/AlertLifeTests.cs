using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tests.Grounding;
using Stvg.Core.Tubelets;
using static Stvg.Core.Tests.Alerts.Watchman;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Alerts;

public sealed class AlertLifeTests
{
    private static readonly (byte, byte, byte) s_red = (200, 20, 20), s_blue = (40, 60, 180);

    private static Scene WalksLeftFor(int frames, int stands = 0) => new SceneBuilder(frames + stands + 40)
        .Add(1, 10, 10 + frames + stands, i => Walk(600 - (4 * Math.Min(i, frames)), 200)(0), colour: s_red).Build();

    [Fact]
    public void An_alert_opens_while_the_event_goes_on_and_closes_with_the_answer_of_a_clip()
    {
        var scene = WalksLeftFor(100);
        var changes = Of(Query("a person in red walking to the left")).Play(scene);

        var opened = changes[0];
        Assert.Equal((AlertState.Opened, 1, "q", "gate", 1), (opened.State, opened.Change, opened.QueryId, opened.CameraId, opened.ObjectId));
        Assert.InRange(opened.OpenedAt.Seconds(), 1.9, 2.5); // it came at 1 s, and a second of it is asked for

        var closed = changes[^1];
        Assert.Equal((AlertState.Closed, AlertEnd.ObjectGone, changes.Count), (closed.State, closed.End, closed.Change));
        var plan = new QueryParser(Lexicon.Empty).Parse("a person in red walking to the left");
        var tube = Assert.Single(Grounder.Ground(plan, scene, "gate", new GroundingOptions()));
        Assert.Equal((tube.Begin, tube.End, tube.Score), (closed.Tube.Begin, closed.Tube.End, closed.Tube.Score));
        Assert.Equal(tube.Boxes, closed.Tube.Boxes);
        Assert.Equal(tube.Evidence.Select(e => (e.SubQuery, e.Score)), closed.Tube.Evidence.Select(e => (e.SubQuery, e.Score)));
        Assert.Equal((tube.BeginTime, tube.EndTime, "a person in red walking to the left"), (closed.Tube.BeginTime, closed.Tube.EndTime, closed.Tube.Query));
        Assert.Equal((closed.BeginAt.Seconds(), closed.EndAt.Seconds()), (tube.Begin / 10.0, tube.End / 10.0));
    }

    [Fact]
    public void Every_change_has_the_alerts_id_the_next_number_and_a_whole_tube()
    {
        var changes = Of(Query("a person in red")).Play(WalksLeftFor(120));
        Assert.Equal(Enumerable.Range(1, changes.Count), changes.Select(c => c.Change));
        Assert.Equal(changes.Select((_, i) => i == 0 ? AlertState.Opened : i < changes.Count - 1 ? AlertState.Updated : AlertState.Closed), changes.Select(c => c.State));
        Assert.All(changes, change =>
        {
            Assert.Equal(changes[0].Id, change.Id);
            Assert.Equal(change.Id, change.Tube.Id);
            Assert.Equal(changes[0].OpenedAt, change.OpenedAt);
            Assert.All(change.Tube.Evidence, e => Assert.Equal(change.Tube.Boxes.Count, e.PerFrame.Count));
        });
    }

    [Fact]
    public void Changes_are_told_at_most_once_a_second_and_ever_more_seldom_for_a_long_event()
    {
        var changes = Of(Query("a person in red")).Play(WalksLeftFor(140));
        Assert.All(changes.Zip(changes.Skip(1)).SkipLast(1), pair => Assert.True(pair.Second.ChangedAt - pair.First.ChangedAt >= TimeSpan.FromSeconds(1)));
        Assert.InRange(changes.Count, 3, 8); // of 14 seconds
    }

    [Fact]
    public void Leaving_the_picture_is_known_when_it_is_over_and_opens_and_closes_at_once()
    {
        var scene = new SceneBuilder(120).Add(1, 10, 70, Walk(100, 200, 9)).Build();
        var changes = Of(Query("a person leaves the picture at the right edge") with { MinDuration = TimeSpan.Zero }).Play(scene);
        Assert.Equal([AlertState.Opened, AlertState.Closed], changes.Select(c => c.State));
        Assert.Equal(AlertEnd.ObjectGone, changes[1].End);
        Assert.InRange(changes[0].OpenedAt.Seconds(), 7, 9.2);
        Assert.Equal(70, changes[1].Tube.End);
    }

    [Fact]
    public void An_alert_closes_when_the_description_does_not_hold_for_a_while()
    {
        var closed = Assert.Single(Of(Query("a person walking to the left")).Play(WalksLeftFor(60, stands: 80)).Closed());
        Assert.Equal(AlertEnd.NoLongerHolds, closed.End);
        Assert.InRange(closed.Tube.End, 66, 76);
        Assert.InRange(closed.ChangedAt.Seconds(), 8.5, 11);
    }

    [Fact]
    public void What_happened_longer_before_does_not_hide_what_happens_now()
    {
        // Walks left for 8 s, stands for 6 s, walks left for 3 s.
        var scene = new SceneBuilder(240)
            .Add(1, 10, 190, i => Walk(620 - (3 * (i < 80 ? i : i < 140 ? 80 : i - 60)), 200)(0)).Build();
        var changes = Of(Query("a person walking to the left")).Play(scene);
        Assert.Equal(2, changes.Opened().Count);
        Assert.InRange(changes.Opened()[1].OpenedAt.Seconds(), 15.5, 17.5);
    }

    [Fact]
    public void What_is_too_short_is_no_alert()
    {
        var scene = WalksLeftFor(100);
        Assert.Empty(Of(Query("a person in red") with { MinDuration = TimeSpan.FromSeconds(11) }).Play(scene));
        Assert.InRange(Of(Query("a person in red") with { MinDuration = TimeSpan.FromSeconds(5) }).Play(scene)[0].OpenedAt.Seconds(), 5.9, 6.5);
    }

    [Fact]
    public void The_threshold_decides()
    {
        var scene = WalksLeftFor(100);
        Assert.Empty(Of(Query("a person in red") with { Threshold = 1 }).Play(scene));
        Assert.Empty(Of(Query("a person in blue")).Play(scene));
    }

    [Fact]
    public void A_tube_is_longer_than_what_the_camera_remembers_of_its_object()
    {
        var scene = WalksLeftFor(70, stands: 800);
        var changes = Of(Query("a person in red"), Query("a person in red standing", "standing")).Play(scene);
        var closed = changes.Closed().Single(c => c.QueryId == "q");
        Assert.Equal((10, 880), (closed.Tube.Begin, closed.Tube.End));
        Assert.Equal(scene.Objects[0].Tubelet.Boxes, closed.Tube.Boxes);

        var standing = changes.Where(c => c.QueryId == "standing" && c.State == AlertState.Updated).MaxBy(c => c.Change)!;
        Assert.InRange(standing.Tube.Begin, 75, 85);
        Assert.True(standing.Tube.Boxes.Count > 400);
        Assert.All(standing.Tube.Evidence, e => Assert.Equal(standing.Tube.Boxes.Count, e.PerFrame.Count));
        Assert.True(standing.Tube.Evidence.Single(e => e.SubQuery.StartsWith('v')).PerFrame.Skip(20).Min() > 0.9f);
    }

    [Fact]
    public void No_tube_is_longer_than_ten_minutes_and_its_event_is_not_alerted_again()
    {
        var scene = new SceneBuilder(7000).Add(1, 10, 6900, Walk(300, 200), colour: s_red).Build();
        var queries = Of(Query("a person in red standing"));
        // An update a second is enough here, and a tenth of the work.
        var changes = new Replay(scene) { HistorySeconds = 10 }.Updates().Where((_, i) => i % 10 == 0).SelectMany(queries.Update).ToList();
        var closed = Assert.Single(changes.Closed());
        Assert.Equal(AlertEnd.LengthLimit, closed.End);
        Assert.InRange(closed.Tube.Boxes.Count, 6000, 6010);
        Assert.Single(changes.Opened());
        Assert.InRange(changes.Count, 10, 40);
    }

    [Fact]
    public void A_camera_that_stops_closes_what_is_open_there_only()
    {
        var queries = Of(Query("a person in red"));
        foreach (var update in new Replay(WalksLeftFor(100)) { CameraId = "a" }.Updates().Take(60)) queries.Update(update);
        foreach (var update in new Replay(WalksLeftFor(100)) { CameraId = "b" }.Updates().Take(60)) queries.Update(update);
        Assert.Equal(2, queries.OpenAlerts("q"));

        var closed = Assert.Single(queries.CameraStopped("a"));
        Assert.Equal(("a", AlertState.Closed, AlertEnd.CameraStopped, 5.9), (closed.CameraId, closed.State, closed.End, closed.ChangedAt.Seconds()));
        Assert.Empty(queries.CameraStopped("a"));
        Assert.Equal(1, queries.OpenAlerts("q"));
    }

    [Fact]
    public void A_query_that_is_removed_or_replaced_closes_its_alerts()
    {
        var queries = Of(Query("a person in red"), Query("a person in red", "other"));
        foreach (var update in new Replay(WalksLeftFor(100)).Updates().Take(60)) queries.Update(update);

        var replaced = Assert.Single(queries.Put(Query("a person in blue")));
        Assert.Equal(("q", AlertEnd.QueryStopped, AlertState.Closed), (replaced.QueryId, replaced.End, replaced.State));
        Assert.Equal("other", Assert.Single(queries.Remove("other")).QueryId);
        Assert.Empty(queries.Remove("other"));
        Assert.Equal((1, 1), (queries.Count, queries.Meanings));
    }

    [Fact]
    public void Frames_only_go_on()
    {
        var queries = Of(Query("a person in red"));
        CameraUpdate[] updates = [.. new Replay(WalksLeftFor(10)).Updates().Take(3)];
        queries.Update(updates[2]);
        Assert.Contains("gate", Assert.Throws<ArgumentException>(() => queries.Update(updates[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relation_is_alerted_when_the_other_is_there()
    {
        var builder = new SceneBuilder(120).Add(1, 0, 110, Walk(100, 200, 1), colour: s_blue);
        Assert.Empty(Of(Query("a man next to a person in red")).Play(builder.Build()));
        var near = builder.Add(2, 50, 110, i => Walk(210 + i, 200)(0), colour: s_red).Build();
        var opened = Assert.Single(Of(Query("a man next to a person in red")).Play(near).Opened());
        Assert.Equal(1, opened.ObjectId);
        Assert.InRange(opened.Tube.Begin, 50, 54);
    }
}
