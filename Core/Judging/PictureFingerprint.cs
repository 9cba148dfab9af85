using System.Numerics;
using Stvg.Core.Frames;

namespace Stvg.Core.Judging;

/// <summary>
/// What a part of a picture looks like, in a few bytes: the signs of brightness differences on an 8x8 grid, and mean colours in nine
/// fields. Two frames of a thing that stands still have nearly the same one.
/// </summary>
public sealed record PictureFingerprint
{
    private const int Grid = 8, Fields = 3;
    private const int MostBits = 6;
    private const double MostColour = 14;

    private readonly ulong _gradients;
    private readonly float[] _colours;

    private PictureFingerprint(ulong gradients, float[] colours) => (_gradients, _colours) = (gradients, colours);

    /// <summary>The fingerprint of a part of a picture; null when it has fewer pixels than the grid.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="box">The part, in pixels of the picture.</param>
    public static PictureFingerprint? Of(ImageView image, Box box)
    {
        var inside = box.ClipTo(image.Width, image.Height);
        int left = (int)inside.X, top = (int)inside.Y, width = (int)inside.Right - left, height = (int)inside.Bottom - top;
        if (width <= Grid || height < Grid) return null;
        Span<float> luma = stackalloc float[(Grid + 1) * Grid];
        for (var y = 0; y < Grid; y++)
            for (var x = 0; x <= Grid; x++) luma[(y * (Grid + 1)) + x] = Luma(Mean(image, left, top, width, height, x, Grid + 1, y, Grid));
        var gradients = 0UL;
        for (var y = 0; y < Grid; y++)
            for (var x = 0; x < Grid; x++)
                if (luma[(y * (Grid + 1)) + x + 1] > luma[(y * (Grid + 1)) + x]) gradients |= 1UL << ((y * Grid) + x);

        var colours = new float[Fields * Fields * 3];
        for (var i = 0; i < Fields * Fields; i++)
        {
            var mean = Mean(image, left, top, width, height, i % Fields, Fields, i / Fields, Fields);
            (colours[3 * i], colours[(3 * i) + 1], colours[(3 * i) + 2]) = (mean.X, mean.Y, mean.Z);
        }

        return new PictureFingerprint(gradients, colours);
    }

    /// <summary>Whether two are so alike that a judge would see the same.</summary>
    public bool IsNear(PictureFingerprint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (BitOperations.PopCount(_gradients ^ other._gradients) > MostBits) return false;
        for (var i = 0; i < _colours.Length; i++)
            if (Math.Abs(_colours[i] - other._colours[i]) > MostColour) return false;
        return true;
    }

    private static Vector3 Mean(ImageView image, int left, int top, int width, int height, int column, int columns, int row, int rows)
    {
        int x0 = left + (column * width / columns), x1 = left + ((column + 1) * width / columns);
        int y0 = top + (row * height / rows), y1 = top + ((row + 1) * height / rows);
        var sum = Vector3.Zero;
        for (var y = y0; y < y1; y++)
        {
            var pixels = image.Row(y);
            for (var x = x0; x < x1; x++) sum += new Vector3(pixels[3 * x], pixels[(3 * x) + 1], pixels[(3 * x) + 2]);
        }

        return sum / Math.Max(1, (x1 - x0) * (y1 - y0));
    }

    private static float Luma(Vector3 bgr) => (0.114f * bgr.X) + (0.587f * bgr.Y) + (0.299f * bgr.Z);
}
