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
    public static IReadOnlyList<(int Begin, int End)> Find(IReadOnlyList<float[]> actions, float threshold) =>
        FindBoth(actions, threshold).Best;

    /// <summary>
    /// As <see cref="Find"/>, and besides it the latest: the best of those whose last segment began where the one does that is open on the
    /// last frame. For somebody who still watches, what happens now must not be hidden by what happened longer before.
    /// </summary>
    public static ((int Begin, int End)[] Best, (int Begin, int End)[] Latest) FindBoth(IReadOnlyList<float[]> actions, float threshold)
    {
        int count = actions.Count, n = count == 0 ? 0 : actions[0].Length;
        if (count == 0 || n < count) throw new ArgumentException("needs at least one action and one frame for each", nameof(actions));
        if (count == 1) return FindOne(actions[0], threshold);

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

                var gain = actions[k][t] - threshold;
                var enter = k == 0 ? 0 : pause;
                var stay = t > 0 ? best[k][t - 1] : double.NegativeInfinity;
                if (stay >= enter && !double.IsNegativeInfinity(stay)) (best[k][t], begin[k][t], before[k][t]) = (stay + gain, begin[k][t - 1], before[k][t - 1]);
                else (best[k][t], begin[k][t], before[k][t]) = (enter + gain, t, pausedAt);
            }
        }

        var (last, open) = (best[count - 1], begin[count - 1][n - 1]);
        int end = n - 1, latest = n - 1;
        for (var t = n - 2; t >= 0; t--)
        {
            if (last[t] >= last[end]) end = t;
            if (begin[count - 1][t] == open && last[t] >= last[latest]) latest = t;
        }

        return (Trace(end), Trace(latest));

        (int Begin, int End)[] Trace(int at)
        {
            var segments = new (int Begin, int End)[count];
            for (var k = count - 1; k >= 0; k--)
            {
                segments[k] = (begin[k][at], at);
                at = before[k][at];
            }

            return segments;
        }
    }

    /// <summary>The same for one action, in one pass without a table.</summary>
    private static ((int Begin, int End)[] Best, (int Begin, int End)[] Latest) FindOne(float[] scores, float threshold)
    {
        double sum = 0, mostEver = double.NegativeInfinity, mostNow = double.NegativeInfinity;
        int begin = 0, endNow = 0;
        (int Begin, int End) best = default;
        for (var t = 0; t < scores.Length; t++)
        {
            if (sum < 0) (sum, begin, mostNow) = (0, t, double.NegativeInfinity);
            sum += scores[t] - threshold;
            if (sum > mostNow) (mostNow, endNow) = (sum, t);
            if (sum > mostEver) (mostEver, best) = (sum, (begin, t));
        }

        return ([best], [(begin, endNow)]);
    }
}
