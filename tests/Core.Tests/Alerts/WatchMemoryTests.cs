using System.Runtime.CompilerServices;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Tests.Grounding;
using static Stvg.Core.Tests.Alerts.Watchman;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Alerts;

/// <summary>What standing queries keep of what they judged: with thousands of cameras all of it waits for the collector.</summary>
public sealed class WatchMemoryTests
{
    private static readonly (byte, byte, byte) s_red = (200, 20, 20), s_blue = (40, 60, 180);

    [Theory]
    [InlineData("a person in green", 0)]
    [InlineData("a person in red", 2)]
    public void A_scene_is_given_up_once_it_is_judged_and_only_who_is_there_stays_known(string sentence, int opened)
    {
        var scene = new SceneBuilder(200).Add(1, 0, 199, Walk(600, 200), colour: s_red).Add(2, 0, 199, Walk(100, 300), colour: s_red)
            .Add(3, 0, 30, Walk(300, 100), colour: s_blue).Build();
        var queries = Of(Query(sentence));
        var (seen, alerts) = Judged(queries, new Replay(scene).Updates().Take(150));

        Assert.Equal(opened, alerts);
        GC.Collect();
        // What objects are is taken to hold for a turn; how they moved until two seconds ago nobody asks any more.
        Assert.True(seen.Count > 250);
        Assert.Equal(0, seen.SkipLast(60).Count(s => s.IsAlive));
        GC.KeepAlive(queries);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(27)]
    [InlineData(29)]
    public void An_alert_that_opens_long_after_its_event_began_has_evidence_on_every_frame(int seconds)
    {
        // The camera forgets the first frames of the standing soon after it is told of, and who was told of before has a past by then.
        const int Stands = 140, Ends = 1000;
        var scene = new SceneBuilder(Ends + 60).Add(1, 10, Ends, i => Walk(600 - (4 * Math.Min(i, Stands)), 200)(0), colour: s_red).Build();
        var stands = Query("a person standing", "stands") with { MinDuration = TimeSpan.FromSeconds(seconds) };
        var changes = Of(Query("a person in red", "red"), stands).Play(scene);

        // When it is gone the whole of it is seen once more; until then there is what was kept.
        var told = changes.FindAll(c => c.QueryId == "stands" && c.State != AlertState.Closed);
        Assert.True(told[^1].Tube.Boxes.Count > 400);
        foreach (var tube in told.Select(c => c.Tube))
        {
            Assert.InRange(tube.Begin, Stands, Stands + 20);
            var verb = tube.Evidence.Single(e => e.SubQuery.StartsWith('v'));
            Assert.Equal(tube.Boxes.Count, verb.PerFrame.Count);
            Assert.All(verb.PerFrame.Skip(5), score => Assert.InRange(score, 0.9f, 1));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (List<WeakReference> Seen, int Alerts) Judged(StandingQueries queries, IEnumerable<CameraUpdate> updates)
    {
        var (seen, alerts) = (new List<WeakReference>(), 0);
        foreach (var update in updates)
        {
            alerts += queries.Update(update).Opened().Count;
            seen.AddRange(update.Live.Select(o => new WeakReference(o.Motion)));
        }

        return (seen, alerts);
    }
}
