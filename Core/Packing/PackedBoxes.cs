using System.Buffers;
using Stvg.Core.Frames;

namespace Stvg.Core.Packing;

/// <summary>Boxes of consecutive frames, each coordinate rounded and a series of its own.</summary>
internal static class PackedBoxes
{
    /// <summary>Pixels, for what is kept; a coordinate is off by at most half of it, a right or lower edge by at most all of it.</summary>
    public const float Quantum = 0.25f;

    /// <summary>
    /// Pixels, for what is still being judged: whether somebody starts or stops on one frame or the next hangs on less than
    /// <see cref="Quantum"/>, now and then.
    /// </summary>
    public const float FineQuantum = 1 / 64f;

    // A coordinate beyond 33 (finely, 2) million pixels is cut to that; differences of three such values still fit 32 bits.
    private const float Most = 1 << 27;

    /// <summary>A coordinate as a number of quanta; what is no number counts as 0.</summary>
    public static int Quantise(float pixels, float quantum) =>
        float.IsNaN(pixels) ? 0 : (int)Math.Clamp(MathF.Round(pixels / quantum), -Most, Most);

    /// <summary>A coordinate of a box, by its number: left, top, width, height.</summary>
    public static float Coordinate(in Box box, int number) => number switch { 0 => box.X, 1 => box.Y, 2 => box.Width, _ => box.Height };

    /// <summary>Writes boxes; the reader has to know how many.</summary>
    public static void Write(PackedWriter writer, IReadOnlyList<Box> boxes, float quantum = Quantum)
    {
        var rented = ArrayPool<int>.Shared.Rent(boxes.Count);
        var series = rented.AsSpan(0, boxes.Count);
        for (var coordinate = 0; coordinate < 4; coordinate++)
        {
            for (var i = 0; i < series.Length; i++) series[i] = Quantise(Coordinate(boxes[i], coordinate), quantum);
            writer.Series(series);
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>Reads boxes.</summary>
    public static Box[] Read(ref PackedReader reader, int count, float quantum = Quantum)
    {
        var boxes = new Box[count];
        var rented = ArrayPool<int>.Shared.Rent(count);
        try
        {
            var series = rented.AsSpan(0, count);
            for (var coordinate = 0; coordinate < 4; coordinate++)
            {
                reader.Series(series);
                for (var i = 0; i < count; i++) boxes[i] = With(boxes[i], coordinate, series[i] * quantum);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }

        return boxes;
    }

    /// <summary>Whether two boxes are the same once they are rounded.</summary>
    public static bool AreSame(in Box a, in Box b, float quantum)
    {
        for (var coordinate = 0; coordinate < 4; coordinate++)
            if (Quantise(Coordinate(a, coordinate), quantum) != Quantise(Coordinate(b, coordinate), quantum)) return false;
        return true;
    }

    /// <summary>
    /// Writes the last boxes of a series to a reader who has an earlier version of it: how they differ from those that he has, and
    /// beyond his last from the line through the two before.
    /// </summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="boxes">The series, of which the reader has all up to <paramref name="from"/>.</param>
    /// <param name="from">The first that is written; above 0 where it lies beyond the last one known.</param>
    /// <param name="known">What the reader has.</param>
    /// <param name="shift">The place in <paramref name="known"/> of the first box.</param>
    /// <param name="quantum">What they are rounded to, pixels, those that the reader has among them.</param>
    public static void WriteAgainst(
        PackedWriter writer, ReadOnlySpan<Box> boxes, int from, ReadOnlySpan<Box> known, int shift, float quantum)
    {
        var rented = ArrayPool<int>.Shared.Rent(boxes.Length - from);
        var series = rented.AsSpan(0, boxes.Length - from);
        for (var coordinate = 0; coordinate < 4; coordinate++)
        {
            for (var i = from; i < boxes.Length; i++)
            {
                var expected = Expected(boxes, i, known, shift, coordinate, quantum);
                series[i - from] = unchecked(Quantise(Coordinate(boxes[i], coordinate), quantum) - expected);
            }

            writer.Series(series);
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>Reads what <see cref="WriteAgainst"/> wrote into the end of a series whose beginning is there.</summary>
    public static void ReadAgainst(
        ref PackedReader reader, Span<Box> boxes, int from, ReadOnlySpan<Box> known, int shift, float quantum)
    {
        var rented = ArrayPool<int>.Shared.Rent(boxes.Length - from);
        try
        {
            var series = rented.AsSpan(0, boxes.Length - from);
            for (var coordinate = 0; coordinate < 4; coordinate++)
            {
                reader.Series(series);
                for (var i = from; i < boxes.Length; i++)
                {
                    var value = unchecked(series[i - from] + Expected(boxes, i, known, shift, coordinate, quantum));
                    boxes[i] = With(boxes[i], coordinate, value * quantum);
                }
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static int Expected(ReadOnlySpan<Box> boxes, int index, ReadOnlySpan<Box> known, int shift, int coordinate, float quantum)
    {
        if (index + shift < known.Length) return Quantise(Coordinate(known[index + shift], coordinate), quantum);
        var before = Quantise(Coordinate(boxes[index - 1], coordinate), quantum);
        return index == 1 ? before : (2 * before) - Quantise(Coordinate(boxes[index - 2], coordinate), quantum);
    }

    private static Box With(in Box box, int number, float value) => number switch
    {
        0 => box with { X = value },
        1 => box with { Y = value },
        2 => box with { Width = value },
        _ => box with { Height = value },
    };
}
