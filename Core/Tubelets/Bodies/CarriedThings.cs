using Stvg.Core.Frames;
using Stvg.Core.Queries;

namespace Stvg.Core.Tubelets.Bodies;

/// <summary>What is in somebody's hands or hangs down from them: what looks neither like the clothes nor like what is behind.</summary>
internal static class CarriedThings
{
    // How much a thing differs from all of them, over three channels.
    private const float Different = 60;
    private const int MostPixels = 300;

    /// <summary>For every colour the share of the pixels around the hands that belong to a thing and carry its name.</summary>
    /// <param name="image">The frame's picture.</param>
    /// <param name="scale">Pixels of the picture per pixel of the original frame.</param>
    /// <param name="body">Where the parts of the body lie.</param>
    /// <param name="shares"><see cref="ColourNames.Count"/> values; overwritten.</param>
    public static void Shares(in ImageView image, float scale, BodyLayout body, Span<float> shares)
    {
        shares.Clear();
        Span<Rgb> others = stackalloc Rgb[4];
        var count = 0;
        foreach (var part in (ReadOnlySpan<BodyPart>)[BodyPart.Upper, BodyPart.Lower])
            if (MeanOf(image, scale, body.Part(part)) is { } cloth) others[count++] = cloth;
        // What is behind, on both sides, beyond the reach of an arm.
        var box = body.Box;
        foreach (var x in (ReadOnlySpan<float>)[box.X - (0.3f * box.Width), box.Right + (0.3f * box.Width)])
        {
            var side = new Limb(x, box.Y + (0.35f * box.Height), x, box.Y + (0.75f * box.Height), 0.04f * box.Height);
            if (MeanOf(image, scale, [side]) is { } ground) others[count++] = ground;
        }

        var tally = new ThingTally(shares, others[..count]);
        foreach (ref readonly var hand in body.Part(BodyPart.Carried)) hand.Visit(image, scale, MostPixels, ref tally);
        for (var c = 0; c < shares.Length && tally.Pixels > 0; c++) shares[c] /= tally.Pixels;
    }

    private static Rgb? MeanOf(in ImageView image, float scale, ReadOnlySpan<Limb> limbs)
    {
        var mean = new MeanTally();
        foreach (ref readonly var limb in limbs) limb.Visit(image, scale, MostPixels, ref mean);
        return mean.Pixels == 0 ? null : mean.Mean;
    }

    private readonly record struct Rgb(float Red, float Green, float Blue);

    private struct MeanTally : IPixelTally
    {
        private float _red, _green, _blue;

        public int Pixels { get; private set; }

        public readonly Rgb Mean => new(_red / Pixels, _green / Pixels, _blue / Pixels);

        public void Add(float along, byte blue, byte green, byte red) =>
            (_red, _green, _blue, Pixels) = (_red + red, _green + green, _blue + blue, Pixels + 1);
    }

    private ref struct ThingTally(Span<float> shares, ReadOnlySpan<Rgb> others) : IPixelTally
    {
        private readonly Span<float> _shares = shares;
        private readonly ReadOnlySpan<Rgb> _others = others;

        public int Pixels { get; private set; }

        public void Add(float along, byte blue, byte green, byte red)
        {
            Pixels++;
            foreach (var (r, g, b) in _others)
                if (((r - red) * (r - red)) + ((g - green) * (g - green)) + ((b - blue) * (b - blue)) < Different * Different) return;
            for (uint names = ColourNames.Of(blue, green, red); names != 0; names &= names - 1)
                _shares[System.Numerics.BitOperations.TrailingZeroCount(names)]++;
        }
    }
}
