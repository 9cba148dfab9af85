using Stvg.Core.Frames;

namespace Stvg.Core.Grounding;

/// <summary>
/// Bounds of where an object is during a block of frames: most pairs of objects are never near each other, and bounds say so without
/// looking at every frame.
/// </summary>
internal readonly struct Extent
{
    /// <summary>Frames of a block; block k begins at frame k times this.</summary>
    public const int Frames = 32;

    // Bounds are compared with a little to spare, whatever the order of rounding.
    private const float Spare = 1.001f;

    private float Left { get; init; }
    private float Right { get; init; }
    private float Top { get; init; }
    private float Bottom { get; init; }
    private float LeftCentre { get; init; }
    private float RightCentre { get; init; }
    private float HighestFoot { get; init; }
    private float Width { get; init; }
    private float Size { get; init; }

    /// <summary>The blocks of a tubelet.</summary>
    public static Extent[] Of(ReadOnlySpan<Box> boxes, ReadOnlySpan<float> sizes, int begin)
    {
        var extents = new Extent[((begin + boxes.Length - 1) / Frames) - (begin / Frames) + 1];
        for (int i = 0, block = 0; i < boxes.Length; block++)
        {
            var end = Math.Min(boxes.Length, (((begin + i) / Frames) + 1) * Frames - begin);
            extents[block] = Of(boxes[i..end], sizes[i..end]);
            i = end;
        }

        return extents;
    }

    /// <summary>Whether two objects may come as near as <paramref name="reach"/> times the larger of their sizes, between the points where they stand.</summary>
    public static bool MayBeNear(in Extent a, in Extent b, float reach)
    {
        var dx = MathF.Max(0, MathF.Max(a.LeftCentre - b.RightCentre, b.LeftCentre - a.RightCentre) - ((a.Width + b.Width) / 4));
        var dy = MathF.Max(0, MathF.Max(a.HighestFoot - b.Bottom, b.HighestFoot - a.Bottom));
        var limit = reach * MathF.Max(a.Size, b.Size) * Spare;
        return (dx * dx) + (dy * dy) <= limit * limit;
    }

    /// <summary>Whether two objects may overlap in the picture.</summary>
    public static bool MayOverlap(in Extent a, in Extent b) =>
        a.Left <= b.Right && b.Left <= a.Right && a.Top <= b.Bottom && b.Top <= a.Bottom;

    private static Extent Of(ReadOnlySpan<Box> boxes, ReadOnlySpan<float> sizes)
    {
        float left = float.MaxValue, right = float.MinValue, top = float.MaxValue, bottom = float.MinValue;
        float leftCentre = float.MaxValue, rightCentre = float.MinValue, highestFoot = float.MaxValue, width = 0, size = 0;
        for (var i = 0; i < boxes.Length; i++)
        {
            var box = boxes[i];
            (left, right) = (MathF.Min(left, box.X), MathF.Max(right, box.Right));
            (top, bottom) = (MathF.Min(top, box.Y), MathF.Max(bottom, box.Bottom));
            (leftCentre, rightCentre) = (MathF.Min(leftCentre, box.CenterX), MathF.Max(rightCentre, box.CenterX));
            highestFoot = MathF.Min(highestFoot, box.Bottom);
            width = MathF.Max(width, box.Width);
            size = MathF.Max(size, sizes[i]);
        }

        return new Extent
        {
            Left = left, Right = right, Top = top, Bottom = bottom,
            LeftCentre = leftCentre, RightCentre = rightCentre, HighestFoot = highestFoot, Width = width, Size = size,
        };
    }
}
