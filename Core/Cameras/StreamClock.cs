namespace Stvg.Core.Cameras;

/// <summary>
/// Says when a stream's frames were taken, and so which numbers they get. A stream brings times of its own (PTS), which are regular but
/// start anywhere, run at the camera's speed and may jump; when a frame arrives is known on a clock that only runs forwards, but late and
/// unevenly. The one is used from frame to frame, the other in the long run. Numbers always grow.
/// </summary>
/// <remarks>
/// The first frame is laid on a tick, and each later one pulls the next a little towards its own: with as many ticks as frames, times that
/// shake by up to 0.4 ticks lose nothing to rounding. Not thread-safe.
/// </remarks>
public sealed class StreamClock
{
    /// <summary>Seconds by which a stream's times and the frames' arrival may disagree before its times are taken to have jumped.</summary>
    public const double Jump = 2;

    // A frame may get the tick after the last one's although its own time is up to this many ticks short of it.
    private const double Surplus = 1.5;
    private const double Backwards = 0.5;
    private const double Window = 5;
    private const double LeastPull = 0.01;

    private readonly CameraTimeline _timeline;
    private readonly bool _live;
    private readonly double _slack;
    private double _hostToTimeline;
    private double _offset = double.NaN;
    private double _lastPts;
    private long _last;
    private int _pulls;
    private double _windowEnd;
    private double _leastLag;

    private StreamClock(CameraTimeline timeline, bool live, double hostToTimeline, long after)
    {
        (_timeline, _live, _hostToTimeline, _last) = (timeline, live, hostToTimeline, after);
        _slack = Math.Max(0.1, 1.5 / timeline.FramesPerSecond);
    }

    /// <summary>Times the stream's times jumped; what was recorded across a jump has no regular times.</summary>
    public int Jumps { get; private set; }

    /// <summary>For a stream that comes as it happens.</summary>
    /// <param name="timeline">Meaning of the numbers.</param>
    /// <param name="connectedAt">UTC time of some moment; never asked for again, so that steps of the host's clock do not show.</param>
    /// <param name="connectedOn">The same moment on the monotonic clock.</param>
    /// <param name="after">
    /// The last number that was given to this camera before; -1 when there was none. Where the host's clock was set back since, numbers
    /// go on from here, ahead of it.
    /// </param>
    public static StreamClock Live(CameraTimeline timeline, DateTimeOffset connectedAt, TimeSpan connectedOn, long after = -1)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return new(timeline, live: true, (connectedAt - timeline.Epoch - connectedOn).TotalSeconds, after);
    }

    /// <summary>For a file that is read as fast as it goes: its first frame is number 0, whenever that is read.</summary>
    public static StreamClock Replay(CameraTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return new(timeline, live: false, 0, -1);
    }

    /// <summary>Takes the next frame.</summary>
    /// <param name="pts">The stream's time, seconds.</param>
    /// <param name="arrival">When it came, on the monotonic clock.</param>
    /// <param name="placed">Its number and time; <see cref="CameraTimeline.FrameAt"/> of the time is the number.</param>
    /// <returns>False for a frame too many: its tick has one already.</returns>
    /// <exception cref="StvgException">There are no numbers left.</exception>
    public bool TryPlace(double pts, TimeSpan arrival, out PlacedFrame placed)
    {
        var fps = _timeline.FramesPerSecond;
        if (double.IsNaN(_offset)) Begin(pts, arrival.TotalSeconds);
        else if (_live) Follow(pts, arrival.TotalSeconds + _hostToTimeline);
        _lastPts = pts;

        var position = (pts + _offset) * fps;
        var number = Math.Max((long)Math.Round(position), _last + 1);
        placed = default;
        if (number - position > Surplus) return false;
        if (number > int.MaxValue)
            throw new StvgException("this camera's frame numbers are used up: remove the camera and add it again");
        _last = number;
        // Rounding must lead back to the number.
        var seconds = Math.Clamp(position, number - 0.49, number + 0.49) / fps;
        placed = new((int)number, _timeline.Epoch + TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)));
        // The mean over all frames at first, over the last hundred or so in the long run.
        if (_live) _offset += Math.Max(LeastPull, 1.0 / (4 + _pulls++)) * (number - position) / fps;
        return true;
    }

    private void Begin(double pts, double arrival)
    {
        // Ahead of the host's clock from the start where that was set back.
        if (_live) _hostToTimeline = Math.Max(_hostToTimeline, ((_last + 1) / _timeline.FramesPerSecond) - arrival);
        Anchor(pts, _live ? arrival + _hostToTimeline : 0);
    }

    private void Follow(double pts, double now)
    {
        var lag = now - (pts + _offset);
        if (pts < _lastPts - Backwards || lag < -Jump)
        {
            Leap(pts, now);
            return;
        }

        _leastLag = Math.Min(_leastLag, lag);
        // Nothing arrives before it was taken: the frames before were late.
        if (lag < -_slack) Shift(lag, now);
        // A network that holds frames back lets them go again: only what nothing made up for is the clock's.
        else if (now >= _windowEnd && _leastLag > Jump) Leap(pts, now);
        else if (now >= _windowEnd) Shift(_leastLag > _slack ? _leastLag : 0, now);
    }

    private void Shift(double by, double now)
    {
        _offset += by;
        if (by != 0) _pulls = 0;
        (_windowEnd, _leastLag) = (now + Window, double.PositiveInfinity);
    }

    private void Leap(double pts, double now)
    {
        Jumps++;
        Anchor(pts, now);
    }

    private void Anchor(double pts, double time)
    {
        var fps = _timeline.FramesPerSecond;
        _offset = (Math.Max(Math.Round(time * fps), _last + 1) / fps) - pts;
        _pulls = 0;
        Shift(0, time);
    }
}

/// <summary>A frame's place on a camera's timeline.</summary>
/// <param name="Number">Its tick.</param>
/// <param name="CapturedAt">UTC time of capture.</param>
public readonly record struct PlacedFrame(int Number, DateTimeOffset CapturedAt);
