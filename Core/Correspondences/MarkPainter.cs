using Stvg.Core.Frames;

namespace Stvg.Core.Correspondences;

/// <summary>
/// Draws marks into a picture: a red circle with a white number, a line to an object that it stands beside, and an outline if wanted. Only
/// the pixels under a mark are touched, and nothing is allocated.
/// </summary>
public static class MarkPainter
{
    private static readonly (byte B, byte G, byte R) s_red = (0, 0, 255), s_white = (255, 255, 255);

    /// <summary>Draws marks.</summary>
    /// <param name="pixels">The picture: 8-bit BGR, interleaved.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="scale">Pixels of the picture per pixel of the original frame.</param>
    /// <param name="marks">In the order in which they are drawn; circles lie over all lines and outlines.</param>
    /// <param name="outline">Whether objects are outlined.</param>
    public static void Draw(
        Span<byte> pixels, int width, int height, int stride, float scale, ReadOnlySpan<PlacedMark> marks, bool outline)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, width * 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, ((height - 1) * stride) + (width * 3));
        var canvas = new Canvas(pixels, width, height, stride);
        foreach (ref readonly var mark in marks)
        {
            var thickness = Math.Max(1, mark.Diameter * scale / 14);
            if (outline) Outline(canvas, mark.Box, scale, Math.Max(1, (int)MathF.Round(thickness)));
            if (!mark.IsBeside) continue;
            canvas.Line(mark.X * scale, mark.Y * scale, mark.AnchorX * scale, mark.AnchorY * scale, 1.2f * thickness, s_red);
        }

        foreach (ref readonly var mark in marks)
        {
            canvas.Disc(mark.X * scale, mark.Y * scale, mark.Diameter * scale / 2, s_red);
            Number(canvas, mark.Number, mark.X * scale, mark.Y * scale, mark.Diameter * scale);
        }
    }

    private static void Outline(Canvas canvas, in Box box, float scale, int thickness)
    {
        int left = (int)MathF.Round(box.X * scale), top = (int)MathF.Round(box.Y * scale);
        int right = (int)MathF.Round(box.Right * scale), bottom = (int)MathF.Round(box.Bottom * scale);
        canvas.Fill(left, top, right, top + thickness, s_red);
        canvas.Fill(left, bottom - thickness, right, bottom, s_red);
        canvas.Fill(left, top, left + thickness, bottom, s_red);
        canvas.Fill(right - thickness, top, right, bottom, s_red);
    }

    /// <summary>Writes a number into a circle, as large as it fits.</summary>
    private static void Number(Canvas canvas, int number, float x, float y, float diameter)
    {
        var digits = 1;
        for (var rest = number / 10; rest > 0; rest /= 10) digits++;
        var height = diameter * digits switch { 1 => 0.56f, 2 => 0.46f, 3 => 0.36f, _ => 0.9f / digits };
        var step = (Digits.Width + (1.5f * Digits.Thickness)) * height;
        var left = x - (((digits - 1) * step) + (Digits.Width * height)) / 2;
        for (var (i, rest) = (digits - 1, number); i >= 0; i--, rest /= 10)
            canvas.Digit(rest % 10, left + (i * step), y - (height / 2), height, s_white);
    }

    /// <summary>A picture that shapes with soft edges are drawn into; what lies outside is cut off.</summary>
    private readonly ref struct Canvas(Span<byte> pixels, int width, int height, int stride)
    {
        private readonly Span<byte> _pixels = pixels;

        public void Disc(float x, float y, float radius, (byte B, byte G, byte R) colour)
        {
            var (left, top, right, bottom) = Bounds(x - radius, y - radius, x + radius, y + radius);
            for (var row = top; row < bottom; row++)
            {
                for (var column = left; column < right; column++)
                {
                    float dx = column + 0.5f - x, dy = row + 0.5f - y;
                    Blend(column, row, radius + 0.5f - MathF.Sqrt((dx * dx) + (dy * dy)), colour);
                }
            }
        }

        public void Line(float x1, float y1, float x2, float y2, float thickness, (byte B, byte G, byte R) colour)
        {
            var half = thickness / 2;
            var (left, top, right, bottom) = Bounds(
                Math.Min(x1, x2) - half, Math.Min(y1, y2) - half, Math.Max(x1, x2) + half, Math.Max(y1, y2) + half);
            for (var row = top; row < bottom; row++)
                for (var column = left; column < right; column++)
                    Blend(column, row, half + 0.5f - MathF.Sqrt(Digits.SquaredDistance(column + 0.5f, row + 0.5f, x1, y1, x2, y2)), colour);
        }

        public void Digit(int digit, float x, float y, float size, (byte B, byte G, byte R) colour)
        {
            var half = Digits.Thickness * size / 2;
            var (left, top, right, bottom) = Bounds(x - half, y - half, x + (Digits.Width * size) + half, y + size + half);
            for (var row = top; row < bottom; row++)
            {
                for (var column = left; column < right; column++)
                {
                    var distance = size * Digits.Distance(digit, (column + 0.5f - x) / size, (row + 0.5f - y) / size);
                    Blend(column, row, half + 0.5f - distance, colour);
                }
            }
        }

        public void Fill(int left, int top, int right, int bottom, (byte B, byte G, byte R) colour)
        {
            (left, top, right, bottom) = (Math.Max(0, left), Math.Max(0, top), Math.Min(width, right), Math.Min(height, bottom));
            for (var row = top; row < bottom; row++)
                for (var column = left; column < right; column++) Blend(column, row, 1, colour);
        }

        private (int Left, int Top, int Right, int Bottom) Bounds(float left, float top, float right, float bottom) => (
            Math.Max(0, (int)MathF.Floor(left - 1)), Math.Max(0, (int)MathF.Floor(top - 1)),
            Math.Min(width, (int)MathF.Ceiling(right + 1)), Math.Min(height, (int)MathF.Ceiling(bottom + 1)));

        private void Blend(int column, int row, float cover, (byte B, byte G, byte R) colour)
        {
            if (cover <= 0) return;
            var pixel = _pixels.Slice((row * stride) + (3 * column), 3);
            if (cover >= 1) (pixel[0], pixel[1], pixel[2]) = colour;
            else
            {
                pixel[0] = (byte)MathF.Round(pixel[0] + ((colour.B - pixel[0]) * cover));
                pixel[1] = (byte)MathF.Round(pixel[1] + ((colour.G - pixel[1]) * cover));
                pixel[2] = (byte)MathF.Round(pixel[2] + ((colour.R - pixel[2]) * cover));
            }
        }
    }
}
