using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Long;

/// <summary>
/// Measuring sticks: a sentence describes what distinguishes its target, so that scores hang on who has most of a colour, is largest, or came
/// first. Those are kept, whether or not they may be the answer themselves.
/// </summary>
/// <param name="plan">The sentence.</param>
/// <param name="others">Whom else it speaks of.</param>
internal sealed class Sticks(QueryPlan plan, IReadOnlyList<Entity> others)
{
    // As in the scorer of order: a flicker of the detector is not counted.
    private const double ShortestSeconds = 0.8;

    private readonly (Entity Entity, IReadOnlyList<SubQuery> Said)[] _described =
        [(plan.Target, plan.SubQueries), .. others.Select(o => (o, (IReadOnlyList<SubQuery>)o.SubQueries))];

    /// <summary>Ids of the objects of a scene that others are measured against.</summary>
    public IEnumerable<int> Of(GroundingContext context)
    {
        foreach (var (entity, said) in _described)
        {
            var kind = context.OfKind(entity);
            if (kind.Count == 0) continue;
            yield return kind.MaxBy(o => o.Motion.LargestSize)!.Tubelet.Id;
            foreach (var subQuery in said)
                foreach (var stick in For(subQuery.Predicate, kind, context)) yield return stick.Tubelet.Id;
        }
    }

    private static IEnumerable<SceneObject> For(Predicate predicate, IReadOnlyList<SceneObject> kind, GroundingContext context) => predicate switch
    {
        ColourPredicate several when AttributeScorer.AreSeveral(several) => [kind.MaxBy(o => AttributeScorer.Least(several, o))!],
        ColourPredicate colour => colour.Colours.Select(c => kind.MaxBy(o => AttributeScorer.Share(colour, c, o))!),
        PatternPredicate => [kind.MaxBy(o => o.Body?.Stripes ?? 0)!],
        SizePredicate => [kind.MinBy(o => o.Motion.LargestSize)!],
        OrdinalPredicate ordinal => InOrder(kind, ordinal.Rank, context.Frames(ShortestSeconds)),
        _ => [],
    };

    /// <summary>As many of the first, or of the last, as the order is asked for.</summary>
    private static IEnumerable<SceneObject> InOrder(IReadOnlyList<SceneObject> kind, int rank, int shortest)
    {
        var order = kind.Where(o => o.Tubelet.Boxes.Count >= shortest).OrderBy(o => o.Tubelet.Begin).ThenBy(o => o.Tubelet.Id);
        return rank > 0 ? order.Take(rank) : order.TakeLast(-rank);
    }
}
