using Stvg.Core.Frames;
using Stvg.Core.Tracking.Appearance;

namespace Stvg.Core.Tracking;

/// <summary>Settings of <see cref="TubeletMending"/>; times in seconds, likelihoods in nats.</summary>
public sealed record MendingOptions
{
    /// <summary>The settings that go with a tracker's.</summary>
    public static MendingOptions For(TrackerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MendingOptions
        {
            FramesPerSecond = options.FramesPerSecond,
            FrameSize = options.FrameSize,
            Motion = options.Motion,
            Similarity = options.Similarity,
            AppearancePrior = options.AppearancePrior,
            AppearanceWeight = options.AppearanceWeight,
            Camera = options.Camera,
        };
    }

    /// <summary>Frames per second of the frame numbers.</summary>
    public float FramesPerSecond { get; init; } = 10;

    /// <summary>Size of the picture; with it, who left is not linked to who came in. Null when unknown.</summary>
    public FrameSize? FrameSize { get; init; }

    /// <summary>
    /// Tubelets are cut where they were not observed for longer than this, and missed by several looks: what the tracker did there is
    /// decided anew.
    /// </summary>
    public float CutSeconds { get; init; } = 0.5f;

    /// <summary>Longest time without observation that is bridged.</summary>
    public float LongestGapSeconds { get; init; } = 3;

    /// <summary>
    /// Two pieces are linked when the log-density of the second's beginning under the first's end is above this; the density of chance
    /// neighbours, in own lengths and own lengths per second.
    /// </summary>
    public float LinkThreshold { get; init; } = 5;

    /// <summary>Nats that a gap costs per second.</summary>
    public float GapCost { get; init; } = 0.5f;

    /// <summary>A tubelet is split where the looks before and after speak this many nats against one identity.</summary>
    public float SplitThreshold { get; init; } = 2;

    /// <summary>Seconds of looks that are compared at a split or a link.</summary>
    public float LookSeconds { get; init; } = 2;

    /// <summary>Tubelets shorter than this are dropped.</summary>
    public float ShortestSeconds { get; init; } = 0.5f;

    /// <summary>Tubelets with fewer observations are dropped.</summary>
    public int FewestObservations { get; init; } = 4;

    /// <summary>
    /// Tubelets whose mean score is below this share of the typical one (the median over the observations of the clip, class family by
    /// class family) are dropped as false alarms. 0 keeps all. A share, because score scales differ from detector to detector.
    /// </summary>
    public float LeastRelativeScore { get; init; } = 0.8f;

    /// <summary>A tubelet that shares most of its life with a better one at more than this mean IoU is its double.</summary>
    public float DuplicateOverlap { get; init; } = 0.6f;

    /// <summary>Whether boxes are smoothed over time; without, only gaps are filled.</summary>
    public bool Smooth { get; init; } = true;

    /// <summary>What a detected centre errs by because the object is large: standard deviation, own lengths.</summary>
    public float BoxNoise { get; init; } = 0.02f;

    /// <summary>What it errs by because the detector sees a small picture: standard deviation, shares of the picture's longer side.</summary>
    public float PictureNoise { get; init; } = 0.005f;

    /// <summary>Noise of the motion model.</summary>
    public MotionOptions Motion { get; init; } = new();

    /// <summary>How alike two appearances are.</summary>
    public AppearanceSimilarity Similarity { get; init; } = Cosine.Similarity;

    /// <summary>What similarities mean before the clip's own objects tell.</summary>
    public AppearancePrior AppearancePrior { get; init; } = AppearancePrior.Default;

    /// <summary>Weight of appearance against motion.</summary>
    public float AppearanceWeight { get; init; } = 1;

    /// <summary>Where the camera looked on every frame; null: it stood.</summary>
    public CameraPath? Camera { get; init; }

    /// <summary>Where the camera looked; null as long as it stands, so that nothing is computed that would change nothing.</summary>
    internal CameraPath? MovedCamera => Camera is { HasMoved: true } camera ? camera : null;

    internal void Validate()
    {
        if (!(FramesPerSecond > 0) || !float.IsFinite(FramesPerSecond))
            throw new StvgException($"mending options: FramesPerSecond is {FramesPerSecond} but has to be a positive number");
        if (!(LongestGapSeconds >= 0) || !(CutSeconds >= 0))
        {
            throw new StvgException(
                $"mending options: CutSeconds is {CutSeconds} and LongestGapSeconds {LongestGapSeconds}; both have to be 0 or more");
        }
        if (!(BoxNoise >= 0 && PictureNoise >= 0 && BoxNoise + PictureNoise > 0))
            throw new StvgException($"mending options: BoxNoise is {BoxNoise} and PictureNoise {PictureNoise}; none may be negative, and not both 0");
        Motion.Validate();
    }
}
