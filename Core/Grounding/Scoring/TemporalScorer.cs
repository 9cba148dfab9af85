using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>When: start and end of the video, and before, after or while something else happens.</summary>
internal static class TemporalScorer
{
    /// <summary>Scores per frame of the subject, or null when the clause cannot be judged.</summary>
    public static float[]? Score(TemporalPredicate temporal, Entity target, SceneObject subject, GroundingContext context)
    {
        var n = subject.Tubelet.Boxes.Count;
        float At(int i) => (subject.Tubelet.Begin + i) / (float)Math.Max(1, context.Scene.LastFrame);
        switch (temporal.When)
        {
            case TemporalRelation.AtStart or TemporalRelation.AtEnd when !context.Scene.IsClip:
                return null; // a camera has neither
            case TemporalRelation.AtStart:
                return Fuzzy.PerFrame(n, i => Fuzzy.Fall(At(i), 0.1f, 0.45f));
            case TemporalRelation.AtEnd:
                return Fuzzy.PerFrame(n, i => Fuzzy.Rise(At(i), 0.55f, 0.9f));
            default:
                if (Happens(temporal, target, subject, context) is not { } happens) return null;
                return temporal.When switch
                {
                    TemporalRelation.While => happens,
                    TemporalRelation.After => Running(happens),
                    _ => Fuzzy.PerFrame(n, Not(Running(happens))), // before, until
                };
        }
    }

    private static Func<int, float> Not(float[] scores) => i => 1 - scores[i];

    /// <summary>Has it happened by now: the running maximum.</summary>
    private static float[] Running(float[] scores)
    {
        var running = (float[])scores.Clone();
        for (var i = 1; i < running.Length; i++) running[i] = MathF.Max(running[i], running[i - 1]);
        return running;
    }

    /// <summary>How much the clause holds on each of the subject's frames.</summary>
    private static float[]? Happens(TemporalPredicate temporal, Entity target, SceneObject subject, GroundingContext context)
    {
        if (temporal.Other is null) return Clause(temporal, target, subject, context);

        var judged = temporal.Clause.IsEmpty;
        var scores = context.BestOther(temporal.Other, subject, 0, (other, match, begin, end, best) =>
        {
            var clause = Clause(temporal, target, other.Object, context);
            judged |= clause is not null;
            for (var frame = begin; frame <= end; frame++)
            {
                var i = frame - subject.Tubelet.Begin;
                best[i] = MathF.Max(best[i], match * (clause?[frame - other.Tubelet.Begin] ?? 1));
            }
        });
        return judged ? scores : null;
    }

    private static float[]? Clause(TemporalPredicate temporal, Entity target, SceneObject subject, GroundingContext context) =>
        context.Clause(temporal, subject, () =>
        {
            float[]? product = null;
            foreach (var subQuery in temporal.Clause)
                if (SubQueryScorer.Score(subQuery, target, subject, context) is { } scores) product = Fuzzy.Product(product, scores);
            return product;
        });
}
