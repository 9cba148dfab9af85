using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets.Bodies;

/// <summary>Looks at people's bodies by their poses, each person a given number of times a second: that bounds what poses cost.</summary>
/// <param name="poses">Finds joints.</param>
/// <param name="fps">Frames per second of the frames' numbering.</param>
/// <param name="periodSeconds">Time from one look at a person to the next.</param>
public sealed class BodySampler(IPoseEstimator poses, double fps, double periodSeconds = BodySampler.EveryFramePeriod)
{
    /// <summary>Seconds between looks where every frame is detected.</summary>
    public const double EveryFramePeriod = 0.8;

    /// <summary>
    /// Seconds between looks where frames are skipped, as often as other objects' colours are looked at. Whom a look finds hidden waits for the
    /// next frame that is detected, half a second away and not the next one: part of what the detector saves buys more chances.
    /// </summary>
    public const double SparsePeriod = 0.4;

    private readonly List<BodySample> _samples = [];
    private readonly JointPoint[] _joints = new JointPoint[IPoseEstimator.Joints];

    /// <summary>Frames from one look at a person to the next.</summary>
    public int Period { get; } = Math.Max(1, (int)Math.Round(fps * periodSeconds));

    /// <summary>Everything seen so far.</summary>
    public IReadOnlyList<BodySample> Samples => _samples;

    /// <summary>Looks at one person, and keeps what it tells.</summary>
    /// <param name="frame">The frame, with its picture.</param>
    /// <param name="box">The person's box, original pixels.</param>
    /// <param name="weight">How well the person is seen.</param>
    /// <returns>Where the body's parts are; null when too little of it is seen.</returns>
    public BodyLayout? Look(Frame frame, in Box box, float weight)
    {
        if (LookOnce(frame, box, weight) is not var (body, sample)) return null;
        _samples.Add(sample);
        return body;
    }

    /// <summary>The same, but somebody else keeps what it tells.</summary>
    internal (BodyLayout Body, BodySample Sample)? LookOnce(Frame frame, in Box box, float weight)
    {
        ArgumentNullException.ThrowIfNull(frame);
        poses.Estimate(frame, box, _joints);
        return BodyLayout.Of(_joints, box) is { } body
            ? (body, BodyLook.Take(frame.Image, frame.ImageScale, (int)frame.Number, body, weight)) : null;
    }
}
