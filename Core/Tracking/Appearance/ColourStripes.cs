using Stvg.Core.Frames;

namespace Stvg.Core.Tracking.Appearance;

/// <summary>
/// Colours of an object from top to bottom: the box without its rim (which is background) in six horizontal stripes, each as a histogram
/// of lightness and one of the two opponent colours, with linear interpolation between bins, square-rooted (so that the cosine is the
/// Bhattacharyya coefficient). Clothes are mostly of low saturation: opponent axes spend their bins there, which is why 33 numbers per
/// stripe tell people apart better than 512 RGB bins do (docs/tracking.md has the figures).
/// </summary>
public static class ColourStripes
{
    /// <summary>Horizontal stripes.</summary>
    public const int Stripes = 6;

    private const int LightnessBins = 8, OpponentBins = 5;
    private const int StripeLength = LightnessBins + (OpponentBins * OpponentBins);

    /// <summary>Floats of a description.</summary>
    public const int Length = Stripes * StripeLength;

    /// <summary>Opponent values from here on are fully saturated.</summary>
    private const float OpponentRange = 40;

    private const float SideRim = 0.25f, EndRim = 0.06f;
    private const int MostColumns = 12, MostRowsPerStripe = 6;

    // Where a sum or difference of 8-bit channels falls: looked up, as it is asked for every pixel.
    private static readonly BinPart[] s_lightness = Table(0, 3 * 255, sum => (sum + 1.5f) / (3 * 256f), LightnessBins);
    private static readonly BinPart[] s_redGreen = Table(-255, 255, difference => (difference / (2 * OpponentRange)) + 0.5f, OpponentBins);
    private static readonly BinPart[] s_yellowBlue = Table(-510, 510, twice => (twice / (4 * OpponentRange)) + 0.5f, OpponentBins);

    /// <summary>Describes the picture inside a box; stripes outside the picture are zero.</summary>
    /// <param name="image">The frame's picture.</param>
    /// <param name="imageScale">Pixels of the picture per pixel of the original frame.</param>
    /// <param name="box">In pixels of the original frame.</param>
    /// <param name="description">Receives <see cref="Length"/> floats.</param>
    public static void Describe(in ImageView image, float imageScale, in Box box, Span<float> description)
    {
        description = description[..Length];
        description.Clear();
        var (left, width) = Clip((box.X + (SideRim * box.Width)) * imageScale, (1 - (2 * SideRim)) * box.Width * imageScale, image.Width);
        var top = (box.Y + (EndRim * box.Height)) * imageScale;
        var stripeHeight = (1 - (2 * EndRim)) * box.Height * imageScale / Stripes;
        if (!(width > 0)) return;

        Span<int> offsets = stackalloc int[(int)Math.Clamp(width, 1, MostColumns)];
        for (var i = 0; i < offsets.Length; i++) offsets[i] = (int)(left + (width * (i + 0.5f) / offsets.Length)) * 3;

        var pixels = image.Pixels.Span;
        for (var stripe = 0; stripe < Stripes; stripe++)
        {
            var (begin, height) = Clip(top + (stripe * stripeHeight), stripeHeight, image.Height);
            if (!(height > 0)) continue;
            var histogram = description.Slice(stripe * StripeLength, StripeLength);
            var rows = (int)Math.Clamp(height, 1, MostRowsPerStripe);
            for (var row = 0; row < rows; row++)
            {
                var y = (int)(begin + (height * (row + 0.5f) / rows));
                Count(pixels.Slice(y * image.Stride, image.Width * 3), offsets, histogram);
            }
            var samples = rows * offsets.Length;
            for (var i = 0; i < StripeLength; i++) histogram[i] = MathF.Sqrt(histogram[i] / samples);
        }
    }

    /// <summary>The part of a stretch that lies inside the picture; its middle, at the least, is then a pixel of it.</summary>
    internal static (float Start, float Length) Clip(float start, float length, int side)
    {
        var end = MathF.Min(start + length, side - 0.01f);
        start = MathF.Max(start, 0);
        return (start, end - start);
    }

    private static void Count(ReadOnlySpan<byte> line, ReadOnlySpan<int> offsets, Span<float> histogram)
    {
        var plane = histogram[LightnessBins..];
        foreach (var offset in offsets)
        {
            int blue = line[offset], green = line[offset + 1], red = line[offset + 2];
            var light = s_lightness[red + green + blue];
            histogram[light.Bin] += 1 - light.Part;
            histogram[light.Bin + 1] += light.Part;

            var first = s_redGreen[red - green + 255];
            var second = s_yellowBlue[red + green - (2 * blue) + 510];
            var cells = plane.Slice((first.Bin * OpponentBins) + second.Bin, OpponentBins + 2);
            var both = first.Part * second.Part;
            cells[0] += 1 - first.Part - second.Part + both;
            cells[1] += second.Part - both;
            cells[OpponentBins] += first.Part - both;
            cells[OpponentBins + 1] += both;
        }
    }

    private static BinPart[] Table(int lowest, int highest, Func<int, float> toUnit, int bins)
    {
        var table = new BinPart[highest - lowest + 1];
        for (var value = lowest; value <= highest; value++)
        {
            var position = Math.Clamp((toUnit(value) * bins) - 0.5f, 0, bins - 1);
            var bin = Math.Min((int)position, bins - 2);
            table[value - lowest] = new BinPart(bin, position - bin);
        }
        return table;
    }

    /// <summary>The lower of the two bins whose centres enclose a value, and the share of the upper one.</summary>
    private readonly record struct BinPart(int Bin, float Part);
}
