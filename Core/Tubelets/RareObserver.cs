using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tracking.Appearance;

namespace Stvg.Core.Tubelets;

/// <summary>
/// Tracks what a slow detector finds on a few frames of every second of a clip, beside the <see cref="ClipObserver"/> that sees them all.
/// Its looks have a tracker of their own: among those of every frame they would be lost between one look and the next.
/// </summary>
public sealed class RareObserver
{
    private readonly TrackerOptions _options;
    private readonly Tracker _tracker;
    private readonly AppearanceExtractor _appearance = new(AppearanceParts.Colour);
    private readonly ColourSampler _colours;
    private readonly List<int> _looks = [];
    private readonly double _rate;
    private TimeSpan? _next;

    /// <summary>Begins a clip.</summary>
    /// <param name="cameraId">What the tubelets' camera is called.</param>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="fps">Nominal frames per second.</param>
    /// <param name="rate">Looks per second of video, at most.</param>
    /// <param name="leastScore">Weaker detections are of no use; half as much again opens a track.</param>
    public RareObserver(string cameraId, FrameSize size, double fps, double rate, float leastScore)
    {
        _rate = rate;
        _options = new TrackerOptions
        {
            CameraId = cameraId, FramesPerSecond = (float)fps, FrameSize = size, AppearanceLength = _appearance.Length,
            LowScore = leastScore, HighScore = Math.Min(1.5f * leastScore, (1 + leastScore) / 2), RecentSeconds = (float)Math.Max(0.5, 1.5 / rate),
        };
        _tracker = new Tracker(_options);
        _colours = new ColourSampler(fps);
    }

    /// <summary>Frames that were looked at.</summary>
    public int Looks => _looks.Count;

    /// <summary>Whether it is time to look again.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="last">Whether the clip ends with it, so that it is known who is still there.</param>
    public bool IsDue(Frame frame, bool last)
    {
        if (!last && frame.Timestamp < _next) return false;
        _next = frame.Timestamp + TimeSpan.FromSeconds(1 / _rate);
        return true;
    }

    /// <summary>Takes a frame that was due with what was found on it.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="detections">What was found; classes as in <see cref="Scene.OwnClasses"/>.</param>
    public void Observe(Frame frame, ReadOnlySpan<Detection> detections)
    {
        var number = (int)frame.Number;
        _looks.Add(number);
        _colours.Observe(frame, _tracker.Update(number, detections, _appearance.Extract(frame, null, detections)));
    }

    /// <summary>Ends the clip: what was tracked joins the scene.</summary>
    public Scene Finish(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.With(TubeletMending.Mend(_tracker.Finish(), MendingOptions.For(_options), _looks), _colours.Samples);
    }
}
