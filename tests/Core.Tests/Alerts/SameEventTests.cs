using Stvg.Core.Alerts;
using Stvg.Core.Tests.Grounding;
using Stvg.Core.Tubelets;
using static Stvg.Core.Tests.Alerts.Watchman;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Alerts;

/// <summary>One event, one alert: identity, cooldowns and what survives a restart.</summary>
public sealed class SameEventTests
{
    private static readonly (byte, byte, byte) s_red = (200, 20, 20);

    // Walks left for 3 s, stands for 5 s, three times.
    private static Scene ThreeWalks { get; } = new SceneBuilder(300)
        .Add(1, 10, 250, i => Walk(600 - (5 * ((i / 80 * 30) + Math.Min(i % 80, 30))), 200)(0), colour: s_red).Build();

    [Fact]
    public void The_same_frames_give_the_same_alerts_with_the_same_numbers()
    {
        var first = Of(Query("a person walking to the left"), Query("a person in red", "red")).Play(ThreeWalks);
        var again = Of(Query("a person in red", "red"), Query("a person walking to the left")).Play(ThreeWalks);
        Assert.Equal(Told(first), Told(again));
        Assert.Equal(4, first.Opened().Select(a => a.Id).Distinct().Count());

        var reworded = Of(Query("a man walking to the left")).Play(ThreeWalks);
        Assert.Empty(reworded.Select(a => a.Id).Intersect(first.Select(a => a.Id)));

        static IEnumerable<(string, int, AlertState, DateTimeOffset, int)> Told(List<Alert> changes) =>
            changes.Select(a => (a.Id, a.Change, a.State, a.ChangedAt, a.Tube.End)).Order();
    }

    [Fact]
    public void An_object_is_left_alone_while_its_cooldown_lasts()
    {
        var query = Query("a person walking to the left");
        Assert.Equal([1, 8, 16], Of(query).Play(ThreeWalks).Opened().Select(a => (int)a.BeginAt.Seconds()));
        Assert.Equal([1, 16], Of(query with { Cooldown = TimeSpan.FromSeconds(8) }).Play(ThreeWalks).Opened().Select(a => (int)a.BeginAt.Seconds()));
        Assert.Equal([1], Of(query with { Cooldown = TimeSpan.FromMinutes(1) }).Play(ThreeWalks).Opened().Select(a => (int)a.BeginAt.Seconds()));
    }

    [Fact]
    public void What_an_object_is_is_told_once()
    {
        var scene = new SceneBuilder(900).Add(1, 10, 880, Walk(300, 200), colour: s_red).Build();
        var changes = Of(Query("a person in red")).Play(scene);
        Assert.Single(changes.Opened());
        Assert.Single(changes.Closed());
    }

    [Fact]
    public void A_query_may_rest_on_a_camera_whoever_comes()
    {
        var scene = new SceneBuilder(200)
            .Add(1, 10, 60, Walk(100, 200), colour: s_red).Add(2, 40, 90, Walk(300, 200), colour: s_red).Add(3, 120, 180, Walk(500, 200), colour: s_red).Build();
        var query = Query("a person in red");
        Assert.Equal([1, 2, 3], Of(query).Play(scene).Opened().Select(a => a.ObjectId));
        Assert.Equal([1, 3], Of(query with { QueryCooldown = TimeSpan.FromSeconds(9) }).Play(scene).Opened().Select(a => a.ObjectId));
    }

    [Fact]
    public void Two_tubelets_of_one_object_are_one_event()
    {
        // The second box appears on the same person while the first lives on, and outlives it.
        var scene = new SceneBuilder(300)
            .Add(1, 10, 100, Walk(100, 200, 1), colour: s_red).Add(2, 40, 200, i => Walk(133 + i, 202)(0), colour: s_red)
            .Add(3, 40, 200, Walk(500, 200), colour: s_red).Build();
        var opened = Of(Query("a person in red")).Play(scene).Opened();
        Assert.Equal([1, 3], opened.Select(a => a.ObjectId));
    }

    [Fact]
    public void A_track_that_is_mended_goes_on_in_the_same_alert()
    {
        var scene = new SceneBuilder(300).Add(1, 10, 100, Walk(100, 200, 1), colour: s_red).Add(2, 106, 200, Walk(196, 200, 1), colour: s_red).Build();
        var changes = Of(Query("a person in red")).Play(new Replay(scene) { ObjectIds = { [2] = 1 } });
        var closed = Assert.Single(changes.Closed());
        Assert.Equal((10, 200, 191), (closed.Tube.Begin, closed.Tube.End, closed.Tube.Boxes.Count));
        // Between the two the box moves from one to the other.
        Assert.All(Enumerable.Range(1, 190), i => Assert.InRange(closed.Tube.Boxes[i].X - closed.Tube.Boxes[i - 1].X, 0, 1.1));

        var split = new Replay(scene) { ObjectIds = { [2] = 1 }, EndSeconds = 0.1 };
        Assert.Single(Of(Query("a person in red")).Play(split).Opened());
    }

    [Fact]
    public void After_a_restart_cooldowns_go_on_and_an_event_keeps_its_one_alert()
    {
        var query = Query("a person walking to the left") with { Cooldown = TimeSpan.FromSeconds(14), QueryCooldown = TimeSpan.FromSeconds(1) };
        var replay = new Replay(ThreeWalks);
        var before = Of(query);
        var told = replay.Updates().TakeWhile(u => u.Frame < 30).SelectMany(before.Update).ToList();
        Assert.NotEmpty(told);

        var after = Of(query);
        after.Restore([told[^1]]);
        var rest = replay.Updates().SkipWhile(u => u.Frame < 30).SelectMany(after.Update).ToList();
        Assert.DoesNotContain(rest, a => a.Id == told[0].Id);
        Assert.Equal(16, (int)Assert.Single(rest.Opened()).BeginAt.Seconds());

        // Watching it all again from the start adds nothing to what was told.
        var again = Of(query);
        again.Restore(before.CameraStopped("gate"));
        Assert.DoesNotContain(again.Play(replay), a => a.Id == told[0].Id);
    }

    [Fact]
    public void Putting_the_same_sentence_again_does_not_alert_the_same_event_again()
    {
        var queries = Of(Query("a person in red"));
        var scene = new SceneBuilder(200).Add(1, 10, 180, Walk(300, 200), colour: s_red).Build();
        var changes = new List<Alert>();
        foreach (var update in new Replay(scene).Updates())
        {
            if (update.Frame == 60) changes.AddRange(queries.Put(Query("a person in red") with { Threshold = 0.6f }));
            if (update.Frame == 120) changes.AddRange(queries.Put(Query("a person wearing red")));
            changes.AddRange(queries.Update(update));
        }

        Assert.Equal([AlertEnd.QueryStopped, AlertEnd.ObjectGone], changes.Closed().Select(a => a.End));
        Assert.Equal(["a person in red", "a person wearing red"], changes.Opened().Select(a => a.Tube.Query));
    }

    [Fact]
    public void A_camera_that_comes_back_shows_new_people()
    {
        var queries = Of(Query("a person in red"));
        var scene = new SceneBuilder(100).Add(1, 10, 80, Walk(300, 200), colour: s_red).Build();
        foreach (var update in new Replay(scene).Updates().Take(50)) queries.Update(update);
        Assert.Single(queries.CameraStopped("gate"));
        var later = new SceneBuilder(200).Add(2, 110, 180, Walk(300, 200), colour: s_red).Build();
        var changes = new Replay(later).Updates().Skip(100).SelectMany(queries.Update).ToList();
        Assert.Equal(2, Assert.Single(changes.Opened()).ObjectId);
    }
}
