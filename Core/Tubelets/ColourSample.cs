using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Tubelets;

/// <summary>The colours of one object on one frame, part by part.</summary>
public sealed class ColourSample
{
    /// <summary>Regions that are sampled: the six of <see cref="BodyPart"/>, in its order, and the ground.</summary>
    public const int Parts = 7;

    private const int Ground = 6;

    private readonly byte[] _shares;

    private ColourSample(int frame, Box box, float weight, byte[] shares) => (Frame, Box, Weight, _shares) = (frame, box, weight, shares);

    /// <summary>Frame number from 0.</summary>
    public int Frame { get; }

    /// <summary>The object's box on that frame, original pixels.</summary>
    public Box Box { get; }

    /// <summary>How much the sample counts: the detection's score times the share of the box that nobody else's box covers.</summary>
    public float Weight { get; }

    /// <summary>Share of the part's pixels that carry the colour's name, in [0, 1]; an estimate for the object alone, without its background.</summary>
    public float Share(BodyPart part, Colour colour) => _shares[((int)part * ColourNames.Count) + (int)colour] / 255f;

    /// <summary>Share of the pixels around the object's foot that carry the colour's name, in [0, 1]: what it stands on.</summary>
    public float GroundShare(Colour colour) => _shares[(Ground * ColourNames.Count) + (int)colour] / 255f;

    /// <summary>
    /// All shares, in 255ths: for every part, in the order of <see cref="BodyPart"/> and then the ground, one of every <see cref="Colour"/>.
    /// </summary>
    public ReadOnlySpan<byte> Shares => _shares;

    /// <summary>A sample that was taken before.</summary>
    /// <param name="frame">Frame number from 0.</param>
    /// <param name="box">The object's box on that frame, original pixels.</param>
    /// <param name="weight">See <see cref="Weight"/>.</param>
    /// <param name="shares">As <see cref="Shares"/> gives them.</param>
    /// <exception cref="ArgumentException">There are too few or too many shares.</exception>
    public static ColourSample Of(int frame, in Box box, float weight, ReadOnlySpan<byte> shares)
    {
        if (shares.Length != Parts * ColourNames.Count)
            throw new ArgumentException($"{shares.Length} shares; give {Parts * ColourNames.Count}", nameof(shares));
        return new ColourSample(frame, box, weight, shares.ToArray());
    }

    /// <summary>Looks at one object.</summary>
    /// <param name="image">The frame's picture.</param>
    /// <param name="scale">Pixels of the picture per pixel of the original frame.</param>
    /// <param name="frame">Frame number from 0.</param>
    /// <param name="box">The object's box, original pixels.</param>
    /// <param name="weight">See <see cref="Weight"/>.</param>
    public static ColourSample Take(in ImageView image, float scale, int frame, in Box box, float weight)
    {
        var shares = new byte[Parts * ColourNames.Count];
        Span<float> part = stackalloc float[ColourNames.Count], beside = stackalloc float[ColourNames.Count];
        for (var p = 0; p < Parts; p++)
        {
            var region = p == Ground ? Around(box) : Region((BodyPart)p, box);
            ColourNames.Shares(image, Scaled(region, scale), 256, part);
            if (p != Ground) RemoveBackground(image, Background((BodyPart)p), Rows(box, region), scale, part, beside);
            for (var c = 0; c < ColourNames.Count; c++) shares[(p * ColourNames.Count) + c] = (byte)MathF.Round(part[c] * 255);
        }

        return new ColourSample(frame, box, weight, shares);
    }

    /// <summary>Looks at one person whose pose is known: parts are where the body is, and little of what is behind it is seen.</summary>
    /// <param name="image">The frame's picture.</param>
    /// <param name="scale">Pixels of the picture per pixel of the original frame.</param>
    /// <param name="frame">Frame number from 0.</param>
    /// <param name="body">Where the parts of the body lie.</param>
    /// <param name="weight">See <see cref="Weight"/>; counts by the share of the body that was seen.</param>
    public static ColourSample Take(in ImageView image, float scale, int frame, BodyLayout body, float weight)
    {
        ArgumentNullException.ThrowIfNull(body);
        var shares = new byte[Parts * ColourNames.Count];
        Span<float> part = stackalloc float[ColourNames.Count], beside = stackalloc float[ColourNames.Count];
        for (var p = 0; p < Parts; p++)
        {
            if (p == Ground) ColourNames.Shares(image, Scaled(Around(body.Box), scale), 256, part);
            else if (p == (int)BodyPart.Carried) CarriedThings.Shares(image, scale, body, part);
            else
            {
                ColourNames.Shares(image, scale, body.Part((BodyPart)p), 256, part);
                RemoveBackground(image, Behind((BodyPart)p), Rows(body.Box, Region((BodyPart)p, body.Box)), scale, part, beside);
            }

            for (var c = 0; c < ColourNames.Count; c++) shares[(p * ColourNames.Count) + c] = (byte)MathF.Round(part[c] * 255);
        }

        return new ColourSample(frame, body.Box, weight * body.Visible, shares);
    }

    private static Box Around(in Box box) => Inside(box, -0.15f, 0.96f, 1.15f, 1.06f);

    /// <summary>How much of a part that the pose found shows what is behind the object.</summary>
    private static float Behind(BodyPart part) => part switch
    {
        BodyPart.Head => 0.1f,
        BodyPart.Feet => 0.4f,
        BodyPart.Lower => 0.1f,
        _ => 0,
    };

    /// <summary>How much of a part's region shows what is behind the object, for a walking person about 80 pixels tall.</summary>
    private static float Background(BodyPart part) => part switch
    {
        BodyPart.Head => 0.45f,
        BodyPart.Feet => 0.5f,
        BodyPart.Carried => 0.5f,
        BodyPart.Lower => 0.25f,
        _ => 0.15f,
    };

    /// <summary>
    /// Takes out what the background explains: a region is <paramref name="share"/> background, and the background behind an object looks
    /// like that on both sides of it. Gravel behind a head would otherwise make everybody blonde.
    /// </summary>
    private static void RemoveBackground(in ImageView image, float share, in Box rows, float scale, Span<float> part, Span<float> beside)
    {
        if (share <= 0) return;
        var seen = 0;
        Span<float> side = stackalloc float[ColourNames.Count];
        beside.Clear();
        foreach (var x in (ReadOnlySpan<float>)[rows.X - (0.45f * rows.Width), rows.Right + (0.05f * rows.Width)])
        {
            var samples = ColourNames.Shares(image, Scaled(rows with { X = x, Width = 0.4f * rows.Width }, scale), 64, side);
            seen += samples;
            for (var c = 0; c < ColourNames.Count; c++) beside[c] += side[c] * samples;
        }

        if (seen == 0) return;
        for (var c = 0; c < ColourNames.Count; c++)
            part[c] = Math.Clamp((part[c] - (share * beside[c] / seen)) / (1 - share), 0, 1);
    }

    private static Box Rows(in Box box, in Box region) => box with { Y = region.Y, Height = region.Height };

    private static Box Scaled(in Box box, float scale) => new(box.X * scale, box.Y * scale, box.Width * scale, box.Height * scale);

    /// <summary>
    /// Where a part is expected in an upright person's box, by proportion (head about an eighth of the height, waist at a half).
    /// The sides of a box are mostly background, so parts keep to the middle.
    /// </summary>
    public static Box Region(BodyPart part, in Box box) => part switch
    {
        BodyPart.Head => Inside(box, 0.28f, 0.00f, 0.72f, 0.16f),
        BodyPart.Upper => Inside(box, 0.25f, 0.18f, 0.75f, 0.46f),
        BodyPart.Lower => Inside(box, 0.27f, 0.52f, 0.73f, 0.84f),
        BodyPart.Feet => Inside(box, 0.20f, 0.90f, 0.80f, 1.00f),
        BodyPart.Carried => Inside(box, 0.00f, 0.30f, 1.00f, 0.65f),
        _ => Inside(box, 0.20f, 0.12f, 0.80f, 0.88f),
    };

    private static Box Inside(in Box box, float left, float top, float right, float bottom) => Box.FromEdges(
        box.X + (left * box.Width), box.Y + (top * box.Height), box.X + (right * box.Width), box.Y + (bottom * box.Height));
}
