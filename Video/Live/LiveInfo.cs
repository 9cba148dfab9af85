using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Video.Live.Connection;

namespace Stvg.Video.Live;

/// <summary>What a source says about itself; see <see cref="SourceProbe"/>.</summary>
public sealed record LiveInfo
{
    /// <summary>Where it is.</summary>
    public required SourceAddress Source { get; init; }

    /// <summary>Pixels of the picture after <see cref="Rotation"/>; boxes are in these pixels.</summary>
    public required FrameSize Size { get; init; }

    /// <summary>Frames per second, on average; above 0, 25 where it does not say.</summary>
    public required double Fps { get; init; }

    /// <summary>FFmpeg's name of the codec ("h264", "hevc", "mjpeg").</summary>
    public required string Codec { get; init; }

    /// <summary>Width of a pixel over its height, after rotation.</summary>
    public double PixelAspect { get; init; } = 1;

    /// <summary>Degrees clockwise by which the stored picture is turned for showing.</summary>
    public int Rotation { get; init; }

    /// <summary>Length; null for what does not end by itself.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether it has an end and can be read at any speed: a file, here or on a web server.</summary>
    public bool Ends => Source.IsFile || (Source.Kind == SourceKind.Http && Duration is not null);

    /// <summary>Who opens it, where FFmpeg does not.</summary>
    internal ICaptureDevices? Captures { get; init; }

    /// <summary>How it is connected to, where it speaks RTSP.</summary>
    internal RtspTransport Transport { get; init; }

    /// <summary>Whether its pictures come without times.</summary>
    internal bool Untimed { get; init; }
}
