using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tubelets;
using Stvg.Video;

namespace Stvg.Embedded;

/// <summary>A clip after one pass: everything that any number of sentences can be grounded in.</summary>
public sealed record ClipAnalysis
{
    internal ClipAnalysis(VideoInfo info) => Info = info;

    /// <summary>The file as the caller named it.</summary>
    public required string Path { get; init; }

    /// <summary>Size of the picture after rotation, pixels.</summary>
    public FrameSize Size => Info.Size;

    /// <summary>Frames per second: nominal, as the container says.</summary>
    public double Fps => Info.Fps;

    /// <summary>What was seen.</summary>
    public required Scene Scene { get; init; }

    /// <summary>Frames that the decoder gave.</summary>
    public required int FramesDecoded { get; init; }

    /// <summary>Frames that the detector ran on.</summary>
    public required int FramesDetected { get; init; }

    /// <summary>Frames by what became of them, and why.</summary>
    public required FrameTally Frames { get; init; }

    /// <summary>Wall-clock time of the pass.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the user should know of the file ("the file ends after 312 of about 795 frames"), or null.</summary>
    public string? Notice { get; init; }

    /// <summary>What the pass found the file to be, so that a rendering need not ask again.</summary>
    internal VideoInfo Info { get; }
}

/// <summary>How far a pass has come.</summary>
/// <param name="Frames">Frames done.</param>
/// <param name="Total">Frames expected, where the container says.</param>
public readonly record struct ClipProgress(int Frames, int? Total);
