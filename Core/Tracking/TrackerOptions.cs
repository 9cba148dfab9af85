using Stvg.Core.Frames;
using Stvg.Core.Tracking.Appearance;

namespace Stvg.Core.Tracking;

/// <summary>
/// Settings of a <see cref="Tracker"/>. Times are in seconds and lengths in those of the object, so that the defaults hold for any camera;
/// docs/tracking.md tells how they were found and how flat the optimum is.
/// </summary>
public sealed record TrackerOptions
{
    /// <summary>The camera that the tubelets come from.</summary>
    public string CameraId { get; init; } = "";

    /// <summary>Frames per second of the frame <em>numbers</em>: of the video, even when only every n-th frame is detected.</summary>
    public float FramesPerSecond { get; init; } = 10;

    /// <summary>Size of the picture; with it, objects that go out of the picture end there. Null when unknown.</summary>
    public FrameSize? FrameSize { get; init; }

    /// <summary>Detections from this score on are associated first and may open tracks.</summary>
    public float HighScore { get; init; } = 0.45f;

    /// <summary>Detections from this score on may continue tracks that found no better one; those below are ignored.</summary>
    public float LowScore { get; init; } = 0.3f;

    /// <summary>Sum of detection scores that a new track needs before it is reported.</summary>
    public float ConfirmationScore { get; init; } = 3;

    /// <summary>Age at which a track is reported even without that sum: matters when few frames are detected.</summary>
    public float ConfirmationSeconds { get; init; } = 1;

    /// <summary>A track that is not confirmed yet ends when unseen for longer than this.</summary>
    public float TentativeSeconds { get; init; } = 0.3f;

    /// <summary>A confirmed track ends when unseen for longer than this (and for three detected frames at least).</summary>
    public float LostSeconds { get; init; } = 1;

    /// <summary>A track unseen for longer than this takes no low-score detections.</summary>
    public float RecentSeconds { get; init; } = 0.5f;

    /// <summary>A track unseen for longer than this is no longer reported, though it may still be found again.</summary>
    public float CoastSeconds { get; init; } = 0.2f;

    /// <summary>How far back a newly confirmed track is followed through detections too weak to open one, seconds.</summary>
    public float RetraceSeconds { get; init; } = 1.5f;

    /// <summary>
    /// Pairs farther apart than this are never made. The built-in distance is in nats: the negative logarithm of how much likelier the
    /// detection would be for an object known exactly.
    /// </summary>
    public float MaximumDistance { get; init; } = 8;

    /// <summary>
    /// Least IoU of prediction and detection, both grown by one standard deviation of the predicted centre (built-in distance only).
    /// </summary>
    public float MinimumOverlap { get; init; } = 0.1f;

    /// <summary>Least IoU of prediction and low-score detection.</summary>
    public float LowScoreOverlap { get; init; } = 0.5f;

    /// <summary>Noise of the motion model.</summary>
    public MotionOptions Motion { get; init; } = new();

    /// <summary>Your own distance; null for the built-in motion likelihood.</summary>
    public AssociationDistance? Distance { get; init; }

    /// <summary>Floats of appearance per detection; 0 when there is no appearance.</summary>
    public int AppearanceLength { get; init; }

    /// <summary>How alike two appearances are.</summary>
    public AppearanceSimilarity Similarity { get; init; } = Cosine.Similarity;

    /// <summary>What similarities mean before the tracker has seen enough of its own objects to know.</summary>
    public AppearancePrior AppearancePrior { get; init; } = AppearancePrior.Default;

    /// <summary>Weight of the appearance's log-likelihood ratio, in nats, against the distance.</summary>
    public float AppearanceWeight { get; init; } = 1;

    /// <summary>Time constant of a track's appearance, seconds.</summary>
    public float AppearanceMemory { get; init; } = 1.5f;

    /// <summary>
    /// How much of each track's past is kept, seconds; null for all of it, which files want. A camera that never ends needs a limit:
    /// a parked car would otherwise grow by 24 bytes a frame.
    /// </summary>
    public float? HistorySeconds { get; init; }

    /// <summary>Where the camera looked on every frame; told of a frame before the tracker is. Null: it stands.</summary>
    public CameraPath? Camera { get; init; }

    internal void Validate()
    {
        Require(FramesPerSecond > 0 && float.IsFinite(FramesPerSecond), "FramesPerSecond", FramesPerSecond, "a positive number");
        Require(LowScore <= HighScore, "LowScore", LowScore, $"no more than HighScore ({HighScore})");
        Require(MaximumDistance > 0, "MaximumDistance", MaximumDistance, "a positive number");
        Require(AppearanceLength >= 0, "AppearanceLength", AppearanceLength, "0 or more");
        Require(AppearanceMemory > 0, "AppearanceMemory", AppearanceMemory, "a positive number");
        Require(HistorySeconds is null or > 0, "HistorySeconds", HistorySeconds ?? 0, "a positive number or null");
        ReadOnlySpan<float> times = [ConfirmationSeconds, TentativeSeconds, LostSeconds, RecentSeconds, CoastSeconds, RetraceSeconds];
        foreach (var seconds in times) Require(seconds >= 0, "a time", seconds, "0 or more");
        Motion.Validate();

        static void Require(bool holds, string name, float value, string wanted)
        {
            if (!holds) throw new StvgException($"tracker options: {name} is {value} but has to be {wanted}");
        }
    }
}
