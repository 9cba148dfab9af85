using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets;

/// <summary>Measures how boxes move (<see cref="MotionTrace"/> says in what), with working memory that is used again.</summary>
internal sealed class MotionMeter
{
    private const float SmoothingSeconds = 0.5f;
    private const float VelocitySeconds = 0.8f;

    private readonly int _smoothing, _half;
    private readonly double _fps;
    private float[] _x = [], _y = [], _raw = [];
    private double[] _sums = [];

    /// <param name="fps">Frames per second, positive.</param>
    public MotionMeter(double fps)
    {
        _fps = fps;
        _smoothing = Math.Max(1, (int)Math.Round(fps * SmoothingSeconds / 2));
        _half = Math.Max(1, (int)Math.Round(fps * VelocitySeconds / 2));
    }

    /// <summary>A box has a say in what is measured on frames up to this far away from it, and on no others.</summary>
    public int Reach => _half + (2 * _smoothing);

    /// <summary>Measures a stretch; near its ends with what there is.</summary>
    /// <param name="boxes">One per frame.</param>
    /// <param name="upright">Whether length is the box's height: box width changes with every step of a person.</param>
    /// <param name="velocityX">Receives movement to the right, own lengths per second.</param>
    /// <param name="velocityY">Receives movement down the picture, own lengths per second.</param>
    /// <param name="growth">Receives the relative change of size per second.</param>
    /// <param name="sizes">Receives the own length, pixels.</param>
    public void Measure(
        ReadOnlySpan<Box> boxes, bool upright, Span<float> velocityX, Span<float> velocityY, Span<float> growth, Span<float> sizes)
    {
        var n = boxes.Length;
        if (_x.Length < n) (_x, _y, _raw, _sums) = (new float[2 * n], new float[2 * n], new float[2 * n], new double[(2 * n) + 1]);
        Span<float> x = _x.AsSpan(0, n), y = _y.AsSpan(0, n), raw = _raw.AsSpan(0, n);
        for (var i = 0; i < n; i++) raw[i] = boxes[i].CenterX;
        Smooth(raw, _smoothing, x);
        for (var i = 0; i < n; i++) raw[i] = boxes[i].CenterY;
        Smooth(raw, _smoothing, y);
        for (var i = 0; i < n; i++) raw[i] = MathF.Max(1, upright ? boxes[i].Height : MathF.Sqrt(boxes[i].Area));
        Smooth(raw, 2 * _smoothing, sizes);

        for (var i = 0; i < n; i++)
        {
            int a = Math.Max(0, i - _half), b = Math.Min(n - 1, i + _half);
            (velocityX[i], velocityY[i], growth[i]) = (0, 0, 0);
            if (a == b) continue;
            var seconds = (float)((b - a) / _fps);
            // The larger of the two sizes: a box cut by the picture's edge would otherwise make its owner fast.
            var unit = MathF.Max(sizes[a], MathF.Max(sizes[i], sizes[b])) * seconds;
            velocityX[i] = (x[b] - x[a]) / unit;
            velocityY[i] = (y[b] - y[a]) / unit;
            growth[i] = MathF.Log(sizes[b] / sizes[a]) / seconds;
        }
    }

    private void Smooth(ReadOnlySpan<float> values, int half, Span<float> means)
    {
        _sums[0] = 0;
        for (var i = 0; i < values.Length; i++) _sums[i + 1] = _sums[i] + values[i];
        for (var i = 0; i < values.Length; i++)
        {
            // The window shrinks symmetrically at the ends, so that the ends are not pulled towards the middle.
            var reach = Math.Min(half, Math.Min(i, values.Length - 1 - i));
            means[i] = (float)((_sums[i + reach + 1] - _sums[i - reach]) / ((2 * reach) + 1));
        }
    }
}
