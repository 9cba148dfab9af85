using Stvg.Core.Frames;
using Stvg.Models.Catalogue;

namespace Stvg.Models.Phrases;

/// <summary>
/// Writes parts of pictures into a tensor [3, height, width], resampled by averaging the pixels that a target pixel covers, and between
/// neighbours where there are fewer.
/// </summary>
internal sealed class CropWriter(InputFormat format, PhraseFormat phrases)
{
    /// <summary>Values of one crop.</summary>
    public int Length => 3 * phrases.Width * phrases.Height;

    /// <summary>Writes one crop; returns which part of the tensor's width and height carries it.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="box">The part, in pixels of the picture; at least one pixel of it is used.</param>
    /// <param name="target">Room for <see cref="Length"/> values.</param>
    public (float Width, float Height) Write(ImageView image, Box box, Span<float> target)
    {
        var inside = box.ClipTo(image.Width, image.Height);
        var (left, top) = (Math.Min(inside.X, image.Width - 1), Math.Min(inside.Y, image.Height - 1));
        float width = Math.Max(1, inside.Width), height = Math.Max(1, inside.Height);
        var scale = phrases.KeepAspect ? Math.Min(phrases.Width / width, phrases.Height / height) : 0;
        var columns = phrases.KeepAspect ? Math.Clamp((int)MathF.Round(width * scale), 1, phrases.Width) : phrases.Width;
        var rows = phrases.KeepAspect ? Math.Clamp((int)MathF.Round(height * scale), 1, phrases.Height) : phrases.Height;
        var plane = phrases.Width * phrases.Height;
        for (var channel = 0; channel < 3; channel++) target.Slice(channel * plane, plane).Fill(Normal(format.PadValue, channel));
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var (blue, green, red) =
                    Sample(image, left + (x * width / columns), top + (y * height / rows), width / columns, height / rows);
                var at = (y * phrases.Width) + x;
                var isBgr = format.Channels == ChannelOrder.Bgr;
                target[at] = Normal(isBgr ? blue : red, 0);
                target[plane + at] = Normal(green, 1);
                target[(2 * plane) + at] = Normal(isBgr ? red : blue, 2);
            }
        }

        return ((float)columns / phrases.Width, (float)rows / phrases.Height);
    }

    private float Normal(float value, int channel) => ((value * format.Scale) - format.Mean[channel]) / format.Std[channel];

    /// <summary>Mean of a small rectangle of the picture.</summary>
    private static (float B, float G, float R) Sample(ImageView image, float x, float y, float width, float height)
    {
        // At most 4 x 4 points: more change nothing that a network sees.
        int columns = Math.Clamp((int)MathF.Ceiling(width), 1, 4), rows = Math.Clamp((int)MathF.Ceiling(height), 1, 4);
        float blue = 0, green = 0, red = 0;
        for (var j = 0; j < rows; j++)
        {
            var sourceY = Math.Clamp(y + ((j + 0.5f) * height / rows) - 0.5f, 0, image.Height - 1);
            for (var i = 0; i < columns; i++)
            {
                var sourceX = Math.Clamp(x + ((i + 0.5f) * width / columns) - 0.5f, 0, image.Width - 1);
                int x0 = (int)sourceX, y0 = (int)sourceY, x1 = Math.Min(x0 + 1, image.Width - 1), y1 = Math.Min(y0 + 1, image.Height - 1);
                var (fx, fy) = (sourceX - x0, sourceY - y0);
                ReadOnlySpan<byte> above = image.Row(y0), below = image.Row(y1);
                blue += Mix(above[3 * x0], above[3 * x1], below[3 * x0], below[3 * x1], fx, fy);
                green += Mix(above[(3 * x0) + 1], above[(3 * x1) + 1], below[(3 * x0) + 1], below[(3 * x1) + 1], fx, fy);
                red += Mix(above[(3 * x0) + 2], above[(3 * x1) + 2], below[(3 * x0) + 2], below[(3 * x1) + 2], fx, fy);
            }
        }

        var points = columns * rows;
        return (blue / points, green / points, red / points);
    }

    private static float Mix(byte a, byte b, byte c, byte d, float x, float y) => float.Lerp(float.Lerp(a, b, x), float.Lerp(c, d, x), y);
}
