using System.Collections.Immutable;
using Stvg.Core.Frames;

namespace Stvg.Core.Cameras;

/// <summary>What a user says of a camera.</summary>
public sealed record CameraSettings
{
    /// <summary>Lower-case letters, digits, '-' and '_', at most 64; unique.</summary>
    public required string Id { get; init; }

    /// <summary>An <c>rtsp://</c>, <c>rtsps://</c>, <c>http://</c> or <c>https://</c> address, the path of a file, a device (<c>/dev/video0</c>, <c>device:0</c>) or a pipeline (<c>gstreamer:…</c>). May hold a password.</summary>
    public required string Source { get; init; }

    /// <summary>For people; the id where empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Frames per second that are looked at; null: the source's own rate, thinned to at most 15.</summary>
    public double? Fps { get; init; }

    /// <summary>How fast a file is played.</summary>
    public Pace Pace { get; init; }

    /// <summary>Whether a file begins again when it ends.</summary>
    public bool Loop { get; init; }

    /// <summary>Named areas that standing queries may be limited to.</summary>
    public ImmutableArray<Zone> Zones { get; init; } = [];

    /// <summary>Areas that are painted black before anything else sees the frame.</summary>
    public ImmutableArray<Polygon> Masks { get; init; } = [];

    /// <summary>Whether the stream is kept on disk, in short segments.</summary>
    public bool Recording { get; init; } = true;
}

/// <summary>A named area of a camera's picture.</summary>
/// <param name="Name">Unique in its camera.</param>
/// <param name="Area">Where.</param>
public sealed record Zone(string Name, Polygon Area);

/// <summary>How fast a file is played.</summary>
public enum Pace
{
    /// <summary>As a camera would: frames come at their own times, and who is late loses some.</summary>
    Realtime,

    /// <summary>As fast as everything else allows; no frame is lost. Frame times count from when the camera was added.</summary>
    Fast,
}
