using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>How well words fit objects, from a model that sees both (CLIP, SigLIP), for attributes that the engine cannot judge
/// itself.</summary>
public interface IPhraseScores
{
    /// <summary>In [0, 1]; null where nothing is known of that object.</summary>
    /// <param name="subQuery">One of <see cref="PhraseQuestions.Of"/>.</param>
    /// <param name="tubelet">The object.</param>
    float? Score(SubQuery subQuery, Tubelet tubelet);
}

/// <summary>What of a plan is left for phrase scorers.</summary>
public static class PhraseQuestions
{
    /// <summary>Attributes that nothing else in the product can judge.</summary>
    public static IReadOnlyList<SubQuery> Of(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.SubQueries.Where(s => s.Kind == SubQueryKind.Attribute && !SubQueryScorer.CanJudge(s))];
    }

    /// <summary>The same score on every frame; null where there is none.</summary>
    internal static float[]? Score(SubQuery subQuery, SceneObject candidate, GroundingOptions options) =>
        subQuery.Kind == SubQueryKind.Attribute && options.Phrases?.Score(subQuery, candidate.Tubelet) is { } score
            ? Fuzzy.Constant(candidate.Tubelet.Boxes.Count, subQuery.Negated ? 1 - score : score) : null;
}
