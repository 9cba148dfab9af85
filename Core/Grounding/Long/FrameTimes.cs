using System.Collections;

namespace Stvg.Core.Grounding.Long;

/// <summary>
/// Stream times of all frames of a clip, however many: runs of frames at the nominal rate, of which only the first is kept. A time is off by at
/// most two milliseconds.
/// </summary>
/// <param name="fps">The nominal rate.</param>
public sealed class FrameTimes(double fps) : IReadOnlyList<TimeSpan>
{
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMilliseconds(2);

    private readonly List<(int Frame, TimeSpan Time)> _runs = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>How many runs are kept.</summary>
    public int Runs => _runs.Count;

    /// <inheritdoc/>
    public TimeSpan this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var (low, high) = (0, _runs.Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                if (_runs[middle].Frame <= index) low = middle;
                else high = middle - 1;
            }

            return At(_runs[low], index);
        }
    }

    /// <summary>The next frame's time.</summary>
    public void Add(TimeSpan time)
    {
        if (_runs.Count == 0 || (At(_runs[^1], Count) - time).Duration() > s_tolerance) _runs.Add((Count, time));
        Count++;
    }

    /// <inheritdoc/>
    public IEnumerator<TimeSpan> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private TimeSpan At((int Frame, TimeSpan Time) run, int index) => run.Time + TimeSpan.FromSeconds((index - run.Frame) / fps);
}
