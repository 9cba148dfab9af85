namespace Stvg.Core.Cameras;

/// <summary>How a camera fares; counters count since the process began to watch it.</summary>
public sealed record CameraStatus
{
    /// <summary>What it is doing.</summary>
    public required CameraPhase Phase { get; init; }

    /// <summary>One line for people: why it failed, or why it is not connected; null when all is well. Never holds a password.</summary>
    public string? Reason { get; init; }

    /// <summary>Size of the picture, once known.</summary>
    public Frames.FrameSize? Size { get; init; }

    /// <summary>Rate of its frame numbers, once known.</summary>
    public double? Fps { get; init; }

    /// <summary>Frames that came out of the decoder.</summary>
    public long FramesDecoded { get; init; }

    /// <summary>Frames that the detector looked at.</summary>
    public long FramesDetected { get; init; }

    /// <summary>Frames that were judged not worth it.</summary>
    public long FramesSkipped { get; init; }

    /// <summary>Frames that came too fast and were lost, oldest first.</summary>
    public long FramesDropped { get; init; }

    /// <summary>Times that the source was lost and found again.</summary>
    public long Reconnects { get; init; }

    /// <summary>From the newest judged frame's capture to when it was done with, seconds.</summary>
    public double DelaySeconds { get; init; }

    /// <summary>Capture time of the newest judged frame.</summary>
    public DateTimeOffset? LastFrameAt { get; init; }

    /// <summary>Objects in the picture.</summary>
    public int LiveTubelets { get; init; }
}

/// <summary>What a camera is doing.</summary>
public enum CameraPhase
{
    /// <summary>Being connected to, or being tried again.</summary>
    Connecting,

    /// <summary>Frames come.</summary>
    Running,

    /// <summary>A file was played to its end.</summary>
    Ended,

    /// <summary>It cannot work as it is: no such file, no picture in it, a recording disk that is full. Needs a hand.</summary>
    Failed,
}
