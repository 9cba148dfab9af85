namespace Stvg.Core.Grounding;

/// <summary>Joins the scores of sub-queries into one.</summary>
internal static class EvidenceCombination
{
    private const float Floor = 0.01f;

    /// <summary>
    /// The mean of the geometric mean and the minimum: a sentence is one claim, so one part that does not hold
    /// must be able to refuse it however many others do.
    /// </summary>
    public static float Combine(IReadOnlyCollection<float> scores)
    {
        if (scores.Count == 0) return 0;
        double log = 0;
        var minimum = 1f;
        foreach (var score in scores)
        {
            log += Math.Log(Math.Max(score, Floor));
            minimum = Math.Min(minimum, score);
        }

        return (float)(0.5 * Math.Exp(log / scores.Count)) + (0.5f * minimum);
    }
}
