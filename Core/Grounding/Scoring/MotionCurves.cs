using System.Numerics;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>What the scores of movement are made of, frame by frame: measured once per object, shared by all sub-queries.</summary>
internal sealed class MotionCurves
{
    /// <summary>Speeds in body lengths per second: below the first something rests, from the second on it surely moves.</summary>
    public const float Still = 0.12f, Moving = 0.35f;

    private const double WindowSeconds = 1.2;

    private readonly MotionTrace _motion;
    private readonly int _window;
    private float[]? _goBefore, _goAfter, _restBefore, _restAfter, _turn;

    /// <summary>Measures one object.</summary>
    public MotionCurves(MotionTrace motion, double fps)
    {
        (_motion, _window) = (motion, Math.Max(1, (int)Math.Round(WindowSeconds * fps)));
        var n = motion.Length;
        (Speed, Go, Rest) = (new float[n], new float[n], new float[n]);
        for (var i = 0; i < n; i++)
        {
            Speed[i] = motion.Speed(i);
            Go[i] = Fuzzy.Rise(Speed[i], Still, Moving);
            Rest[i] = 1 - Go[i];
        }
    }

    /// <summary>Number of frames.</summary>
    public int Length => Speed.Length;

    /// <summary>Body lengths per second.</summary>
    public float[] Speed { get; }

    /// <summary>How surely it moves, in [0, 1].</summary>
    public float[] Go { get; }

    /// <summary>How surely it rests, in [0, 1].</summary>
    public float[] Rest { get; }

    /// <summary>Mean of <see cref="Go"/> over the window that ends here.</summary>
    public float[] GoBefore => _goBefore ??= Mean(Go, -_window, 0);

    /// <summary>Mean of <see cref="Go"/> over the window that begins here.</summary>
    public float[] GoAfter => _goAfter ??= Mean(Go, 0, _window);

    /// <summary>Mean of <see cref="Rest"/> over the window that ends here.</summary>
    public float[] RestBefore => _restBefore ??= Mean(Rest, -_window, 0);

    /// <summary>Mean of <see cref="Rest"/> over the window that begins here.</summary>
    public float[] RestAfter => _restAfter ??= Mean(Rest, 0, _window);

    /// <summary>By how many degrees its heading changes from a window before to a window after; 0 where it does not move at either.</summary>
    public float[] Turn => _turn ??= Turned();

    /// <summary>Relative change of speed from a window before to a window after, in [-1, 1].</summary>
    public float Change(int i)
    {
        var (before, after) = (Speed[Before(i)], Speed[After(i)]);
        return Math.Clamp((after - before) / MathF.Max(Still, MathF.Max(before, after)), -1, 1);
    }

    private int Before(int i) => Math.Max(0, i - _window);

    private int After(int i) => Math.Min(Length - 1, i + _window);

    private float[] Turned()
    {
        var headings = new float[Length];
        for (var i = 0; i < headings.Length; i++)
            if (Speed[i] >= Still) headings[i] = MathF.Atan2(_motion.VelocityY(i), _motion.VelocityX(i));

        return Fuzzy.PerFrame(Length, i =>
        {
            int before = Before(i), after = After(i);
            if (Speed[before] < Still || Speed[after] < Still) return 0;
            return MathF.Abs(MathF.IEEERemainder(headings[after] - headings[before], MathF.Tau)) * 180 / MathF.PI;
        });
    }

    /// <summary>
    /// Mean over the frames from i + <paramref name="from"/> to i + <paramref name="to"/> that there are; 0 where that is one frame only.
    /// Window positions outside, frames inside: the sums of neighbouring frames do not wait for each other.
    /// </summary>
    private static float[] Mean(float[] values, int from, int to)
    {
        var n = values.Length;
        var mean = new float[n];
        for (var offset = from; offset <= to; offset++)
        {
            int begin = Math.Max(0, -offset), end = Math.Min(n, n - offset);
            if (begin < end) Add(values.AsSpan(begin + offset, end - begin), mean.AsSpan(begin, end - begin));
        }

        for (var i = 0; i < n; i++)
        {
            var count = Math.Min(n - 1, i + to) - Math.Max(0, i + from) + 1;
            mean[i] = count > 1 ? mean[i] / count : 0;
        }

        return mean;
    }

    private static void Add(ReadOnlySpan<float> values, Span<float> sums)
    {
        var i = 0;
        for (; i <= sums.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(sums[i..]) + new Vector<float>(values[i..])).CopyTo(sums[i..]);
        for (; i < sums.Length; i++) sums[i] += values[i];
    }
}
