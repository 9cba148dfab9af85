namespace Stvg.Core.Grounding;

/// <summary>Chooses when: the stretch of frames in which a sequence of actions holds.</summary>
public static class IntervalFinder
{
    /// <summary>
    /// What a frame between two actions costs. A sentence tells only the remarkable: "turns around and leaves" has a walk between that
    /// nobody mentions; but of two readings the one without a pause is better.
    /// </summary>
    public const float PauseCost = 0.02f;

    /// <summary>
    /// Finds one non-empty segment per action, in order and without overlap, so that the sum of (score − threshold) over all segments,
    /// less <see cref="PauseCost"/> for every frame between them, is largest. With one action this is the maximum-sum segment (Kadane);
    /// with several a left-to-right dynamic programme over (frame, action, in it or in the pause after it).
    /// </summary>
    /// <param name="actions">Per action: one score in [0, 1] per frame; all of the same length, at least as long as there are actions.</param>
    /// <param name="threshold">Scores above it lengthen a segment, scores below shorten it.</param>
    /// <returns>For every action its segment, first and last index inclusive.</returns>
    /// <exception cref="ArgumentException">No action, or fewer frames than actions.</exception>
    public static IReadOnlyList<(int Begin, int End)> Find(IReadOnlyList<float[]> actions, float threshold)
    {
        Check(actions);
        return Search(actions, threshold, 0, out _);
    }

    /// <summary>
    /// As <see cref="Find"/>, and besides it the latest: after the best comes the best of what is left, and so on to the last that is worth
    /// anything (with one action: the last of all maximal scoring subsequences, Ruzzo and Tompa 1999). For somebody who still watches, what
    /// happens now must not be hidden by what happened longer before.
    /// </summary>
    /// <inheritdoc cref="Find"/>
    /// <returns>Both; the same array twice when nothing comes after the best.</returns>
    public static ((int Begin, int End)[] Best, (int Begin, int End)[] Latest) FindBoth(IReadOnlyList<float[]> actions, float threshold)
    {
        var n = Check(actions);
        var best = Search(actions, threshold, 0, out _);
        var latest = best;
        while (n - 1 - latest[^1].End >= actions.Count)
        {
            var next = Search(actions, threshold, latest[^1].End + 1, out var sum);
            if (sum <= 0) break;
            latest = next;
        }

        return (best, latest);
    }

    private static int Check(IReadOnlyList<float[]> actions)
    {
        int count = actions.Count, n = count == 0 ? 0 : actions[0].Length;
        if (count == 0 || n < count) throw new ArgumentException("needs at least one action and one frame for each", nameof(actions));
        return n;
    }

    /// <summary>The best from a frame on, and its sum.</summary>
    private static (int Begin, int End)[] Search(IReadOnlyList<float[]> actions, float threshold, int start, out double sum)
    {
        if (actions.Count == 1) return [FindOne(actions[0].AsSpan(start), threshold, start, out sum)];
        int count = actions.Count, n = actions[0].Length - start;

        // best[k][t]: the best sum of a sequence whose k-th segment ends at t; begin[k][t]: where that segment begins;
        // before[k][t]: where the segment before it ends.
        var best = new double[count][];
        int[][] begin = new int[count][], before = new int[count][];
        for (var k = 0; k < count; k++)
        {
            (best[k], begin[k], before[k]) = (new double[n], new int[n], new int[n]);
            var (pause, pausedAt) = (double.NegativeInfinity, -1); // the best way to have left segment k − 1 before t
            for (var t = 0; t < n; t++)
            {
                if (k > 0 && t > 0)
                {
                    pause -= PauseCost;
                    if (best[k - 1][t - 1] >= pause) (pause, pausedAt) = (best[k - 1][t - 1], t - 1);
                }

                var gain = actions[k][start + t] - threshold;
                var enter = k == 0 ? 0 : pause;
                var stay = t > 0 ? best[k][t - 1] : double.NegativeInfinity;
                if (stay >= enter && !double.IsNegativeInfinity(stay)) (best[k][t], begin[k][t], before[k][t]) = (stay + gain, begin[k][t - 1], before[k][t - 1]);
                else (best[k][t], begin[k][t], before[k][t]) = (enter + gain, t, pausedAt);
            }
        }

        var end = n - 1;
        for (var t = n - 2; t >= 0; t--)
            if (best[count - 1][t] >= best[count - 1][end]) end = t;
        sum = best[count - 1][end];

        var segments = new (int Begin, int End)[count];
        for (var k = count - 1; k >= 0; k--)
        {
            segments[k] = (start + begin[k][end], start + end);
            end = before[k][end];
        }

        return segments;
    }

    /// <summary>The same for one action, without a table.</summary>
    private static (int Begin, int End) FindOne(ReadOnlySpan<float> scores, float threshold, int start, out double best)
    {
        double sum = 0;
        best = double.NegativeInfinity;
        var begin = 0;
        (int Begin, int End) found = default;
        for (var t = 0; t < scores.Length; t++)
        {
            if (sum < 0) (sum, begin) = (0, t);
            sum += scores[t] - threshold;
            if (sum > best) (best, found) = (sum, (start + begin, start + t));
        }

        return found;
    }
}
