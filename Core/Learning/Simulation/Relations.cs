using Stvg.Core.Frames;
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
                    foreach (var span in Near(episode, 1f, fewest)) yield return span;
                }

                break;
            case "past":
                foreach (var episode in actor.Episodes)
                {
                    if (episode.Motion == Motion.Stand) continue;
                    foreach (var span in Near(episode, 1.25f, stage.Ground.Of(0.6)))
                        if (GoesPast(actor, other, episode.Span, span)) yield return span;
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

        IEnumerable<Span> Near(Episode episode, float distance, int frames) =>
            Stage.Stretches(episode.Span.And(other.Life), frames, f => Stage.Distance(actor, other, f) < distance);
    }

    /// <summary>Comes from one side and goes on to the other of one who stands there.</summary>
    private static bool GoesPast(SimulatedActor actor, SimulatedActor other, Span way, Span near)
    {
        if (near.Begin <= way.Begin + 2 || near.End >= way.End - 2) return false;
        var rests = other.EpisodeAt(near.Begin).Motion == Motion.Stand && other.EpisodeAt(near.End).Motion == Motion.Stand;
        return rests && Side(near.Begin) * Side(near.End) < 0;

        float Side(int frame) => other.BoxAt(frame).CenterX - actor.BoxAt(frame).CenterX;
    }

    /// <summary>When somebody might say so.</summary>
    private static IEnumerable<Span> Possible(string relation, SimulatedActor actor, SimulatedActor other, Stage stage)
    {
        var both = actor.Life.And(other.Life);
        var fewest = stage.Ground.Of(0.5);
        switch (relation)
        {
            case "next_to":
                return Within(1.6f, f => actor.EpisodeAt(f).Motion == Motion.Stand);
            case "past":
                return Within(1.7f, f => actor.EpisodeAt(f).Motion != Motion.Stand);
            case "towards" or "away":
                return Approaches(relation == "away", actor, other, stage);
            case "follow":
                return Within(3, f => GoTogether(actor, other, f));
            case "together_with":
                return Within(1.8f, f => GoTogether(actor, other, f));
            case "ride":
                return Within(1.8f, f => GoTogether(actor, other, f) && Overlap(actor, other, f));
            default:
                return Within(1.3f, _ => true);
        }

        IEnumerable<Span> Within(float distance, Func<int, bool> holds) =>
            Stage.Stretches(both, fewest, f => Stage.Distance(actor, other, f) < distance && holds(f));
    }

    private static bool Overlap(SimulatedActor actor, SimulatedActor other, int frame)
    {
        Box mine = actor.BoxAt(frame), its = other.BoxAt(frame);
        return mine.IntersectionArea(its) > 0.1f * MathF.Min(mine.Area, its.Area);
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
