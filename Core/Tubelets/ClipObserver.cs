using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tracking.Appearance;

namespace Stvg.Core.Tubelets;

/// <summary>
/// Watches one clip frame by frame and remembers what a sentence can be grounded in. Frames and detections in, a <see cref="Scene"/> out.
/// </summary>
public sealed class ClipObserver
{
    private readonly FrameSize _size;
    private readonly TrackerOptions _options;
    private readonly Tracker _tracker;
    private readonly DetectionFusion _fusion = new();
    private readonly AppearanceExtractor _appearance = new(AppearanceParts.ColourAndFeatures);
    private readonly ColourSampler _colours;
    private readonly List<TimeSpan> _timestamps = [];

    /// <summary>Begins a clip.</summary>
    /// <param name="cameraId">What the tubelets' camera is called.</param>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="fps">Nominal frames per second.</param>
    public ClipObserver(string cameraId, FrameSize size, double fps)
    {
        _size = size;
        _options = new TrackerOptions { CameraId = cameraId, FramesPerSecond = (float)fps, FrameSize = size, AppearanceLength = _appearance.Length };
        _tracker = new Tracker(_options);
        _colours = new ColourSampler(fps);
    }

    /// <summary>Takes the next frame; frames come in order, every one of them.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="detections">What the detector found on it.</param>
    /// <param name="features">The detector's early features of the same frame, or null.</param>
    public void Observe(Frame frame, ReadOnlySpan<Detection> detections, FeatureMap? features)
    {
        _timestamps.Add(frame.Timestamp);
        _fusion.Join(detections);
        var found = _fusion.Detections;
        _colours.Observe(frame, _tracker.Update((int)frame.Number, found, _appearance.Extract(frame, features, found)));
    }

    /// <summary>Ends the clip: mends identities with the whole of it known, and measures every tubelet.</summary>
    public Scene Finish() =>
        new(_size, _timestamps, TubeletMending.Mend(_tracker.Finish(), MendingOptions.For(_options)), _colours.Samples);
}
