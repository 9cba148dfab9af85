namespace Stvg.Core.Cameras;

/// <summary>
/// The frame numbers of a camera that never ends: ticks of a fixed rate since the camera was added. A number is a time and a time is a
/// number, whatever the stream does, so that tubelets, alerts and recordings of months fit together across reconnects and restarts.
/// </summary>
/// <param name="Epoch">UTC time of frame 0.</param>
/// <param name="FramesPerSecond">Ticks per second, positive.</param>
public sealed record CameraTimeline(DateTimeOffset Epoch, double FramesPerSecond)
{
    /// <summary>Frames per second that are looked at when nobody says otherwise, at most: people do not move faster than that shows.</summary>
    public const double MostFramesPerSecond = 15;

    /// <summary>
    /// The rate for a source: what was asked for, but no more than the source has; else the source's own rate, thinned by a whole number
    /// until it is at most <see cref="MostFramesPerSecond"/>.
    /// </summary>
    /// <param name="source">Frames per second of the source, positive.</param>
    /// <param name="asked">What the user asked for, or null.</param>
    public static double RateFor(double source, double? asked) =>
        asked is { } rate ? Math.Min(rate, source) : source / Math.Ceiling(source / MostFramesPerSecond);

    /// <summary>UTC time of a frame.</summary>
    public DateTimeOffset TimeOf(int frame) => Epoch + SinceEpoch(frame);

    /// <summary>Time from the epoch to a frame.</summary>
    public TimeSpan SinceEpoch(int frame) => TimeSpan.FromTicks((long)Math.Round(frame / FramesPerSecond * TimeSpan.TicksPerSecond));

    /// <summary>The frame nearest to a time; those before the epoch and those beyond 2³¹ − 1 frames are cut to that range.</summary>
    public int FrameAt(DateTimeOffset time) => (int)Math.Clamp(Math.Round((time - Epoch).TotalSeconds * FramesPerSecond), 0, int.MaxValue);
}
