using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;

namespace Stvg.Core.Alerts;

/// <summary>What a camera cannot judge of a plan though a clip can.</summary>
internal static class CameraWarnings
{
    /// <summary>One line for each; empty when there is nothing.</summary>
    public static IReadOnlyList<string> Of(QueryPlan plan)
    {
        var warnings = new List<string>();
        foreach (var subQuery in All(plan.SubQueries))
        {
            switch (subQuery.Predicate)
            {
                case TemporalPredicate { When: TemporalRelation.AtStart or TemporalRelation.AtEnd }:
                    warnings.Add($"a camera has no beginning and no end: \"{subQuery.Text}\" is not judged");
                    break;
                case OrdinalPredicate:
                    warnings.Add($"a camera has no first and no last: \"{subQuery.Text}\" is not judged");
                    break;
            }
        }

        if (!plan.SubQueries.IsEmpty && !plan.SubQueries.Any(s => SubQueryScorer.CanJudge(s, isClip: false)))
            warnings.Add("a camera can judge nothing of what is said: nobody will ever be alerted of");
        return warnings;
    }

    private static IEnumerable<SubQuery> All(IEnumerable<SubQuery> subQueries) => subQueries.SelectMany(s => s.Predicate switch
    {
        RelationPredicate relation => [s, .. All(relation.Other.SubQueries)],
        TemporalPredicate temporal => [s, .. All(temporal.Other?.SubQueries ?? []), .. All(temporal.Clause)],
        _ => (IEnumerable<SubQuery>)[s],
    });
}
