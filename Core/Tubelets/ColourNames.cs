using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Tubelets;

/// <summary>
/// Names the colour of a pixel. One pixel can have several names (a navy pixel is also blue and dark), as people use them.
/// The regions follow the basic colour terms of Berlin and Kay on hue, saturation and value, widened for surveillance pictures,
/// where cloth is darker and greyer than paint.
/// </summary>
public static class ColourNames
{
    /// <summary>How many colours there are; a colour's index is its <see cref="Colour"/> value.</summary>
    public const int Count = 16;

    // 5 bits a channel: 64 KiB stays in the cache, and 8 grey levels are well below the differences between names.
    private const int Bits = 5;
    private static readonly ushort[] s_table = BuildTable();

    /// <summary>The names of a pixel as bits: bit i is <c>(Colour)i</c>.</summary>
    public static ushort Of(byte blue, byte green, byte red) =>
        s_table[((blue >> (8 - Bits)) << (2 * Bits)) | ((green >> (8 - Bits)) << Bits) | (red >> (8 - Bits))];

    /// <summary>Whether a pixel may be called by that name.</summary>
    public static bool Is(byte blue, byte green, byte red, Colour colour) => (Of(blue, green, red) & (1 << (int)colour)) != 0;

    /// <summary>Adds, for every colour, the share of the region's pixels that carry its name.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="region">A box in pixels of <paramref name="image"/>; clipped to it.</param>
    /// <param name="maxSamples">At most about this many pixels are looked at, on a regular grid.</param>
    /// <param name="shares">At least <see cref="Count"/> values; overwritten with shares in [0, 1].</param>
    /// <returns>How many pixels were looked at; 0 when the region lies outside the picture.</returns>
    public static int Shares(in ImageView image, in Box region, int maxSamples, Span<float> shares)
    {
        shares[..Count].Clear();
        var clipped = region.ClipTo(image.Width, image.Height);
        int left = (int)clipped.X, top = (int)clipped.Y;
        int right = Math.Min(image.Width, (int)MathF.Ceiling(clipped.Right)), bottom = Math.Min(image.Height, (int)MathF.Ceiling(clipped.Bottom));
        if (right <= left || bottom <= top) return 0;

        var step = Math.Max(1, (int)MathF.Sqrt((float)(right - left) * (bottom - top) / maxSamples));
        var samples = 0;
        for (var y = top; y < bottom; y += step)
        {
            var row = image.Row(y);
            for (var x = left; x < right; x += step, samples++)
            {
                var names = (uint)Of(row[x * 3], row[(x * 3) + 1], row[(x * 3) + 2]);
                for (; names != 0; names &= names - 1) shares[System.Numerics.BitOperations.TrailingZeroCount(names)]++;
            }
        }

        for (var i = 0; i < Count; i++) shares[i] /= samples;
        return samples;
    }

    /// <summary>The same of the pixels inside some thick lines.</summary>
    internal static int Shares(in ImageView image, float scale, ReadOnlySpan<Limb> limbs, int maxSamples, Span<float> shares)
    {
        shares[..Count].Clear();
        var tally = new NameTally(shares);
        foreach (ref readonly var limb in limbs) limb.Visit(image, scale, maxSamples, ref tally);
        for (var i = 0; i < Count && tally.Pixels > 0; i++) shares[i] /= tally.Pixels;
        return tally.Pixels;
    }

    private static ushort[] BuildTable()
    {
        const int levels = 1 << Bits;
        var table = new ushort[levels * levels * levels];
        for (var b = 0; b < levels; b++)
        for (var g = 0; g < levels; g++)
        for (var r = 0; r < levels; r++)
            table[(b << (2 * Bits)) | (g << Bits) | r] = Name(Centre(b), Centre(g), Centre(r));
        return table;

        static float Centre(int level) => (level + 0.5f) * (256f / levels);
    }

    private static ushort Name(float blue, float green, float red)
    {
        var value = MathF.Max(red, MathF.Max(green, blue));
        var chroma = value - MathF.Min(red, MathF.Min(green, blue));
        var saturation = value > 0 ? chroma / value : 0;
        var hue = Hue(blue, green, red, value, chroma);

        var names = 0;
        void Add(bool holds, Colour colour) => names |= holds ? 1 << (int)colour : 0;

        Add(value < 62 && chroma < 34, Colour.Black);
        Add(value < 92, Colour.Dark);
        Add(value > 165, Colour.Light);
        Add(value > 175 && saturation < 0.17f, Colour.White);
        Add(value is > 55 and < 205 && saturation < 0.16f, Colour.Grey);

        var coloured = chroma > 24;
        Add(coloured && saturation > 0.42f && value > 62 && (hue >= 338 || hue < 14), Colour.Red);
        Add(coloured && saturation > 0.50f && value > 130 && hue is >= 14 and < 42, Colour.Orange);
        Add(coloured && saturation > 0.38f && value > 130 && hue is >= 42 and < 70, Colour.Yellow);
        Add(coloured && saturation > 0.24f && value is > 40 and < 165 && hue is >= 8 and < 48, Colour.Brown);
        Add(saturation is > 0.10f and < 0.42f && value > 140 && hue is >= 18 and < 60, Colour.Beige);
        Add(coloured && saturation is > 0.22f and < 0.72f && value > 95 && hue is >= 16 and < 56, Colour.Blonde);
        Add(coloured && saturation > 0.22f && value > 45 && hue is >= 70 and < 170, Colour.Green);
        Add(chroma > 16 && saturation > 0.18f && value > 45 && hue is >= 182 and < 262, Colour.Blue);
        Add(chroma > 12 && saturation > 0.20f && value is > 20 and < 105 && hue is >= 205 and < 270, Colour.Navy);
        Add(coloured && saturation > 0.22f && value > 50 && hue is >= 262 and < 312, Colour.Purple);
        Add(coloured && saturation is > 0.18f and < 0.62f && value > 150 && (hue >= 312 || hue < 10), Colour.Pink);
        return (ushort)names;
    }

    private static float Hue(float blue, float green, float red, float value, float chroma)
    {
        if (chroma <= 0) return 0;
        float hue;
        if (value == red) hue = (green - blue) / chroma;
        else if (value == green) hue = 2 + ((blue - red) / chroma);
        else hue = 4 + ((red - green) / chroma);
        return ((hue * 60) + 360) % 360;
    }

    private ref struct NameTally(Span<float> shares) : IPixelTally
    {
        private readonly Span<float> _shares = shares;

        public int Pixels { get; private set; }

        public void Add(float along, byte blue, byte green, byte red)
        {
            Pixels++;
            for (uint names = Of(blue, green, red); names != 0; names &= names - 1) _shares[System.Numerics.BitOperations.TrailingZeroCount(names)]++;
        }
    }
}
