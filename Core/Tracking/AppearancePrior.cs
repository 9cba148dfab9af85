namespace Stvg.Core.Tracking;

/// <summary>
/// What similarities mean before a clip's own objects tell: mean and standard deviation for two looks at one object and for looks at
/// two objects, and how many observations this knowledge is worth.
/// </summary>
/// <param name="SameMean">Mean similarity of two looks at the same object.</param>
/// <param name="SameDeviation">Its standard deviation.</param>
/// <param name="OtherMean">Mean similarity of looks at two objects.</param>
/// <param name="OtherDeviation">Its standard deviation.</param>
/// <param name="Observations">What this is worth against observed pairs.</param>
public sealed record AppearancePrior(float SameMean, float SameDeviation, float OtherMean, float OtherDeviation, int Observations)
{
    /// <summary>For the rows of <see cref="Appearance.AppearanceExtractor"/> and their cosine.</summary>
    public static AppearancePrior Default { get; } = new(0.9f, 0.06f, 0.75f, 0.1f, 50);
}
