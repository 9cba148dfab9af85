using System.Collections.Immutable;

namespace Stvg.Models.Inference;

/// <summary>What a worker has done so far; a snapshot.</summary>
public sealed record InferenceStatistics
{
    /// <summary>Frames and questions that wait now.</summary>
    public required int QueueLength { get; init; }

    /// <summary>Registered cameras.</summary>
    public required int Cameras { get; init; }

    /// <summary>Open sessions: one per model and input size.</summary>
    public required int Detectors { get; init; }

    /// <summary>Runs by the number of their frames: element 0 counts runs of one frame.</summary>
    public required ImmutableArray<long> BatchesBySize { get; init; }

    /// <summary>Frames that were run.</summary>
    public required long Frames { get; init; }

    /// <summary>Frames that were not: replaced by a newer one of their camera, or sent away from a full line.</summary>
    public required long Dropped { get; init; }

    /// <summary>Frames whose run failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Questions to learned grounders that were run.</summary>
    public required long Questions { get; init; }

    /// <summary>How long the device has been running networks, seconds.</summary>
    public required double BusySeconds { get; init; }

    /// <summary>From call to run, mean over the last thousand frames.</summary>
    public required double MeanWaitMilliseconds { get; init; }

    /// <summary>From call to run, 95th percentile over the last thousand frames.</summary>
    public required double P95WaitMilliseconds { get; init; }

    /// <summary>A run of a whole batch, mean over the last thousand.</summary>
    public required double MeanRunMilliseconds { get; init; }

    /// <summary>A run of a whole batch, 95th percentile over the last thousand.</summary>
    public required double P95RunMilliseconds { get; init; }
}
