namespace Stvg.Core.Grounding.Filtering;

/// <summary>Which scores a conjunction cannot do without if it is to reach a threshold.</summary>
internal sealed class ScoreBounds
{
    // Far more than what rounding makes of a score, far less than what anybody could notice.
    private const float Margin = 1e-4f;

    private readonly float _threshold;
    private readonly float[] _parts;

    /// <summary>Takes what can be expected at best.</summary>
    /// <param name="category">The best score of the category.</param>
    /// <param name="judged">How many sub-queries may be judged; fewer would bring less when one of them is weak.</param>
    /// <param name="threshold">The score that is needed.</param>
    public ScoreBounds(float category, int judged, float threshold)
    {
        _threshold = threshold;
        _parts = [category, .. Enumerable.Repeat(1f, judged)];
    }

    /// <summary>Whether even the best of everything is not enough.</summary>
    public bool IsImpossible => Refuses(_parts);

    /// <summary>Whether one part that scores no more than this refuses the whole, however well the others fit.</summary>
    public bool Needs(float score)
    {
        // The weak part takes the place of a sub-query; where there is none, of the category.
        float[] parts = [.. _parts];
        parts[^1] = MathF.Min(parts[^1], score);
        return Refuses(parts);
    }

    private bool Refuses(float[] parts) => EvidenceCombination.Combine(parts) < _threshold - Margin;
}
