using System.Collections.Immutable;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;

namespace Stvg.Core.Grounding.Filtering;

public sealed partial record PlanFilter
{
    /// <summary>Nothing passes: no tubelet whatever can reach the threshold.</summary>
    public static PlanFilter Impossible { get; } = new([default(TubeletSignature)]);

    /// <summary>
    /// What <em>other</em> tubelets of the scene must have, one filter for each thing that the plan relates its target to; where nothing passes
    /// one of them the plan has no answer.
    /// </summary>
    public ImmutableArray<PlanFilter> Others { get; init; } = [];

    /// <summary>Whether nothing can pass.</summary>
    public bool IsImpossible => Clauses.Any(c => c.IsEmpty);

    /// <summary>
    /// The filter of a plan. A part is asked for only where its absence alone keeps the score below the threshold, however well everything
    /// else fits: the lower the threshold and the longer the sentence, the fewer.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="threshold">Score that an answer needs.</param>
    /// <param name="places">
    /// Whether scenes have zones or a background, as those of cameras and clips have and those of the archive have not: then more can be judged.
    /// </param>
    public static PlanFilter Of(QueryPlan plan, float threshold, bool places = false)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var judged = plan.SubQueries.Where(s => SubQueryScorer.CanJudge(s, places: places)).ToList();
        var bounds = new ScoreBounds(CategoryScorer.Best(plan.Target), judged.Count, threshold);
        if (bounds.IsImpossible || (judged.Count == 0 && !plan.SubQueries.IsEmpty && threshold > EvidenceCombination.NothingJudged)) return Impossible;

        // Who is not of the kind at all is no candidate, whatever the threshold.
        List<TubeletSignature> clauses = [.. Kind(plan.Target)];
        if (bounds.Needs(TubeletSignature.Floor)) clauses.AddRange(judged.SelectMany(Clause));
        var others = judged.Select(j => Other(j, bounds)).OfType<PlanFilter>().ToImmutableArray();
        if (others.Any(o => o.IsImpossible)) return Impossible;
        return new PlanFilter([.. clauses.Distinct().OrderBy(Rarity.Of)]) { Others = others };
    }

    /// <summary>One of the classes; nothing where any class will do.</summary>
    private static IEnumerable<TubeletSignature> Kind(Entity entity)
    {
        // Signatures say nothing of classes that are not COCO's.
        if (entity.Categories.IsEmpty || entity.Categories.Any(name => CocoClasses.IndexOf(name) < 0)) return [];
        var kinds = CategoryScorer.MayBeByMotion(entity) ? default(TubeletSignature).With(Feature.VehicleByMotion) : default;
        foreach (var name in entity.Categories)
            if (CocoClasses.IndexOf(name) is >= 0 and var coco) kinds = kinds.With(Feature.Class(coco));
        return [kinds];
    }

    private static IEnumerable<TubeletSignature> Clause(SubQuery subQuery)
    {
        if (subQuery.Negated) return [];
        IEnumerable<int?> features = subQuery.Predicate switch
        {
            ColourPredicate colour => colour.Colours.Where(c => !AttributeScorer.IsShade(colour, c)).Select(c => Feature.Colour(colour, c)),
            MotionPredicate motion => [Feature.Motion(motion.Motion)],
            DirectionPredicate direction => [Feature.Direction(direction.Direction)],
            CrossingPredicate crossing => [Feature.Crossing(crossing.Crossing, crossing.Edge)],
            PositionPredicate position => [Feature.Place(position.Place)],
            _ => [],
        };
        return features.OfType<int>().Select(f => default(TubeletSignature).With(f));
    }

    /// <summary>What the other side of a relation must have; null where the plan can do without one.</summary>
    private static PlanFilter? Other(SubQuery subQuery, ScoreBounds plan)
    {
        if (subQuery.Negated || subQuery.Predicate is not RelationPredicate relation) return null;
        if (RelationScorer.Alone(relation) is not { } alone || !plan.Needs(alone)) return null;
        var other = relation.Other;
        var said = other.SubQueries
            .Where(s => s.Kind == SubQueryKind.Attribute && AttributeScorer.IsConstant(s.Predicate) && SubQueryScorer.CanJudge(s)).ToList();
        var bounds = new ScoreBounds(CategoryScorer.Best(other), said.Count, GroundingContext.LeastMatch);
        if (bounds.IsImpossible) return Impossible;
        List<TubeletSignature> clauses = bounds.Needs(0) ? [.. Kind(other)] : [];
        if (bounds.Needs(TubeletSignature.Floor)) clauses.AddRange(said.SelectMany(Clause));
        return new PlanFilter([.. clauses.Distinct().OrderBy(Rarity.Of)]);
    }
}
