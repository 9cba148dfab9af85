namespace Stvg.Core.Grounding;

/// <summary>Joins the scores of sub-queries into one.</summary>
internal static class EvidenceCombination
{
    /// <summary>"Somebody who yawns": that there are people is no answer.</summary>
    public const float NothingJudged = 0.45f;

    private const float Floor = 0.01f;

    /// <summary>
    /// The mean of the geometric mean and the minimum: a sentence is one claim, so one part that does not hold
    /// must be able to refuse it however many others do.
    /// </summary>
    public static float Combine(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty) return 0;
        double log = 0;
        var minimum = 1f;
        foreach (var score in scores)
        {
            log += Log(score);
            minimum = Math.Min(minimum, score);
        }

        return Combine(log, scores.Length, minimum);
    }

    /// <summary>The same from what can be summed up bit by bit.</summary>
    /// <param name="logs">Sum of <see cref="Log"/> of all scores.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="minimum">The smallest.</param>
    public static float Combine(double logs, int count, float minimum) => (float)(0.5 * Math.Exp(logs / count)) + (0.5f * minimum);

    /// <summary>Logarithm of a score; one that is 0 counts as very small.</summary>
    public static double Log(float score) => Math.Log(Math.Max(score, Floor));

    /// <summary>The score of a whole tube.</summary>
    /// <param name="scores">Of the category and of every judged part.</param>
    /// <param name="isJudged">False when the sentence says something of its target, and nothing of it could be judged.</param>
    /// <param name="seconds">How long the tube is.</param>
    public static float Total(ReadOnlySpan<float> scores, bool isJudged, double seconds)
    {
        var score = Combine(scores) * Seen(seconds);
        return isJudged ? score : score * NothingJudged;
    }

    /// <summary>Of two that fit alike, the one that was watched for longer is surer; after a few seconds it makes no difference.</summary>
    private static float Seen(double seconds) => (float)(1 - (0.15 * Math.Exp(-seconds / 4)));
}
