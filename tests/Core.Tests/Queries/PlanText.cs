using Stvg.Core.Queries;

namespace Stvg.Core.Tests.Queries;

/// <summary>A plan as a few lines of text, so that an expectation reads like one.</summary>
internal static class PlanText
{
    public static IEnumerable<string> Lines(QueryPlan plan)
    {
        var asked = plan.Question == QuestionForm.None ? "" : $" asked:{plan.Question.ToString().ToLowerInvariant()}";
        yield return $"{Of(plan.Target)}{asked}";
        foreach (var query in plan.SubQueries) yield return Of(query);
    }

    public static IEnumerable<SubQuery> AllSubQueries(QueryPlan plan) => plan.SubQueries.SelectMany(Flatten);

    private static IEnumerable<SubQuery> Flatten(SubQuery query)
    {
        IEnumerable<SubQuery> inner = query.Predicate switch
        {
            RelationPredicate relation => relation.Other.SubQueries,
            TemporalPredicate temporal => temporal.Clause.Concat(temporal.Other?.SubQueries ?? []),
            _ => [],
        };
        return inner.SelectMany(Flatten).Prepend(query);
    }

    private static string Of(SubQuery query) => $"{query.Id}{(query.Negated ? " not" : "")} \"{query.Text}\" {Of(query.Predicate)}";

    private static string Of(Entity entity)
    {
        var count = entity.Count == 1 ? "" : $" x{entity.Count}";
        var said = entity.SubQueries.IsEmpty ? "" : $" {{ {string.Join("; ", entity.SubQueries.Select(Of))} }}";
        return $"{entity.Noun}<{string.Join(",", entity.Categories)}>{count}{said}";
    }

    private static string Of(Predicate predicate) => predicate switch
    {
        ColourPredicate colour => $"colour {colour.Part} {string.Join("+", colour.Colours)}{Optional(colour.Garment)}",
        PatternPredicate pattern => $"pattern {pattern.Part} {pattern.Pattern}{Optional(pattern.Garment)}",
        TraitPredicate trait => $"trait {trait.Trait}",
        PosturePredicate posture => $"posture {posture.Posture}",
        SizePredicate size => $"size {size.Size}",
        PositionPredicate position => $"at {position.Place}",
        MotionPredicate motion => $"motion {motion.Motion}",
        DirectionPredicate direction => $"way {direction.Direction}",
        CrossingPredicate crossing => $"{crossing.Crossing} {crossing.Edge}",
        OrdinalPredicate ordinal => $"order {ordinal.Rank}",
        RelationPredicate relation => $"{relation.Name}{(relation.TargetIsObject ? " by" : "")} {Of(relation.Other)}",
        TemporalPredicate { Other: null, Clause.IsEmpty: true } temporal => $"{temporal.When}",
        TemporalPredicate temporal =>
            $"{temporal.When} {(temporal.Other is null ? "" : Of(temporal.Other) + " ")}[{string.Join("; ", temporal.Clause.Select(Of))}]",
        UnjudgedPredicate unjudged => $"unjudged '{unjudged.Words}'",
        _ => throw new InvalidOperationException(predicate.ToString()),
    };

    private static string Optional(string? text) => text is null ? "" : $" ({text})";
}
