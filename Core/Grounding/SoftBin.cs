namespace Stvg.Core.Grounding;

/// <summary>
/// A continuous place between two neighbouring bins, as LLaVA-ST feeds and trains on it: e = 99p, the embedding is
/// (1 − r)·E[⌊e⌋] + r·E[⌈e⌉] with r the part of e behind the point, and {1 − r, r} is the soft label.
/// </summary>
/// <param name="Low">The bin below.</param>
/// <param name="High">The bin above; the same where the place is a bin's own.</param>
/// <param name="Weight">Share of the bin above, in [0, 1).</param>
public readonly record struct SoftBin(int Low, int High, double Weight)
{
    /// <summary>The place in [0, 1].</summary>
    public double Fraction => (((1 - Weight) * Low) + (Weight * High)) / (CoordinateTokens.Bins - 1);

    /// <summary>The bins around a place; outside [0, 1] the first or the last.</summary>
    public static SoftBin Of(double fraction)
    {
        var place = Math.Clamp(fraction, 0, 1) * (CoordinateTokens.Bins - 1);
        var low = (int)Math.Floor(place);
        return new SoftBin(low, (int)Math.Ceiling(place), place - low);
    }

    /// <summary>The place that a distribution over all bins stands for: its expectation.</summary>
    /// <param name="weights">One non-negative weight for each bin; they need not sum to 1, but not to 0.</param>
    public static double Expectation(ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, CoordinateTokens.Bins);
        double sum = 0, mean = 0;
        for (var bin = 0; bin < weights.Length; bin++) (sum, mean)
            = (sum + weights[bin], mean + (weights[bin] * CoordinateTokens.Fraction(bin)));
        return mean / sum;
    }

    /// <summary>Writes the soft label of this place.</summary>
    /// <param name="label">One value for each bin; set to zero where the label has none.</param>
    public void CopyTo(Span<double> label)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(label.Length, CoordinateTokens.Bins);
        label.Clear();
        label[Low] += 1 - Weight;
        label[High] += Weight;
    }
}
