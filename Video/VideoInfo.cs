using Stvg.Core.Frames;

namespace Stvg.Video;

/// <summary>What a video file says about itself; see <see cref="VideoProbe"/>.</summary>
public sealed record VideoInfo
{
    /// <summary>Absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// Pixels of the picture after <see cref="Rotation"/>, as stored (see <see cref="PixelAspect"/>); boxes are in these pixels.
    /// </summary>
    public required FrameSize Size { get; init; }

    /// <summary>Frames per second, on average; above 0, 25 where the file does not say.</summary>
    public required double Fps { get; init; }

    /// <summary>Number of frames as the container says, which may be wrong; null where it does not say.</summary>
    public int? FrameCount { get; init; }

    /// <summary>Length of the video; null where the file does not say.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>FFmpeg's name of the codec ("h264", "hevc", "vp9").</summary>
    public required string Codec { get; init; }

    /// <summary>Degrees clockwise by which the stored picture is turned for showing: 0, 90, 180 or 270.</summary>
    public int Rotation { get; init; }

    /// <summary>
    /// Width of a pixel over its height, after rotation: 1 for nearly all files, else the video is anamorphic (DVD, some DV).
    /// </summary>
    public double PixelAspect { get; init; } = 1;

    /// <summary>Frames to expect: the container's count, else length times rate; null where neither is known.</summary>
    public int? ExpectedFrames =>
        FrameCount ?? (Duration is { } duration ? (int)Math.Min(int.MaxValue, Math.Round(duration.TotalSeconds * Fps)) : null);

    /// <summary>Whether <see cref="Duration"/> is the video stream's own, not that of the longest stream of the file.</summary>
    internal bool DurationIsOfVideo { get; init; }
}
