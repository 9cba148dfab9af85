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
    private readonly float[] _velocityX, _velocityY, _growth;

    internal MotionTrace(float[] velocityX, float[] velocityY, float[] growth, float[] sizes) =>
        (_velocityX, _velocityY, _growth, SizeValues, LargestSize) = (velocityX, velocityY, growth, sizes, sizes.Max());

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

    /// <summary>Whether the unit of length is the box's height.</summary>
    internal static bool IsUpright(int coco) => coco is CocoClasses.Person or < 0;

    /// <summary>
    /// Measures anew what has changed of a tubelet. What was measured before stays as it was also near a beginning that has moved on since:
    /// it knows of boxes that are given up by now.
    /// </summary>
    /// <param name="before">What was measured, in the same units.</param>
    /// <param name="dropped">Frames at the beginning that are given up since.</param>
    /// <param name="boxes">One per frame.</param>
    /// <param name="changed">Index of the first box that differs or is new; their count where there is none.</param>
    /// <param name="upright">See <see cref="IsUpright"/>.</param>
    /// <param name="meter">Of the tubelet's frame rate.</param>
    internal static MotionTrace After(
        MotionTrace before, int dropped, ReadOnlySpan<Box> boxes, int changed, bool upright, MotionMeter meter)
    {
        var n = boxes.Length;
        float[] x = new float[n], y = new float[n], growth = new float[n], sizes = new float[n];
        // As for a live object: a change reaches back so far, and to measure that, boxes of as many frames before are needed.
        var first = Math.Max(0, changed - meter.Reach);
        var needed = Math.Max(0, first - meter.Reach);
        meter.Measure(boxes[needed..], upright, x.AsSpan(needed), y.AsSpan(needed), growth.AsSpan(needed), sizes.AsSpan(needed));
        before._velocityX.AsSpan(dropped, first).CopyTo(x);
        before._velocityY.AsSpan(dropped, first).CopyTo(y);
        before._growth.AsSpan(dropped, first).CopyTo(growth);
        before.SizeValues.AsSpan(dropped, first).CopyTo(sizes);
        return new MotionTrace(x, y, growth, sizes);
    }

    /// <summary>Measures a tubelet.</summary>
    /// <param name="tubelet">The tubelet.</param>
    /// <param name="fps">Frames per second of its numbering, positive.</param>
    public static MotionTrace Of(Tubelet tubelet, double fps)
    {
        var n = tubelet.Boxes.Count;
        float[] x = new float[n], y = new float[n], growth = new float[n], sizes = new float[n];
        new MotionMeter(fps).Measure(tubelet.SteadyBoxes as Box[] ?? [.. tubelet.SteadyBoxes], IsUpright(tubelet.Class), x, y, growth, sizes);
        return new MotionTrace(x, y, growth, sizes);
    }
}
