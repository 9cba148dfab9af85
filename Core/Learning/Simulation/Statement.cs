using System.Collections.Immutable;
using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>What a sentence says, before it has words.</summary>
/// <param name="Figure">Of whom.</param>
/// <param name="Deeds">What it does, one after the other.</param>
internal sealed record Statement(Figure Figure, ImmutableArray<Deed> Deeds)
{
    /// <summary>
    /// Whether coming in only says who is meant ("the man who came in from the left"): he is that for as long as he stays.
    /// </summary>
    public bool NamesForLife { get; init; }

    /// <summary>Where in the picture; null where that is not said.</summary>
    public PicturePlace? Place { get; init; }

    /// <summary>At the start or at the end of the clip; null where that is not said.</summary>
    public TemporalRelation? When { get; init; }

    /// <summary>A second of the clip at which it is so; null where none is said.</summary>
    public int? Clock { get; init; }

    /// <summary>Another who does something at the same time; null where none is said.</summary>
    public (Figure Other, Act Act)? Meanwhile { get; init; }

    /// <summary>When it holds of somebody.</summary>
    /// <param name="actor">Of whom.</param>
    /// <param name="stage">In what.</param>
    /// <param name="liberal">Also when it might only be said to.</param>
    public IEnumerable<Span> Of(SimulatedActor actor, Stage stage, bool liberal)
    {
        if (!Figure.Fits(actor, liberal) || (Figure.Ordinal != 0 && !IsInOrder(actor, stage))) yield break;
        foreach (var span in InOrder(actor, stage, liberal))
        {
            if (!IsThen(span, stage, liberal)) continue;
            foreach (var there in Where(span, actor, stage, liberal))
            foreach (var meanwhile in While(there, actor, stage, liberal))
                yield return meanwhile;
        }
    }

    private IEnumerable<Span> InOrder(SimulatedActor actor, Stage stage, bool liberal)
    {
        if (Deeds.Length == 1)
        {
            var once = Simulation.Deeds.Of(Deeds[0], actor, stage, liberal);
            return NamesForLife ? once.Select(span => span with { End = actor.Life.End }) : once;
        }

        return
            from first in Simulation.Deeds.Of(Deeds[0], actor, stage, liberal)
            from second in Simulation.Deeds.Of(Deeds[1], actor, stage, liberal)
            where second.Begin > first.Begin && second.End > first.End
                && (liberal || second.Begin <= first.End + stage.Ground.Of(0.3))
            select new Span(first.Begin, second.End);
    }

    private bool IsThen(Span span, Stage stage, bool liberal)
    {
        var last = stage.Ground.Frames - 1f;
        float begin = span.Begin / last, end = span.End / last;
        var then = When switch
        {
            TemporalRelation.AtStart => liberal ? begin < 0.35f : begin < 0.06f && end < 0.45f,
            TemporalRelation.AtEnd => liberal ? end > 0.65f : end > 0.94f && begin > 0.55f,
            _ => true,
        };
        if (Clock is not { } second || !then) return then;
        var frame = (int)Math.Round(second * stage.Ground.Fps);
        var slack = liberal ? stage.Ground.Of(1) : -stage.Ground.Of(0.5);
        return span.Begin - slack <= frame && frame <= span.End + slack;
    }

    private IEnumerable<Span> Where(Span span, SimulatedActor actor, Stage stage, bool liberal)
    {
        if (Place is not { } place) return [span];
        if (liberal) return Stage.Stretches(span, stage.Ground.Of(0.4), f => Places.IsAt(place, actor, f, stage, true));
        var there = 0;
        for (var frame = span.Begin; frame <= span.End; frame++)
            if (Places.IsAt(place, actor, frame, stage, false)) there++;
        return there >= 0.95f * span.Length ? [span] : [];
    }

    private IEnumerable<Span> While(Span span, SimulatedActor actor, Stage stage, bool liberal)
    {
        if (Meanwhile is not { } other) return [span];
        return
            from one in stage.Actors
            where one != actor && other.Other.Fits(one, liberal)
            from does in Simulation.Deeds.Of(other.Act, one, stage, liberal)
            let both = does.And(span)
            where both.Length >= stage.Ground.Of(liberal ? 0.4 : 1.2)
            select both;
    }

    /// <summary>Whether it is the first or the last of its kind, clearly: nobody else comes at about the same time.</summary>
    private bool IsInOrder(SimulatedActor actor, Stage stage)
    {
        var clear = stage.Ground.Of(1.5);
        foreach (var other in stage.Actors)
        {
            if (other == actor || !Figure.IsOfKind(other.Kind, true)) continue;
            var later = other.Life.Begin - actor.Life.Begin;
            if ((Figure.Ordinal > 0 ? later : -later) < clear) return false;
        }

        return true;
    }
}
