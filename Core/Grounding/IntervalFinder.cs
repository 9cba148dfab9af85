namespace Stvg.Core.Grounding;

/// <summary>Chooses when: the stretch of frames in which a sequence of actions holds.</summary>
public static class IntervalFinder
{
    /// <summary>
    /// Finds the interval [begin, end] that maximises the sum of (score − threshold), where the interval is cut into one non-empty
    /// segment per action, in order, and every segment is judged by its own action's scores. With one action this is the maximum-sum
    /// segment (Kadane); with several it is a left-to-right dynamic programme over (frame, action).
    /// </summary>
    /// <param name="actions">Per action: one score in [0, 1] per frame; all of the same length, at least as long as there are actions.</param>
    /// <param name="threshold">Scores above it lengthen the interval, scores below shorten it.</param>
    /// <returns>For every action its segment, first and last index inclusive; consecutive.</returns>
    /// <exception cref="ArgumentException">No action, or fewer frames than actions.</exception>
    public static IReadOnlyList<(int Begin, int End)> Find(IReadOnlyList<float[]> actions, float threshold)
    {
        int count = actions.Count, n = count == 0 ? 0 : actions[0].Length;
        if (count == 0 || n < count) throw new ArgumentException("needs at least one action and one frame for each", nameof(actions));

        // best[k][t]: the best sum of a sequence whose k-th action's segment ends at t; from[k][t]: where that segment begins.
        var best = new double[count][];
        var from = new int[count][];
        for (var k = 0; k < count; k++)
        {
            best[k] = new double[n];
            from[k] = new int[n];
            for (var t = 0; t < n; t++)
            {
                var gain = actions[k][t] - threshold;
                var enter = k == 0 ? 0 : t > 0 ? best[k - 1][t - 1] : double.NegativeInfinity;
                var stay = t > 0 ? best[k][t - 1] : double.NegativeInfinity;
                (best[k][t], from[k][t]) = stay >= enter ? (stay + gain, t > 0 ? from[k][t - 1] : t) : (enter + gain, t);
            }
        }

        var segments = new (int Begin, int End)[count];
        var end = 0;
        for (var t = 1; t < n; t++)
            if (best[count - 1][t] > best[count - 1][end] || double.IsNegativeInfinity(best[count - 1][end])) end = t;
        for (var k = count - 1; k >= 0; k--)
        {
            segments[k] = (from[k][end], end);
            end = from[k][end] - 1;
        }

        return segments;
    }
}
