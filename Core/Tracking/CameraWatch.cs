using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// Follows a camera's motion over its frames, once for all who look at them: whatever is followed is left out of the estimate, so that a truck
/// that fills the picture does not turn the camera.
/// </summary>
public sealed class CameraWatch
{
    /// <summary>Boxes are where their objects are taken to be, this share of them wider and higher.</summary>
    private const float Margin = 0.1f;

    private readonly ICameraMotion _motion;
    private Box[] _boxes = [];

    /// <summary>Begins with a first frame.</summary>
    /// <param name="motion">Estimates; whoever made it disposes of it.</param>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="historyFrames">See <see cref="CameraPath"/>.</param>
    public CameraWatch(ICameraMotion motion, FrameSize size, int? historyFrames = null)
    {
        ArgumentNullException.ThrowIfNull(motion);
        (_motion, Path) = (motion, new CameraPath(size, historyFrames));
    }

    /// <summary>Where it looked.</summary>
    public CameraPath Path { get; }

    /// <summary>Looks at a frame; one that was looked at already, for somebody else, tells nothing new.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="tracker">Who follows what moves by itself, until the frame before.</param>
    public void Observe(Frame frame, Tracker tracker)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(tracker);
        var number = (int)frame.Number;
        if (number <= Path.LastFrame) return;
        if (_boxes.Length < tracker.Live.Count) _boxes = new Box[Math.Max(tracker.Live.Count, 2 * _boxes.Length)];
        var count = 0;
        foreach (var track in tracker.Live)
        {
            var box = track.Motion.Box;
            if (tracker.LastFrame < Path.LastFrame) box = Path.Between(tracker.LastFrame, Path.LastFrame).Map(box);
            float x = Margin * box.Width, y = Margin * box.Height;
            _boxes[count++] = new Box(box.X - x, box.Y - y, box.Width + (2 * x), box.Height + (2 * y));
        }

        Path.Add(number, _motion.Observe(frame, _boxes.AsSpan(0, count)));
    }

    /// <summary>The stream was interrupted.</summary>
    public void Restart() => _motion.Restart();
}
