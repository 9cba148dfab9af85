using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets.Bodies;

/// <summary>Takes <see cref="BodySample"/>s from a picture.</summary>
internal static class BodyLook
{
    private const int MostPixels = 400;

    // Sums of channels; colours of cloth that are nearer than this in the three channels cannot be told apart.
    private const float SameCloth = 14;

    /// <summary>Looks at one person.</summary>
    /// <param name="image">The frame's picture.</param>
    /// <param name="scale">Pixels of the picture per pixel of the original frame.</param>
    /// <param name="frame">Frame number from 0.</param>
    /// <param name="body">Where the parts of the body lie.</param>
    /// <param name="weight">How well the person was seen.</param>
    public static BodySample Take(in ImageView image, float scale, int frame, BodyLayout body, float weight) => new(frame, body.Box, weight * body.Visible)
    {
        Crown = Hair(image, scale, body.Crown),
        Nape = body.FacesAway ? Hair(image, scale, body.Nape) : null,
        Hem = Hem(image, scale, body),
        Stripes = Stripes(image, scale, body),
        Posture = Posture(body),
    };

    private static CrownShares Hair(in ImageView image, float scale, in Limb where)
    {
        var tally = new CrownTally();
        where.Visit(image, scale, MostPixels, ref tally);
        var all = Math.Max(1f, tally.All);
        return new CrownShares(tally.Dark / all, tally.Skin / all, tally.Fair / all);
    }

    /// <summary>The first place down the thighs that looks more like the shins than like the upper body.</summary>
    private static float? Hem(in ImageView image, float scale, BodyLayout body)
    {
        var (upper, shins) = (new Bands(), new Bands());
        body.Waist.Visit(image, scale, MostPixels, ref upper);
        foreach (var shin in body.Shins) shin.Visit(image, scale, MostPixels, ref shins);
        var (above, below) = (upper.Mean, shins.Mean);
        if (upper.Count == 0 || shins.Count == 0 || Distance(above, below) < SameCloth) return null;

        var thighs = new Bands();
        foreach (var thigh in body.Thighs) thigh.Visit(image, scale, MostPixels, ref thighs);
        for (var band = 0; band < Bands.Bins; band++)
            if (thighs.At(band) is { } cloth && Distance(cloth, below) < Distance(cloth, above)) return (float)band / Bands.Bins;
        return 1;
    }

    /// <summary>
    /// The median over the rows of how much a row differs from the mean of its neighbours: one belt or collar is no pattern, and light that
    /// changes from shoulder to waist is none either.
    /// </summary>
    private static float Stripes(in ImageView image, float scale, BodyLayout body)
    {
        var rows = new Bands();
        body.Chest.Visit(image, scale, 4 * MostPixels, ref rows);
        Span<float> changes = stackalloc float[Bands.Bins - 4];
        float brightness = 0;
        for (var i = 0; i < changes.Length; i++)
        {
            if (rows.Brightness(i + 1) is not { } before || rows.Brightness(i + 2) is not { } here || rows.Brightness(i + 3) is not { } after) return 0;
            changes[i] = MathF.Abs(here - ((before + after) / 2));
            brightness += here / changes.Length;
        }

        changes.Sort();
        return changes[changes.Length / 2] / (brightness + 4); // black is never quite black
    }

    private static PostureMeasure Posture(BodyLayout body)
    {
        float h = body.Height;
        float? thigh = body[Joint.LeftKnee].IsTrusted || body[Joint.RightKnee].IsTrusted ? (body.Knees.Y - body.Hips.Y) / h : null;
        float? hand = null;
        foreach (var wrist in (ReadOnlySpan<Joint>)[Joint.LeftWrist, Joint.RightWrist])
            if (body[wrist].IsTrusted) hand = MathF.Max(hand ?? float.NegativeInfinity, (body.Neck.Y - body[wrist].Y) / h);
        return new PostureMeasure((body.Hips.Y - body.Neck.Y) / h, MathF.Abs(body.Neck.X - body.Hips.X) / h, thigh, hand, body.Box.Width / h);
    }

    private static float Distance(in (float B, float G, float R) a, in (float B, float G, float R) b) =>
        MathF.Sqrt(((a.B - b.B) * (a.B - b.B)) + ((a.G - b.G) * (a.G - b.G)) + ((a.R - b.R) * (a.R - b.R)));

    /// <summary>What the pixels of a crown are: hair, skin, or neither (grey hair, a light hat).</summary>
    private struct CrownTally : IPixelTally
    {
        public int All { get; private set; }

        public int Dark { get; private set; }

        public int Skin { get; private set; }

        public int Fair { get; private set; }

        public void Add(float along, byte blue, byte green, byte red)
        {
            All++;
            int most = Math.Max(red, Math.Max(green, blue)), chroma = most - Math.Min(red, Math.Min(green, blue));
            if (most < 80)
            {
                Dark++;
                return;
            }

            if (red < green || green < blue - 4 || chroma <= 16) return;
            if (60 * (green - blue) < 24 * chroma) Skin++;
            else Fair++;
        }
    }

    /// <summary>Mean colours along a line, in bands across it.</summary>
    private struct Bands : IPixelTally
    {
        public const int Bins = 12;

        private readonly int[] _counts = new int[Bins];
        private readonly float[] _sums = new float[3 * Bins];

        public Bands()
        {
        }

        public readonly int Count => _counts.Sum();

        public readonly (float B, float G, float R) Mean
        {
            get
            {
                var n = Math.Max(1, Count);
                float b = 0, g = 0, r = 0;
                for (var i = 0; i < Bins; i++) (b, g, r) = (b + _sums[3 * i], g + _sums[(3 * i) + 1], r + _sums[(3 * i) + 2]);
                return (b / n, g / n, r / n);
            }
        }

        public readonly (float B, float G, float R)? At(int band) => _counts[band] == 0 ? null
            : (_sums[3 * band] / _counts[band], _sums[(3 * band) + 1] / _counts[band], _sums[(3 * band) + 2] / _counts[band]);

        public readonly float? Brightness(int band) => At(band) is var (b, g, r) ? (b + g + r) / 3 : null;

        public readonly void Add(float along, byte blue, byte green, byte red)
        {
            var band = Math.Min(Bins - 1, (int)(along * Bins));
            _counts[band]++;
            _sums[3 * band] += blue;
            _sums[(3 * band) + 1] += green;
            _sums[(3 * band) + 2] += red;
        }
    }
}
