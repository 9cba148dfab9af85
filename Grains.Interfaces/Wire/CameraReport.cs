using Stvg.Core.Cameras;
using Stvg.Core.Frames;

namespace Stvg.Grains.Interfaces.Wire;

/// <summary>How a camera fares, and where.</summary>
[GenerateSerializer, Immutable, Alias("stvg.camera-report")]
public sealed record CameraReport
{
    /// <summary>The camera.</summary>
    [Id(0)] public required string CameraId { get; init; }

    /// <summary>Name of the silo that watches it.</summary>
    [Id(1)] public string Silo { get; init; } = "";

    /// <summary>Its owner's number: grows with every change of hands.</summary>
    [Id(2)] public long Epoch { get; init; }

    /// <summary><see cref="CameraPhase"/>.</summary>
    [Id(3)] public int Phase { get; init; }

    /// <summary><see cref="CameraStatus.Reason"/>.</summary>
    [Id(4)] public string? Reason { get; init; }

    /// <summary>Width of the picture, pixels; 0: not known yet.</summary>
    [Id(5)] public int Width { get; init; }

    /// <summary>Height of the picture, pixels.</summary>
    [Id(6)] public int Height { get; init; }

    /// <summary>Rate of its frame numbers; 0: not known yet.</summary>
    [Id(7)] public double Fps { get; init; }

    /// <summary><see cref="CameraStatus.FramesDecoded"/>.</summary>
    [Id(8)] public long FramesDecoded { get; init; }

    /// <summary><see cref="CameraStatus.FramesDetected"/>.</summary>
    [Id(9)] public long FramesDetected { get; init; }

    /// <summary><see cref="CameraStatus.FramesSkipped"/>.</summary>
    [Id(10)] public long FramesSkipped { get; init; }

    /// <summary><see cref="CameraStatus.FramesDropped"/>.</summary>
    [Id(11)] public long FramesDropped { get; init; }

    /// <summary><see cref="CameraStatus.Reconnects"/>.</summary>
    [Id(12)] public long Reconnects { get; init; }

    /// <summary><see cref="CameraStatus.DelaySeconds"/>.</summary>
    [Id(13)] public double DelaySeconds { get; init; }

    /// <summary><see cref="CameraStatus.LastFrameAt"/>.</summary>
    [Id(14)] public DateTimeOffset? LastFrameAt { get; init; }

    /// <summary><see cref="CameraStatus.LiveTubelets"/>.</summary>
    [Id(15)] public int LiveTubelets { get; init; }

    /// <summary>Seconds of work that it costs per second: decoding and detecting, as measured.</summary>
    [Id(16)] public double Cost { get; init; }

    /// <summary>The report of a status.</summary>
    public static CameraReport Of(string cameraId, CameraStatus status, string silo, long epoch, double cost)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new CameraReport
        {
            CameraId = cameraId, Silo = silo, Epoch = epoch, Cost = cost,
            Phase = (int)status.Phase, Reason = status.Reason,
            Width = (int)(status.Size?.Width ?? 0), Height = (int)(status.Size?.Height ?? 0), Fps = status.Fps ?? 0,
            FramesDecoded = status.FramesDecoded, FramesDetected = status.FramesDetected, FramesSkipped = status.FramesSkipped,
            FramesDropped = status.FramesDropped, Reconnects = status.Reconnects,
            DelaySeconds = status.DelaySeconds, LastFrameAt = status.LastFrameAt, LiveTubelets = status.LiveTubelets,
        };
    }

    /// <summary>The same, with counters that go on from those of the owner before.</summary>
    public CameraReport CountingFrom(CameraReport? before) => before is null ? this : this with
    {
        FramesDecoded = FramesDecoded + before.FramesDecoded, FramesDetected = FramesDetected + before.FramesDetected,
        FramesSkipped = FramesSkipped + before.FramesSkipped, FramesDropped = FramesDropped + before.FramesDropped,
        Reconnects = Reconnects + before.Reconnects, LastFrameAt = LastFrameAt ?? before.LastFrameAt,
    };

    /// <summary>The status, as the API's port knows it.</summary>
    public CameraStatus ToStatus() => new()
    {
        Phase = (CameraPhase)Phase, Reason = Reason,
        Size = Width > 0 ? new FrameSize(Width, Height) : null, Fps = Fps > 0 ? Fps : null,
        FramesDecoded = FramesDecoded, FramesDetected = FramesDetected, FramesSkipped = FramesSkipped,
        FramesDropped = FramesDropped, Reconnects = Reconnects,
        DelaySeconds = DelaySeconds, LastFrameAt = LastFrameAt, LiveTubelets = LiveTubelets,
    };
}
