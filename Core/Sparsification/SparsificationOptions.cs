namespace Stvg.Core.Sparsification;

/// <summary>Which frames are worth a run of the detector; times in seconds. docs/sparsification.md tells how the values were found.</summary>
public sealed record SparsificationOptions
{
    /// <summary>Every frame is.</summary>
    public static SparsificationOptions EveryFrame { get; } = new() { Enabled = false };

    /// <summary>False: every frame is.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Longest time between two runs while something is there that moves.</summary>
    public float LongestBusyGap { get; init; } = 0.5f;

    /// <summary>Longest time between two runs while nobody is there, or nobody who moves.</summary>
    public float LongestQuietGap { get; init; } = 1;

    /// <summary>Longest time between two runs while the camera moves: nothing but the detector tells then who comes in.</summary>
    public float LongestMovingGap { get; init; } = 0.2f;

    /// <summary>
    /// Whether motion has to be confirmed by a background model, where there is one. Fewer runs, but a car that has the road's colour is missed
    /// (docs/sparsification.md), so that it has to be asked for.
    /// </summary>
    public bool ConfirmByBackground { get; init; }

    /// <summary>
    /// An object that moves is looked for when the standard deviation of its predicted place or size is above this share of its own length.
    /// </summary>
    public float LargestSpread { get; init; } = 0.14f;

    /// <summary>The same for one that is not confirmed yet. Of those, nobody knows how they move.</summary>
    public float LargestNewSpread { get; init; } = 0.25f;

    /// <summary>Motion in which the last run found nothing is looked at again after this time, which doubles from one vain run to the next.</summary>
    public float FirstRetry { get; init; } = 0.5f;

    /// <summary>The longest that this time becomes.</summary>
    public float LongestRetry { get; init; } = 5;

    internal void Validate()
    {
        ReadOnlySpan<float> values = [LongestBusyGap, LongestQuietGap, LongestMovingGap, LargestSpread, LargestNewSpread, FirstRetry, LongestRetry];
        foreach (var value in values)
            if (!(value >= 0)) throw new StvgException($"sparsification options: a value is {value} but has to be 0 or more");
    }
}
