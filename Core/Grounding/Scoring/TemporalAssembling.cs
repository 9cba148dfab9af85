using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>
/// Who fits the attributes must not depend on the order of time (temporal-augmented assembling of DSTH, section 3): what was seen is gathered
/// once forwards and once in reverse, each pass forgetting what lies long behind it, and where the two disagree the score is lower. A tubelet
/// that has changed from one person to another looks right in one pass only.
/// </summary>
internal static class TemporalAssembling
{
    // Fewer looks are too few to disagree.
    private const int FewestLooks = 6;

    // A pass forgets with this share of the object's life.
    private const double Forgetting = 0.5;

    private const float Disagreement = 0.25f;

    /// <summary>An attribute's score, assembled from both passes; null when nothing can judge it.</summary>
    public static float? Score(SubQuery subQuery, Entity entity, SceneObject subject, GroundingContext context)
    {
        var score = AttributeScorer.Score(subQuery, entity, subject, context);
        if (score is null || !context.Scene.IsClip || context.LeavesOut.HasFlag(Ablation.TemporalAssembling)) return score;
        if (subQuery.Predicate is SizePredicate or OrdinalPredicate || context.Facts(subject).Passes is not var (forward, reverse)) return score;
        if (AttributeScorer.Score(subQuery, entity, forward, context) is not { } one || AttributeScorer.Score(subQuery, entity, reverse, context) is not { } other)
            return score;
        return MathF.Max(0, ((one + other) / 2) - (Disagreement * MathF.Abs(one - other)));
    }

    /// <summary>An object as either pass has seen it; null where it was not seen often enough.</summary>
    public static (SceneObject Forward, SceneObject Reverse)? Passes(SceneObject subject)
    {
        if (subject.Samples.Count < FewestLooks) return null;
        var (begin, end) = (subject.Samples[0].Frame, subject.Samples[^1].Frame);
        var life = Math.Max(1, Forgetting * (end - begin));
        return (Pass(frame => end - frame), Pass(frame => frame - begin));

        SceneObject Pass(Func<int, int> age)
        {
            float Kept(int frame) => (float)Math.Exp(-age(frame) / life);
            return subject with
            {
                Colours = ColourProfile.Of([.. subject.Samples.Select(s => ColourSample.Of(s.Frame, s.Box, s.Weight * Kept(s.Frame), s.Shares))]),
                Body = subject.Body is null ? null : BodyProfile.Of([.. subject.Bodies.Select(b => b with { Weight = b.Weight * Kept(b.Frame) })]),
            };
        }
    }
}
