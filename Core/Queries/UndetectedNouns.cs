namespace Stvg.Core.Queries;

/// <summary>What a plan speaks of and no class of the detector fits: what a model of any words may be asked for.</summary>
public static class UndetectedNouns
{
    /// <summary>At most so many nouns of a plan: each makes a look dearer.</summary>
    public const int Most = 8;

    /// <summary>The nouns, the target's first. Places that something is in or on are left out: they are no objects.</summary>
    public static IReadOnlyList<string> Of(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. Entities(plan.SubQueries).Prepend(plan.Target).Where(IsUndetected).Select(e => e.Noun).Distinct().Take(Most)];
    }

    private static bool IsUndetected(Entity entity) => entity.Categories.IsEmpty && GroundNouns.ColourOf(entity.Noun) is null
        && entity.Noun is not ("anything" or "something" or "object" or "thing");

    private static IEnumerable<Entity> Entities(IEnumerable<SubQuery> said)
    {
        foreach (var subQuery in said)
        {
            var (other, clause) = subQuery.Predicate switch
            {
                RelationPredicate { Name: not ("in" or "on" or "at") } relation => (relation.Other, []),
                TemporalPredicate temporal => (temporal.Other, temporal.Clause),
                _ => (null, []),
            };
            if (other is not null)
            {
                yield return other;
                foreach (var inner in Entities(other.SubQueries)) yield return inner;
            }

            foreach (var inner in Entities(clause)) yield return inner;
        }
    }
}
