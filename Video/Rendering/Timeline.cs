namespace Stvg.Video.Rendering;

/// <summary>When each frame is on the screen, in seconds from the first.</summary>
internal sealed class Timeline
{
    private readonly IReadOnlyList<TimeSpan> _timestamps;
    private readonly double _period;

    public Timeline(IReadOnlyList<TimeSpan> timestamps, double fps)
    {
        ArgumentOutOfRangeException.ThrowIfZero(timestamps.Count, nameof(timestamps));
        for (var i = 1; i < timestamps.Count; i++)
            ArgumentOutOfRangeException.ThrowIfLessThan(timestamps[i], timestamps[i - 1], nameof(timestamps));
        (_timestamps, _period) = (timestamps, 1 / fps);
    }

    /// <summary>Number of frames.</summary>
    public int Count => _timestamps.Count;

    /// <summary>Time of the last frame.</summary>
    public double Last => At(Count - 1);

    /// <summary>Everything.</summary>
    public AssScript.Span Whole => new(0, Last + _period);

    /// <summary>A frame's time.</summary>
    public double At(int frame) => (_timestamps[frame] - _timestamps[0]).TotalSeconds;

    /// <summary>
    /// From the middle between the frame before and <paramref name="first"/> to the middle between <paramref name="last"/> and the frame
    /// after: rounding of times can then never move anything to a neighbouring frame.
    /// </summary>
    public AssScript.Span Frames(int first, int last) =>
        new(BorderBefore(first), last + 1 < Count ? BorderBefore(last + 1) : Last + _period);

    private double BorderBefore(int frame) => frame == 0 ? 0 : (At(frame - 1) + At(frame)) / 2;
}
