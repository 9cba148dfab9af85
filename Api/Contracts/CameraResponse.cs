using Stvg.Core.Cameras;

namespace Stvg.Api.Contracts;

/// <summary>A camera: what was asked for, and how it fares. Counters count since the server began to watch it.</summary>
public sealed record CameraResponse
{
    /// <summary>Its id.</summary>
    /// <example>gate-1</example>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    /// <example>Main gate</example>
    public required string Name { get; init; }

    /// <summary>Where the pictures come from; a password in it is shown as ***.</summary>
    /// <example>rtsp://user:***@10.0.0.17/stream1</example>
    public required string Source { get; init; }

    /// <summary>Frames per second that were asked for; null: as the source has it.</summary>
    public double? Fps { get; init; }

    /// <summary>How fast a file is played.</summary>
    public required Pace Pace { get; init; }

    /// <summary>Whether a file begins again when it ends.</summary>
    public required bool Loop { get; init; }

    /// <summary>Named areas.</summary>
    public required IReadOnlyList<ZoneBody> Zones { get; init; }

    /// <summary>Areas that are painted black.</summary>
    public required IReadOnlyList<IReadOnlyList<PointBody>> Masks { get; init; }

    /// <summary>Whether the stream is kept on disk.</summary>
    public required bool Recording { get; init; }

    /// <summary>When it was added, UTC.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>What it is doing.</summary>
    /// <example>running</example>
    public required CameraPhase State { get; init; }

    /// <summary>One line for people: why it failed or is not connected; null when all is well.</summary>
    public string? Reason { get; init; }

    /// <summary>Size of the picture, once known.</summary>
    public SizeBody? Size { get; init; }

    /// <summary>Rate of its frame numbers, once known.</summary>
    public double? ActualFps { get; init; }

    /// <summary>Frames that came out of the decoder.</summary>
    public required long FramesDecoded { get; init; }

    /// <summary>Frames that the detector looked at.</summary>
    public required long FramesDetected { get; init; }

    /// <summary>Frames that were judged not worth it.</summary>
    public required long FramesSkipped { get; init; }

    /// <summary>Frames that came too fast and were lost.</summary>
    public required long FramesDropped { get; init; }

    /// <summary>Times that the source was lost and found again.</summary>
    public required long Reconnects { get; init; }

    /// <summary>Seconds from the newest judged frame's capture to when it was done with: the delay behind the camera.</summary>
    public required double Delay { get; init; }

    /// <summary>Capture time of the newest judged frame, UTC.</summary>
    public DateTimeOffset? LastFrameAt { get; init; }

    /// <summary>Objects in the picture.</summary>
    public required int LiveTubelets { get; init; }
}

/// <summary>Width and height in pixels.</summary>
public sealed record SizeBody
{
    /// <summary>Pixels.</summary>
    /// <example>1920</example>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    /// <example>1080</example>
    public required int Height { get; init; }
}
