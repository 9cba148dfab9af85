using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>When somebody stands in a relation to another.</summary>
internal static class Relations
{
    /// <inheritdoc cref="Deeds.Of(Deed, SimulatedActor, Stage, bool)"/>
    public static IEnumerable<Span> Of(Relate relate, SimulatedActor actor, Stage stage, bool liberal)
    {
        foreach (var other in stage.Actors)
        {
            if (other == actor || !relate.Other.Fits(other, liberal)) continue;
            foreach (var span in liberal ? Possible(relate.Relation, actor, other, stage) : Certain(relate.Relation, actor, other, stage))
                yield return span;
        }
    }

    /// <summary>When it is certainly so.</summary>
    public static IEnumerable<Span> Certain(string relation, SimulatedActor actor, SimulatedActor other, Stage stage)
    {
        var fewest = stage.Ground.Of(1.2);
        switch (relation)
        {
            case "next_to":
                foreach (var episode in actor.Episodes)
                {
                    if (episode.Motion != Motion.Stand) continue;
                    foreach (var span in Stage.Stretches(episode.Span.And(other.Life), fewest, f => Stage.Distance(actor, other, f) < 1)) yield return span;
                }

                break;
            case "past":
                foreach (var episode in actor.Episodes)
                {
                    if (episode.Motion == Motion.Stand) continue;
                    foreach (var span in Stage.Stretches(episode.Span.And(other.Life), stage.Ground.Of(0.6), f => Stage.Distance(actor, other, f) < 1.25f))
                    {
                        // Comes from one side, goes on to the other, and the other stands there.
                        var inside = span.Begin > episode.Span.Begin + 2 && span.End < episode.Span.End - 2;
                        var across = (other.BoxAt(span.Begin).CenterX - actor.BoxAt(span.Begin).CenterX) * (other.BoxAt(span.End).CenterX - actor.BoxAt(span.End).CenterX) < 0;
                        if (inside && across && other.EpisodeAt(span.Begin).Motion == Motion.Stand && other.EpisodeAt(span.End).Motion == Motion.Stand) yield return span;
                    }
                }

                break;
            default:
                foreach (var tie in actor.Ties)
                {
                    if (tie.Relation != relation || tie.Other != other) continue;
                    var span = tie.Span.And(actor.Life).And(other.Life);
                    if (span.Length >= fewest) yield return span;
                }

                break;
        }
    }

    /// <summary>When somebody might say so.</summary>
    private static IEnumerable<Span> Possible(string relation, SimulatedActor actor, SimulatedActor other, Stage stage)
    {
        var both = actor.Life.And(other.Life);
        var fewest = stage.Ground.Of(0.5);
        switch (relation)
        {
            case "next_to":
                return Stage.Stretches(both, fewest, f => actor.EpisodeAt(f).Motion == Motion.Stand && Stage.Distance(actor, other, f) < 1.6f);
            case "past":
                return Stage.Stretches(both, fewest, f => actor.EpisodeAt(f).Motion != Motion.Stand && Stage.Distance(actor, other, f) < 1.7f);
            case "towards" or "away":
                return Approaches(relation == "away", actor, other, stage);
            case "follow":
                return Stage.Stretches(both, fewest, f => GoTogether(actor, other, f) && Stage.Distance(actor, other, f) < 3);
            case "together_with":
                return Stage.Stretches(both, fewest, f => GoTogether(actor, other, f) && Stage.Distance(actor, other, f) < 1.8f);
            case "ride":
                return Stage.Stretches(both, fewest, f => actor.BoxAt(f).IntersectionArea(other.BoxAt(f)) > 0.1f * MathF.Min(actor.BoxAt(f).Area, other.BoxAt(f).Area)
                    && GoTogether(actor, other, f));
            default:
                return Stage.Stretches(both, fewest, f => Stage.Distance(actor, other, f) < 1.3f);
        }
    }

    private static bool GoTogether(SimulatedActor actor, SimulatedActor other, int frame)
    {
        Episode mine = actor.EpisodeAt(frame), its = other.EpisodeAt(frame);
        return mine.Motion != Motion.Stand && its.Motion != Motion.Stand && (mine.Right * its.Right) + (mine.Nearer * its.Nearer) > 0.4f;
    }

    private static IEnumerable<Span> Approaches(bool away, SimulatedActor actor, SimulatedActor other, Stage stage)
    {
        var step = stage.Ground.Of(0.5);
        foreach (var episode in actor.Episodes)
        {
            var span = episode.Span.And(other.Life);
            if (episode.Motion == Motion.Stand || span.Length <= step) continue;
            // Nearer by more than what a pedestrian makes in passing far away.
            foreach (var stretch in Stage.Stretches(span with { End = span.End - step }, step, f =>
            {
                var change = Stage.Distance(actor, other, f + step) - Stage.Distance(actor, other, f);
                return (away ? change : -change) > 0.12f;
            })) yield return stretch with { End = stretch.End + step };
        }
    }
}
