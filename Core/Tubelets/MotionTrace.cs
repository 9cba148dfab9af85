using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets;

/// <summary>
/// How a tubelet moves, frame by frame, in units that hold across cameras: body lengths and seconds instead of pixels and frames.
/// </summary>
/// <remarks>
/// Positions are box centres smoothed over about half a second, so that a detector's jitter is not taken for movement; velocity is
/// their symmetric difference. The unit of length is the object's own size nearby in time: height for people (box width changes with
/// every step), the square root of the area for everything else.
/// </remarks>
public sealed class MotionTrace
{
    private const float SmoothingSeconds = 0.5f;
    private const float VelocitySeconds = 0.8f;

    private readonly float[] _velocityX, _velocityY, _growth;

    private MotionTrace(float[] velocityX, float[] velocityY, float[] growth, float[] size) =>
        (_velocityX, _velocityY, _growth, SizeValues, LargestSize) = (velocityX, velocityY, growth, size, size.Max());

    /// <summary>Number of frames, the tubelet's length.</summary>
    public int Length => _velocityX.Length;

    /// <summary>The unit of length on every frame, pixels.</summary>
    public IReadOnlyList<float> Sizes => SizeValues;

    /// <summary>The same as an array, for the loops over all frames.</summary>
    internal float[] SizeValues { get; }

    /// <summary>The largest of <see cref="Sizes"/>, pixels.</summary>
    public float LargestSize { get; }

    /// <summary>Movement to the right, body lengths per second; index 0 is the tubelet's first frame.</summary>
    public float VelocityX(int index) => _velocityX[index];

    /// <summary>All of <see cref="VelocityX"/>.</summary>
    internal ReadOnlySpan<float> VelocitiesX => _velocityX;

    /// <summary>All of <see cref="VelocityY"/>.</summary>
    internal ReadOnlySpan<float> VelocitiesY => _velocityY;

    /// <summary>Movement down the picture, body lengths per second.</summary>
    public float VelocityY(int index) => _velocityY[index];

    /// <summary>Relative change of size per second; positive when coming nearer.</summary>
    public float Growth(int index) => _growth[index];

    /// <summary>Speed in the picture, body lengths per second.</summary>
    public float Speed(int index) => MathF.Sqrt((_velocityX[index] * _velocityX[index]) + (_velocityY[index] * _velocityY[index]));

    /// <summary>Measures a tubelet.</summary>
    /// <param name="tubelet">The tubelet.</param>
    /// <param name="fps">Frames per second of its numbering, positive.</param>
    public static MotionTrace Of(Tubelet tubelet, double fps)
    {
        var boxes = tubelet.Boxes;
        var n = boxes.Count;
        var person = tubelet.Class is CocoClasses.Person or < 0;
        float[] x = new float[n], y = new float[n], size = new float[n];
        for (var i = 0; i < n; i++)
        {
            x[i] = boxes[i].CenterX;
            y[i] = boxes[i].CenterY;
            size[i] = MathF.Max(1, person ? boxes[i].Height : MathF.Sqrt(boxes[i].Area));
        }

        var smoothing = Math.Max(1, (int)Math.Round(fps * SmoothingSeconds / 2));
        x = MovingMean(x, smoothing);
        y = MovingMean(y, smoothing);
        size = MovingMean(size, smoothing * 2);

        var half = Math.Max(1, (int)Math.Round(fps * VelocitySeconds / 2));
        float[] vx = new float[n], vy = new float[n], growth = new float[n];
        for (var i = 0; i < n; i++)
        {
            int a = Math.Max(0, i - half), b = Math.Min(n - 1, i + half);
            if (a == b) continue;
            var seconds = (float)((b - a) / fps);
            // The larger of the two sizes: a box cut by the picture's edge would otherwise make its owner fast.
            var unit = MathF.Max(size[a], MathF.Max(size[i], size[b])) * seconds;
            vx[i] = (x[b] - x[a]) / unit;
            vy[i] = (y[b] - y[a]) / unit;
            growth[i] = MathF.Log(size[b] / size[a]) / seconds;
        }

        return new MotionTrace(vx, vy, growth, size);
    }

    private static float[] MovingMean(float[] values, int half)
    {
        var prefix = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++) prefix[i + 1] = prefix[i] + values[i];

        var mean = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            // The window shrinks symmetrically at the ends, so that the ends are not pulled towards the middle.
            var reach = Math.Min(half, Math.Min(i, values.Length - 1 - i));
            mean[i] = (float)((prefix[i + reach + 1] - prefix[i - reach]) / ((2 * reach) + 1));
        }

        return mean;
    }
}
