using System.Numerics;
using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>What the scores of movement are made of, frame by frame: measured once per object, shared by all sub-queries.</summary>
internal sealed class MotionCurves
{
    /// <summary>Speeds in body lengths per second: below the first something rests, from the second on it surely moves.</summary>
    public const float Still = 0.12f, Moving = 0.35f;

    private const double WindowSeconds = 1.2;

    /// <summary>Depth is foreshortened by a camera that looks ahead and down: the same step is shorter up the picture than across it.</summary>
    public const float Foreshortening = 2f;

    private readonly SceneObject _subject;
    private readonly FrameSize _size;
    private readonly int _window;
    private readonly Dictionary<Motion, float[]> _motions = [];
    private readonly Dictionary<Direction, float[]> _directions = [];
    private float[]? _goBefore, _goAfter, _restBefore, _restAfter, _turn, _change, _growth;

    /// <summary>Measures one object.</summary>
    public MotionCurves(SceneObject subject, FrameSize size, double fps)
    {
        (Fps, _subject, _size, _window) = (fps, subject, size, Math.Max(1, (int)Math.Round(WindowSeconds * fps)));
        var motion = subject.Motion;
        var n = motion.Length;
        (Speed, Go, Rest) = (new float[n], new float[n], new float[n]);
        (Under, Rightwards, Nearer) = (new float[n], new float[n], new float[n]);
        for (var i = 0; i < n; i++)
        {
            float x = motion.VelocityX(i), y = motion.VelocityY(i), depth = y * Foreshortening;
            Speed[i] = motion.Speed(i);
            Go[i] = Fuzzy.Rise(Speed[i], Still, Moving);
            Rest[i] = 1 - Go[i];
            if (Speed[i] <= 0) continue;
            Under[i] = Fuzzy.Rise(Speed[i], Still / 2, Moving / 2);
            Rightwards[i] = x / Speed[i];
            Nearer[i] = depth / MathF.Sqrt((x * x) + (depth * depth));
        }
    }

    /// <summary>Whose they are.</summary>
    public SceneObject Subject => _subject;

    /// <summary>Frames per second of the numbering.</summary>
    public double Fps { get; }

    /// <summary>Number of frames.</summary>
    public int Length => Speed.Length;

    /// <summary>Body lengths per second.</summary>
    public float[] Speed { get; }

    /// <summary>How surely it moves, in [0, 1].</summary>
    public float[] Go { get; }

    /// <summary>How surely it rests, in [0, 1].</summary>
    public float[] Rest { get; }

    /// <summary>Whether it moves enough for a direction, in [0, 1]; less is needed than to be called moving.</summary>
    public float[] Under { get; }

    /// <summary>Cosine of the heading to the right; 0 at rest.</summary>
    public float[] Rightwards { get; }

    /// <summary>Cosine of the heading on the ground down the picture; 0 at rest.</summary>
    public float[] Nearer { get; }

    /// <summary>
    /// Relative change of size per second. A box that the picture's edge cuts grows because more of the object comes into view, not because it
    /// comes nearer: 0 there.
    /// </summary>
    public float[] Growth => _growth ??= Fuzzy.PerFrame(Length, i =>
    {
        var box = _subject.Tubelet.Boxes[i];
        float x = 0.02f * _size.Width, y = 0.02f * _size.Height;
        return box.X > x && box.Y > y && box.Right < _size.Width - x && box.Bottom < _size.Height - y ? _subject.Motion.Growth(i) : 0;
    });

    /// <summary>How well a manner fits, frame by frame; not to be written to.</summary>
    public float[] Of(Motion motion) =>
        _motions.TryGetValue(motion, out var known) ? known : _motions[motion] = MovementScorer.Score(motion, this);

    /// <summary>How well a direction fits, frame by frame; not to be written to.</summary>
    public float[] Of(Direction direction) =>
        _directions.TryGetValue(direction, out var known) ? known : _directions[direction] = MovementScorer.Score(direction, this);

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
    public float[] Change => _change ??= Fuzzy.PerFrame(Length, i =>
    {
        var (before, after) = (Speed[Before(i)], Speed[After(i)]);
        return Math.Clamp((after - before) / MathF.Max(Still, MathF.Max(before, after)), -1, 1);
    });

    private int Before(int i) => Math.Max(0, i - _window);

    private int After(int i) => Math.Min(Length - 1, i + _window);

    private float[] Turned()
    {
        var motion = _subject.Motion;
        var headings = new float[Length];
        for (var i = 0; i < headings.Length; i++)
            if (Speed[i] >= Still) headings[i] = MathF.Atan2(motion.VelocityY(i), motion.VelocityX(i));

        return Fuzzy.PerFrame(Length, i =>
        {
            int before = Before(i), after = After(i);
            if (Speed[before] < Still || Speed[after] < Still) return 0;
            return MathF.Abs(MathF.IEEERemainder(headings[after] - headings[before], MathF.Tau)) * 180 / MathF.PI;
        });
    }

    /// <summary>
    /// Mean over the frames from i + <paramref name="from"/> to i + <paramref name="to"/> that there are; 0 where that is one frame only.
    /// The loop over the window is outside, so that neighbouring frames are summed at once.
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
