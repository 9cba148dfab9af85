using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tracking.Appearance;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Tubelets;

/// <summary>
/// Watches one clip frame by frame and remembers what a sentence can be grounded in. Frames and detections in, a <see cref="Scene"/> out.
/// </summary>
public sealed class ClipObserver
{
    private readonly FrameSize _size;
    private readonly TrackerOptions _options;
    private readonly Tracker _tracker;
    private readonly DetectionGate _gate;
    private readonly DetectionFusion _fusion = new();
    private readonly AppearanceExtractor _appearance = new(AppearanceParts.ColourAndFeatures);
    private readonly ColourSampler _colours;
    private readonly BodySampler? _bodies;
    private readonly List<TimeSpan> _timestamps = [];
    private readonly List<int> _looks = [];

    /// <summary>Begins a clip.</summary>
    /// <param name="cameraId">What the tubelets' camera is called.</param>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="fps">Nominal frames per second.</param>
    /// <param name="sparsification">Which frames are worth a run of the detector; all of them unless said otherwise.</param>
    /// <param name="poses">Finds people's joints; null: parts of the body are found by proportion, and postures are not judged.</param>
    public ClipObserver(string cameraId, FrameSize size, double fps, SparsificationOptions? sparsification = null, IPoseEstimator? poses = null)
    {
        _size = size;
        _options = new TrackerOptions { CameraId = cameraId, FramesPerSecond = (float)fps, FrameSize = size, AppearanceLength = _appearance.Length };
        _tracker = new Tracker(_options);
        sparsification ??= SparsificationOptions.EveryFrame;
        _gate = new DetectionGate(sparsification, size, fps, _tracker);
        _bodies = poses is null ? null : new BodySampler(poses, fps, sparsification.Enabled ? BodySampler.SparsePeriod : BodySampler.EveryFramePeriod);
        _colours = new ColourSampler(fps, _bodies);
    }

    /// <summary>Names of the detector's classes beyond COCO's (<see cref="Scene.OwnClasses"/>).</summary>
    public IReadOnlyList<string> OwnClasses { get; init; } = [];

    /// <summary>Frames that were considered, by what became of them.</summary>
    public FrameTally Frames { get; } = new();

    /// <summary>Whether the next frame is worth a run of the detector, and why: then <see cref="Observe"/> it, else <see cref="Skip"/> it.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="last">Whether the clip ends with it. The last frame is always looked at, so that it is known who is still there.</param>
    public FrameVerdict Consider(Frame frame, bool last)
    {
        var verdict = _gate.Consider(frame);
        if (last && !verdict.Detect) verdict = new FrameVerdict(true, FrameReason.Last);
        Frames.Add(verdict);
        return verdict;
    }

    /// <summary>Takes the next frame with its detections; frames come in order, every one of them here or in <see cref="Skip"/>.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="detections">What the detector found on it.</param>
    /// <param name="features">The detector's early features of the same frame, or null.</param>
    public void Observe(Frame frame, ReadOnlySpan<Detection> detections, FeatureMap? features)
    {
        _timestamps.Add(frame.Timestamp);
        var number = (int)frame.Number;
        _looks.Add(number);
        _fusion.Join(detections);
        var found = _fusion.Detections;
        _colours.Observe(frame, _tracker.Update(number, found, _appearance.Extract(frame, features, found)));
        _gate.Detected(number);
    }

    /// <summary>Passes over the next frame; boxes on it will be interpolated.</summary>
    public void Skip(Frame frame) => _timestamps.Add(frame.Timestamp);

    /// <summary>Ends the clip: mends identities with the whole of it known, and measures every tubelet.</summary>
    public Scene Finish() =>
        new(_size, _timestamps, TubeletMending.Mend(_tracker.Finish(), MendingOptions.For(_options), _looks), _colours.Samples, _bodies?.Samples ?? [])
        {
            OwnClasses = OwnClasses,
        };
}
