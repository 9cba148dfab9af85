namespace Stvg.Core.Cameras;

/// <summary>
/// The frame numbers of a camera that never ends: ticks of a fixed rate since the camera was added. A number is a time and a time is a
/// number, whatever the stream does, so that tubelets, alerts and recordings of months fit together across reconnects and restarts.
/// </summary>
/// <param name="Epoch">UTC time of frame 0.</param>
/// <param name="FramesPerSecond">Ticks per second, positive.</param>
public sealed record CameraTimeline(DateTimeOffset Epoch, double FramesPerSecond)
{
    /// <summary>UTC time of a frame.</summary>
    public DateTimeOffset TimeOf(int frame) => Epoch + SinceEpoch(frame);

    /// <summary>Time from the epoch to a frame.</summary>
    public TimeSpan SinceEpoch(int frame) => TimeSpan.FromTicks((long)Math.Round(frame / FramesPerSecond * TimeSpan.TicksPerSecond));

    /// <summary>The frame nearest to a time; those before the epoch and those beyond 2³¹ − 1 frames are cut to that range.</summary>
    public int FrameAt(DateTimeOffset time) => (int)Math.Clamp(Math.Round((time - Epoch).TotalSeconds * FramesPerSecond), 0, int.MaxValue);
}
