using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;

namespace Stvg.Core.Grounding;

/// <summary>One verb phrase of the sentence: sub-queries that must hold at the same time, and their joint score on every frame.</summary>
/// <param name="SubQueries">Bit i: the i-th judged sub-query belongs to it; those beyond the 64th do not stand anywhere in time.</param>
/// <param name="Scores">One score in [0, 1] per frame.</param>
internal readonly record struct Clause(ulong SubQueries, float[] Scores)
{
    public bool Contains(int subQuery) => subQuery < 64 && (SubQueries >> subQuery & 1) != 0;
}

/// <summary>Arranges a plan's sub-queries in time.</summary>
internal static class Clauses
{
    /// <summary>
    /// The actions in the sentence's order, with the scores of everything that qualifies the whole sentence (place, relation, time)
    /// multiplied into each. A direction belongs to the verb before it, if that goes anywhere ("stands and then walks to the left" are two things); a
    /// crossing of the picture's edge, a stop or a turn is an event of its own.
    /// Empty when the sentence says nothing that changes over time.
    /// </summary>
    /// <param name="judged">The sub-queries that could be judged, in the plan's order, with their scores per frame.</param>
    public static List<Clause> Of(IReadOnlyList<(SubQuery SubQuery, float[] Scores)> judged)
    {
        var clauses = new List<Clause>();
        float[]? always = null;
        var qualifiers = 0UL;
        Grouping open = new();
        for (var i = 0; i < judged.Count; i++)
        {
            var (subQuery, scores) = judged[i];
            var bit = i < 64 ? 1UL << i : 0;
            if (subQuery.Kind == SubQueryKind.Attribute || AttributeScorer.IsConstant(subQuery.Predicate)) continue;
            if (subQuery.Kind != SubQueryKind.Action)
            {
                qualifiers |= bit;
                always = Fuzzy.Product(always, scores);
            }
            else if (open.Takes(subQuery.Predicate) && clauses.Count > 0)
            {
                clauses[^1] = new Clause(clauses[^1].SubQueries | bit, Fuzzy.Product(clauses[^1].Scores, scores));
                open = open with { Direction = true };
            }
            else
            {
                open = Grouping.Begin(subQuery.Predicate);
                clauses.Add(new Clause(bit, scores));
            }
        }

        if (always is null) return clauses;
        if (clauses.Count == 0) return [new Clause(qualifiers, always)];
        for (var i = 0; i < clauses.Count; i++)
            clauses[i] = new Clause(clauses[i].SubQueries | qualifiers, Fuzzy.Product(always, clauses[i].Scores));
        return clauses;
    }

    /// <summary>Everything that is said, at once: nothing chooses only who or only when, and nothing comes after anything.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static List<Clause> AsOne(IReadOnlyList<(SubQuery SubQuery, float[] Scores)> judged)
    {
        float[]? all = null;
        foreach (var (_, scores) in judged) all = Fuzzy.Product(all, scores);
        return all is null ? [] : [new Clause(ulong.MaxValue, all)];
    }

    /// <summary>What the verb phrase being read already has.</summary>
    private readonly record struct Grouping(bool Manner, bool Direction, bool Event)
    {
        public static Grouping Begin(Predicate predicate) => new(
            predicate is MotionPredicate motion && !IsEvent(motion) && !IsStay(motion), predicate is DirectionPredicate,
            predicate is CrossingPredicate || (predicate is MotionPredicate other && IsEvent(other)));

        public bool Takes(Predicate next) => next is DirectionPredicate && Manner && !Direction && !Event;

        private static bool IsStay(MotionPredicate motion) => motion.Motion is
            Motion.Stand or Motion.Wait or Motion.Loiter or Motion.LeftBehind or Motion.TakenAway;

        private static bool IsEvent(MotionPredicate motion) => motion.Motion is
            Motion.Stop or Motion.Start or Motion.Turn or Motion.TurnAround or Motion.SpeedUp or Motion.SlowDown;
    }
}
