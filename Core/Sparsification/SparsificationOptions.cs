namespace Stvg.Core.Sparsification;

/// <summary>Which frames are worth a run of the detector; times in seconds.</summary>
public sealed record SparsificationOptions
{
    /// <summary>Every frame is.</summary>
    public static SparsificationOptions EveryFrame { get; } = new() { Enabled = false };

    /// <summary>False: every frame is.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Longest time between two runs while objects are there.</summary>
    public float LongestBusyGap { get; init; } = 0.4f;

    /// <summary>Longest time between two runs while nobody is there.</summary>
    public float LongestQuietGap { get; init; } = 1;

    internal void Validate()
    {
        ReadOnlySpan<float> times = [LongestBusyGap, LongestQuietGap];
        foreach (var seconds in times)
            if (!(seconds >= 0)) throw new StvgException($"sparsification options: a time is {seconds} but has to be 0 or more");
    }
}
