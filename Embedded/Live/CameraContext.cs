using Microsoft.Extensions.Logging;
using Stvg.Embedded.Live.Verification;
using Stvg.Models.Catalogue;
using Stvg.Models.Inference;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>What the cameras of a process share, and where what they see goes.</summary>
/// <param name="Options">Settings.</param>
/// <param name="Archive">What they keep.</param>
/// <param name="Detectors">Who looks at their frames.</param>
/// <param name="Detector">With which model.</param>
/// <param name="Updates">Who is told.</param>
/// <param name="Policy">Which sources are allowed.</param>
/// <param name="Log">The log.</param>
internal sealed record CameraContext(
    ServerOptions Options, ICameraArchive Archive, IDetectorLines Detectors, ModelEntry Detector, IUpdateSink Updates, SourcePolicy Policy, ILogger Log)
{
    /// <summary>Folder of this owner's recordings below the camera's own: two that record at once must not write the same file. Empty: none.</summary>
    public string RecordingFolder { get; init; } = "";

    /// <summary>Connections that were made ahead; null where nobody does.</summary>
    public PreparedCameras? Prepared { get; init; }

    /// <summary>Makes pictures for those who look live.</summary>
    public required LivePictures Pictures { get; init; }

    /// <summary>Who watched the camera before; null: nobody, or a program that told of everybody as gone.</summary>
    public EarlierOwner? Before { get; init; }

    /// <summary>Who finds people's joints; null: nobody.</summary>
    public CameraPoses? Poses { get; init; }

    /// <summary>Where the newest pictures are kept for a judge; null: nobody asks one.</summary>
    public FrameAlbum? Album { get; init; }
}
