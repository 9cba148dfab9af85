using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>What smoothing assumes of observed boxes and of how they change from frame to frame.</summary>
internal sealed class SmoothingModel(MendingOptions options)
{
    private readonly MotionStep _step = new(1 / options.FramesPerSecond, options.Motion);

    /// <summary>Standard deviation of the rate of a centre that nobody knows yet, own lengths per second.</summary>
    public float InitialSpeed => options.Motion.InitialSpeed;

    /// <summary>Sizes are measured less exactly than centres.</summary>
    public float SizeFactor { get; } = options.Motion.SizeNoise / options.Motion.CentreNoise;

    public static float OwnLength(in Box box) => MathF.Max(box.Width, box.Height);

    /// <summary>How the border of the picture cuts what was observed; of a camera that has moved, boxes are in the scene here.</summary>
    public BorderCut Cut(in Observation observed) => BorderCut.Of(
        options.MovedCamera is { } camera ? camera.ToScene(observed.Frame).Inverse.Map(observed.Box) : observed.Box, options.FrameSize);

    /// <summary>Standard deviation of the rate of a size that nobody knows yet, own lengths per second.</summary>
    public float InitialGrowth(Side cut) => cut == Side.None ? options.Motion.InitialGrowth : options.Motion.InitialSpeed;

    /// <summary>
    /// Standard deviation of a detected centre, pixels. The tracker is content with a share of the object's own length, which forgives
    /// more to large objects; their boxes would be smoothed too much by it.
    /// </summary>
    public float Noise(in Observation observation, float usualScore)
    {
        var length = OwnLength(observation.Box);
        var factor = options.Motion.NoiseFactor(observation.Score, usualScore);
        if (options.FrameSize is not { } size) return options.Motion.CentreNoise * length * factor;
        float own = options.BoxNoise * length, picture = options.PictureNoise * Math.Max(size.Width, size.Height);
        return MathF.Sqrt((own * own) + (picture * picture)) * factor;
    }

    /// <summary>The step of a centre from one frame to the next.</summary>
    public AxisStep Centre => _step.Centre;

    /// <summary>The step of a size: as fast as a centre's next to an observation that the border cuts.</summary>
    public AxisStep Size(bool cut) => cut ? _step.Centre : _step.Size;
}
