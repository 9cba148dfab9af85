using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Tracking;

/// <summary>A made-up scene: actors that are detected on some frames, and what a tracker makes of them.</summary>
internal sealed class Stage
{
    public static readonly FrameSize Size = new(1000, 600);

    private readonly List<Func<int, Detection?>> _actors = [];

    /// <summary>Somebody whose box is given frame by frame; null where the detector misses it.</summary>
    public Stage Add(Func<int, Detection?> actor)
    {
        _actors.Add(actor);
        return this;
    }

    /// <summary>A person, 40 x 100, who walks in a straight line from frame <paramref name="from"/> to <paramref name="to"/>.</summary>
    public Stage Walker(
        float x, float y, float speedX, float speedY = 0, int from = 0, int to = int.MaxValue, float score = 0.8f, Func<int, bool>? hidden = null) =>
        Add(frame => frame < from || frame > to || hidden?.Invoke(frame) == true
            ? null
            : new Detection(new Box(x + (speedX * (frame - from)), y + (speedY * (frame - from)), 40, 100), CocoClasses.Person, score));

    /// <summary>The frame's detections, in the order of the actors.</summary>
    public Detection[] At(int frame) => [.. _actors.Select(actor => actor(frame)).OfType<Detection>()];

    /// <summary>Gives frames to a tracker and returns, per frame, what it reported.</summary>
    public List<TrackedObject[]> Play(Tracker tracker, int frames, int stride = 1)
    {
        var reports = new List<TrackedObject[]>();
        for (var frame = 0; frame < frames; frame += stride) reports.Add(tracker.Update(frame, At(frame)).ToArray());
        return reports;
    }

    /// <summary>Tubelets after some frames, with default settings.</summary>
    public IReadOnlyList<Tubelet> Track(int frames, int stride = 1, TrackerOptions? options = null)
    {
        var tracker = new Tracker(options ?? new TrackerOptions { FrameSize = Size });
        Play(tracker, frames, stride);
        return tracker.Finish();
    }

    /// <summary>The offline pass, with default settings.</summary>
    public static IReadOnlyList<Tubelet> Mend(IReadOnlyList<Tubelet> tubelets, MendingOptions? options = null) =>
        TubeletMending.Mend(tubelets, options ?? new MendingOptions { FrameSize = Size });

    /// <summary>The id of whoever is reported nearest to a point.</summary>
    public static int IdNear(TrackedObject[] report, float x, float y) =>
        report.MinBy(o => MathF.Abs(o.Box.CenterX - x) + MathF.Abs(o.Box.CenterY - y)).Id;
}
