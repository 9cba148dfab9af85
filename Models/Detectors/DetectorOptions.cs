namespace Stvg.Models.Detectors;

/// <summary>How a detector runs.</summary>
public sealed record DetectorOptions
{
    /// <summary>Default of <see cref="Threads"/>.</summary>
    public const int DefaultThreads = 2;

    /// <summary>Default of <see cref="MaxDetections"/>.</summary>
    public const int DefaultMaxDetections = 300;

    /// <summary>Threads that work on one picture.</summary>
    public int Threads { get; init; } = DefaultThreads;

    /// <summary>
    /// Whether idle threads wait actively for the next operation. A little faster on an idle machine with a core per thread,
    /// up to twice slower on a busy one, so off unless asked for.
    /// </summary>
    public bool Spinning { get; init; }

    /// <summary>What runs the network.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Cpu;

    /// <summary>Which of several devices of the provider, from 0.</summary>
    public int DeviceId { get; init; }

    /// <summary>Detections below this score, in [0, 1], are dropped; null takes the model's own threshold.</summary>
    public float? MinScore { get; init; }

    /// <summary>At most so many detections per frame, those with the highest scores.</summary>
    public int MaxDetections { get; init; } = DefaultMaxDetections;

    /// <summary>
    /// Most pictures of one run. Only networks whose file leaves the number of pictures open in its input and its outputs take more than
    /// one; for the others <see cref="Detector.MaxBatch"/> is 1.
    /// </summary>
    public int MaxBatch { get; init; } = 1;

    /// <summary>Whether the model's features for appearance are kept, where it has any.</summary>
    public bool Features { get; init; } = true;
}
