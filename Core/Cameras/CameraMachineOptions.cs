using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Cameras;

/// <summary>Settings of a <see cref="CameraMachine"/>; times in seconds.</summary>
public sealed record CameraMachineOptions
{
    /// <summary>The camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>What frame numbers mean.</summary>
    public required CameraTimeline Timeline { get; init; }

    /// <summary>Size of the original picture, pixels.</summary>
    public required FrameSize Size { get; init; }

    /// <summary>The first tubelet gets this id; higher than any that the camera gave out before.</summary>
    public int FirstTubeletId { get; init; } = 1;

    /// <summary>How much of its past a live object shows.</summary>
    public float HistorySeconds { get; init; } = 30;

    /// <summary>For how long an object that ended is still among <see cref="CameraUpdate.Recent"/>.</summary>
    public float RecentSeconds { get; init; } = 30;

    /// <summary>
    /// An object that stays for longer is archived in slices of this length, which share its <see cref="Tubelets.Tubelet.ObjectId"/>: so
    /// that a search sees what is still there, a crash loses little, and memory stays bounded.
    /// </summary>
    public float SliceSeconds { get; init; } = 600;

    /// <summary>When nobody looked for longer than this, whatever was there has ended, as when the source was lost.</summary>
    public float BlindSeconds { get; init; } = 10;

    /// <summary>
    /// Who was in the picture for the owner before is looked for across a gap of at most this length (<see cref="CameraMachine.Adopt"/>):
    /// it takes a few seconds until somebody watches again when a machine dies.
    /// </summary>
    public float HandoverSeconds { get; init; } = 5;

    /// <summary>Which frames are worth a run of the detector.</summary>
    public SparsificationOptions Sparsification { get; init; } = new();

    /// <summary>
    /// Finds people's joints on frames that are detected anyway; null: parts of the body are found by proportion, and nothing that needs a pose
    /// is judged.
    /// </summary>
    public IPoseEstimator? Poses { get; init; }

    /// <summary>So many poses a second at most, however many people there are; who has waited longest comes first.</summary>
    public float PosesPerSecond { get; init; } = 4;

    /// <summary>Estimates the camera's own motion; null: it stands. Disposed of by the caller.</summary>
    public ICameraMotion? Motion { get; init; }

    /// <summary>
    /// Learns what is behind everything, for <see cref="SparsificationOptions.ConfirmByBackground"/>; null: nobody does. Disposed of by the caller.
    /// </summary>
    public IBackgroundModel? Background { get; init; }

    internal void Validate()
    {
        Require(PosesPerSecond > 0, nameof(PosesPerSecond), PosesPerSecond);
        Require(Timeline.FramesPerSecond > 0 && double.IsFinite(Timeline.FramesPerSecond), "the frame rate", Timeline.FramesPerSecond);
        Require(Size.Width > 0 && Size.Height > 0, "the picture's width or height", Math.Min(Size.Width, Size.Height));
        Require(FirstTubeletId > 0, nameof(FirstTubeletId), FirstTubeletId);
        Require(HistorySeconds > 0, nameof(HistorySeconds), HistorySeconds);
        Require(SliceSeconds > 0, nameof(SliceSeconds), SliceSeconds);
        Require(BlindSeconds > 0, nameof(BlindSeconds), BlindSeconds);
        Require(HandoverSeconds > 0, nameof(HandoverSeconds), HandoverSeconds);
        Sparsification.Validate();

        void Require(bool holds, string name, double value)
        {
            if (!holds) throw new StvgException($"camera '{CameraId}': {name} is {value} but has to be a positive number");
        }
    }
}
