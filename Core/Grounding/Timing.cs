using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;

namespace Stvg.Core.Grounding;

/// <summary>When a sentence holds of one object, and how well each of its parts fits there.</summary>
/// <param name="Begin">First frame, counted from the object's first.</param>
/// <param name="End">Last frame, inclusive.</param>
/// <param name="Evidence">One score in [0, 1] for every judged part.</param>
internal sealed record Timing(int Begin, int End, float[] Evidence)
{
    // Shorter than this nothing can be recognised as an action.
    private const double ShortestSeconds = 0.5;

    /// <summary>Number of frames.</summary>
    public int Length => End - Begin + 1;

    /// <summary>
    /// The best time, and the latest (<see cref="IntervalFinder.FindBoth"/>): the same where there is only one, null where one is too short
    /// for anything to be recognised.
    /// </summary>
    /// <param name="judged">The sub-queries that could be judged, in the plan's order, with their scores per frame.</param>
    /// <param name="context">The scene.</param>
    /// <param name="length">Frames of the object.</param>
    public static (Timing? Best, Timing? Latest) Of(
        IReadOnlyList<(SubQuery SubQuery, float[] Scores)> judged, GroundingContext context, int length)
    {
        var shortest = context.Frames(ShortestSeconds);
        if (length < shortest) return default;

        var clauses = context.LeavesOut.HasFlag(Ablation.Decomposition) ? Clauses.AsOne(judged) : Clauses.Of(judged);
        if (length < clauses.Count) return default;
        if (clauses.Count == 0)
        {
            var always = Always(judged, length);
            return (always, always);
        }

        var found = IntervalFinder.FindBoth([.. clauses.Select(c => c.Scores)], Threshold(clauses));
        var best = Judge(found.Best);
        return (best, ReferenceEquals(found.Latest, found.Best) ? best : Judge(found.Latest));

        Timing? Judge((int Begin, int End)[] segments)
        {
            var (begin, end) = (segments[0].Begin, segments[^1].End);
            if (end - begin + 1 < shortest) return null;
            var evidence = new float[judged.Count];
            for (var i = 0; i < evidence.Length; i++)
            {
                var (from, to) = Where(i, clauses, segments) ?? (begin, end);
                evidence[i] = Mean(judged[i].Scores, from, to);
            }

            return new Timing(begin, end, evidence);
        }
    }

    /// <summary>The whole time, whatever is best: for a period that was given.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static Timing Always(IReadOnlyList<(SubQuery SubQuery, float[] Scores)> judged, int length) =>
        new(0, length - 1, [.. judged.Select(j => Mean(j.Scores, 0, length - 1))]);

    /// <summary>A sub-query is judged where its own verb phrases are; one that belongs to none, over the whole interval.</summary>
    private static (int Begin, int End)? Where(int subQuery, List<Clause> clauses, (int Begin, int End)[] segments)
    {
        int first = 0, last = clauses.Count - 1;
        while (first < clauses.Count && !clauses[first].Contains(subQuery)) first++;
        if (first == clauses.Count) return null;
        while (!clauses[last].Contains(subQuery)) last--;
        return (segments[first].Begin, segments[last].End);
    }

    /// <summary>Relative to the best moment: an action that is only weakly visible still has a beginning and an end.</summary>
    private static float Threshold(List<Clause> clauses)
    {
        var peak = clauses.Min(c => Fuzzy.Most(c.Scores));
        return Math.Clamp(0.5f * peak, 0.1f, 0.45f);
    }

    private static float Mean(float[] scores, int begin, int end)
    {
        double sum = 0;
        for (var i = begin; i <= end; i++) sum += scores[i];
        return (float)(sum / (end - begin + 1));
    }
}
