using System.Collections.Immutable;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;

namespace Stvg.Core.Alerts.Meanings;

/// <summary>Compiles plans to what they mean on a camera, so that everything that is asked twice exists once.</summary>
internal sealed class MeaningTable
{
    private readonly Interned<Kind> _kinds = new();
    private readonly Interned<Part> _parts = new();
    private readonly Interned<Course> _courses = new();
    private readonly Interned<OtherSide> _others = new();
    private readonly Interned<Meaning> _meanings = new();

    /// <summary>How many different meanings there are.</summary>
    public int Count => _meanings.Count;

    /// <summary>What a plan means; to be given back with <see cref="Release(Meaning)"/>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="threshold">The score that is asked for.</param>
    /// <param name="order">For every part of the meaning, the id of the plan's sub-query that it is.</param>
    public Meaning Take(QueryPlan plan, float threshold, out ImmutableArray<string> order)
    {
        var target = PlanKey.Of(plan.Target with { SubQueries = [] });
        var judged = plan.SubQueries
            .Where(s => SubQueryScorer.CanJudge(s, isClip: false))
            .Select(s => (SubQuery: s, Key: PlanKey.Of(s, plan.Target), IsConstant: AttributeScorer.IsConstant(s.Predicate))).ToList();
        var constants = judged.Where(j => j.IsConstant).OrderBy(j => j.Key, StringComparer.Ordinal).ToList();
        var changing = judged.Where(j => !j.IsConstant).ToList();
        order = [.. constants.Concat(changing).Select(j => j.SubQuery.Id)];

        var course = string.Join(" > ", changing.Select(c => c.Key));
        var says = plan.SubQueries.IsEmpty ? "" : "says";
        var key = $"{target} {says} {string.Join(" & ", constants.Select(c => c.Key))} {course} {PlanKey.Of(threshold)}";
        return _meanings.Take(key, () =>
        {
            var kind = TakeKind(plan.Target with { SubQueries = [] });
            var reduced = plan with
            {
                Target = kind.Entity,
                SubQueries = judged.Count > 0 || plan.SubQueries.IsEmpty
                    ? [.. judged.Select(j => j.SubQuery)]
                    : [new SubQuery("u1", SubQueryKind.Action, plan.Text, new UnjudgedPredicate(plan.Text))],
            };
            var filter = PlanFilter.Of(reduced, threshold, places: true);
            ImmutableArray<Part> looks = [.. constants.Select(c => TakePart(c.Key, c.SubQuery, kind.Entity))];
            var doings = changing.Count == 0 ? null : _courses.Take(course, () =>
                new Course(course, [.. changing.Select(c => TakePart(c.Key, c.SubQuery, kind.Entity))]));
            return new Meaning(key)
            {
                Kind = kind,
                Constants = looks,
                Course = doings,
                Parts = [.. looks, .. doings?.Parts ?? []],
                Doings = HasOneEvent(reduced) ? [.. filter.Clauses.Where(c => c.Intersects(TubeletSignature.Passing))] : [],
                IsOneEvent = HasOneEvent(reduced),
                Others = [.. filter.Others.Select(TakeOther)],
                SaysSomething = !plan.SubQueries.IsEmpty,
                Threshold = threshold,
                Filter = filter,
            };
        });
    }

    /// <summary>One query less means this. True when it was the last.</summary>
    public bool Release(Meaning meaning)
    {
        if (!_meanings.Release(meaning.Key)) return false;
        _kinds.Release(meaning.Kind.Key);
        foreach (var part in meaning.Constants) Release(part);
        foreach (var other in meaning.Others) _others.Release(other.Key);
        if (meaning.Course is { } course && _courses.Release(course.Key))
            foreach (var part in course.Parts) Release(part);
        return true;
    }

    private static bool HasOneEvent(QueryPlan plan) =>
        plan.SubQueries.Count(s => s.Kind == SubQueryKind.Action && s.Predicate is not DirectionPredicate) <= 1
        && plan.SubQueries.Count(s => s.Predicate is DirectionPredicate) <= 1
        && !plan.SubQueries.Any(s => s.Predicate is TemporalPredicate);

    private OtherSide TakeOther(PlanFilter filter)
    {
        var key = string.Join(' ', filter.Clauses.Select(c => $"{c.Bits0:x}-{c.Bits1:x}-{c.Bits2:x}-{c.Bits3:x}"));
        return _others.Take(key, () => new OtherSide(key, filter));
    }

    private Kind TakeKind(Entity entity)
    {
        var key = PlanKey.Of(entity);
        return _kinds.Take(key, () => new Kind(key, entity));
    }

    /// <summary>The other side of a relation is interned too: whether objects fit it is worked out once for all who ask.</summary>
    private Part TakePart(string key, SubQuery subQuery, Entity target) => _parts.Take(key, () =>
    {
        if (subQuery.Predicate is RelationPredicate relation)
            subQuery = subQuery with { Predicate = relation with { Other = TakeKind(relation.Other).Entity } };
        return new Part(key, subQuery, target, AttributeScorer.IsConstant(subQuery.Predicate));
    });

    private void Release(Part part)
    {
        if (_parts.Release(part.Key) && part.SubQuery.Predicate is RelationPredicate relation) _kinds.Release(PlanKey.Of(relation.Other));
    }
}
