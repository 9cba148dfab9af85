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
    private readonly Tracker _tracker;
    private readonly AppearanceExtractor _appearance = new();
    private readonly ColourSampler _colours;
    private readonly List<TimeSpan> _timestamps = [];
    private readonly double _fps;
    private float[] _rows = [];

    /// <summary>Begins a clip.</summary>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="fps">Nominal frames per second.</param>
    public ClipObserver(FrameSize size, double fps)
    {
        (_size, _fps) = (size, fps);
        _tracker = new Tracker(new TrackerOptions { FrameRate = fps, FrameSize = size, AppearanceLength = _appearance.Length });
        _colours = new ColourSampler(fps);
    }

    /// <summary>Takes the next frame; frames come in order, every one of them.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="detections">What the detector found on it.</param>
    /// <param name="features">The detector's early features of the same frame, or null.</param>
    public void Observe(Frame frame, ReadOnlySpan<Detection> detections, FeatureMap? features)
    {
        _timestamps.Add(frame.Timestamp);
        var length = detections.Length * _appearance.Length;
        if (_rows.Length < length) _rows = new float[Math.Max(length, 2 * _rows.Length)];
        var rows = _rows.AsSpan(0, length);
        _appearance.Extract(frame, features, detections, rows);
        _colours.Observe(frame, _tracker.Update((int)frame.Number, detections, rows));
    }

    /// <summary>Ends the clip: mends identities with the whole of it known, and measures every tubelet.</summary>
    public Scene Finish(string cameraId)
    {
        var tubelets = OfflineTracking.Finish(_tracker, _fps, _size);
        return new Scene(_size, _timestamps, [.. tubelets.Select(t => t with { CameraId = cameraId })], _colours.Samples);
    }
}
