using System.Collections.Immutable;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Grounding;

/// <summary>Grounding within a period, and for a period that is given.</summary>
public sealed class PeriodTests
{
    // Walks to the right all the time; the other one comes later.
    private static readonly Scene s_scene = new SceneBuilder(100)
        .Add(1, 0, 79, SceneBuilder.Walk(20, 200, 6))
        .Add(2, 60, 99, SceneBuilder.Walk(20, 300, 6))
        .Build();

    private static readonly QueryPlan s_plan = SceneBuilder.Plan(SceneBuilder.Action(new DirectionPredicate(Direction.Right)));

    [Fact]
    public void Answers_lie_in_the_period() =>
        Assert.All(
            Ground(new GroundingOptions { Top = 5, Period = (30, 70) }),
            t => Assert.True(t.Begin >= 30 && t.End <= 70, $"{t.Begin} to {t.End}"));

    [Fact]
    public void A_given_period_is_the_interval_as_far_as_the_object_lives_in_it()
    {
        var tubes = Ground(new GroundingOptions { Top = 5, Period = (50, 70), WholePeriod = true });
        Assert.Equal([(1, 50, 70), (2, 60, 70)], tubes.Select(t => (t.TubeletId, t.Begin, t.End)).Order());
    }

    [Fact]
    public void Who_does_not_live_in_the_period_is_no_answer() =>
        Assert.DoesNotContain(Ground(new GroundingOptions { Top = 5, Period = (0, 50) }), t => t.TubeletId == 2);

    [Fact]
    public void Without_a_period_nothing_changes() =>
        Assert.Equal(
            Ground(new GroundingOptions { Top = 5 }).Select(t => (t.Begin, t.End, t.Score)),
            Ground(new GroundingOptions { Top = 5, Period = (0, 99) }).Select(t => (t.Begin, t.End, t.Score)));

    private static ImmutableArray<Tube> Ground(GroundingOptions options) => [.. Grounder.Ground(s_plan, s_scene, "clip", options)];
}
