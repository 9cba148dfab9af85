using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Simulation;

/// <summary>
/// Makes the colours that a camera would find: pixels of cloth in sun and shade, with what is behind and beside, named as those of pictures
/// are (<see cref="ColourNames"/>). So navy is also blue and dark, and a red jacket has black folds.
/// </summary>
internal sealed class ColourPainter
{
    private const int Pixels = 48;
    private readonly Dice _dice;
    private readonly float _noise, _light, _paleness;
    private readonly Cloth _background;

    /// <param name="noise">See <see cref="SimulatorOptions.Noise"/>.</param>
    /// <param name="dice">Of the clip: its light is the same for all.</param>
    public ColourPainter(float noise, Dice dice)
    {
        (_noise, _dice) = (noise, dice);
        _light = 1 + (noise * dice.Between(-0.3f, 0.08f));
        _paleness = noise * dice.Between(0f, 0.25f);
        var grey = dice.Between(70f, 150f);
        _background = new Cloth(Colour.Grey, grey + dice.Between(-8f, 14f), grey + dice.Between(-4f, 18f), grey + dice.Between(-16f, 8f));
    }

    /// <summary>The colours of somebody.</summary>
    /// <param name="look">What is there.</param>
    /// <param name="samples">How often it was looked at; without any nothing is known.</param>
    /// <param name="hidden">Mean share of it that something else covered.</param>
    /// <param name="stranger">The look of what covered it.</param>
    public ColourProfile Profile(Look look, int samples, float hidden, Look? stranger)
    {
        Span<float> shares = stackalloc float[6 * ColourNames.Count];
        shares.Clear();
        if (samples == 0) return ColourProfile.Of(0, shares);
        // As the profile's own doubt: what was seen once is less sure than what was seen all along.
        var sure = samples / (samples + 0.15f);
        // How far off parts are that are looked for by proportion, how much of the surroundings is left, for this one's whole life.
        var spill = _noise * _dice.Between(0.05f, 0.25f);
        var behind = 0.03f + (_noise * _dice.Between(0.02f, 0.15f));
        for (var part = 0; part < 6; part++)
        {
            var names = shares.Slice(part * ColourNames.Count, ColourNames.Count);
            for (var i = 0; i < Pixels; i++)
            {
                var cloth = _dice.Chance(0.6f * hidden) && stranger is not null ? Seen(stranger, (BodyPart)part, spill)
                    : _dice.Chance(behind) ? _background : Seen(look, (BodyPart)part, spill);
                for (uint bits = Name(cloth); bits != 0; bits &= bits - 1) names[System.Numerics.BitOperations.TrailingZeroCount(bits)]++;
            }

            for (var c = 0; c < ColourNames.Count; c++) names[c] *= sure / Pixels;
        }

        return ColourProfile.Of(samples, shares);
    }

    /// <summary>What a pixel of a part's region shows.</summary>
    private Cloth Seen(Look look, BodyPart part, float spill)
    {
        if (look.Whole is { } paint) return _dice.Chance(part == BodyPart.Whole ? 0.72f : 0.6f) ? paint : Glass;
        var at = _dice.Unit();
        var (upper, lower) = (look.Upper ?? _background, look.Lower ?? _background);
        return part switch
        {
            BodyPart.Head => at < 0.5f ? look.Head ?? _background : at < 0.8f ? s_skin : at < 0.8f + spill ? upper : _background,
            BodyPart.Upper => at < 0.06f ? s_skin : at < 0.06f + (0.5f * spill) ? lower : at < 0.1f + spill ? _background : upper,
            BodyPart.Lower => at < 0.5f * spill ? upper : at < 0.05f + (1.2f * spill) ? _background : lower,
            BodyPart.Feet => at < 0.45f ? look.Feet ?? _background : at < 0.6f + spill ? lower : _background,
            BodyPart.Carried when look.Carried is { } bag && at < 0.22f => bag,
            BodyPart.Carried => at < 0.62f ? upper : at < 0.8f ? lower : at < 0.86f ? s_skin : _background,
            _ => at < 0.08f ? look.Head ?? _background : at < 0.14f ? s_skin : at < 0.52f ? upper : at < 0.85f ? lower : _background,
        };
    }

    private static readonly Cloth s_skin = new(Colour.Beige, 190, 140, 115);

    // Windows, tyres and what is under a car.
    private static Cloth Glass => new(Colour.Dark, 58, 62, 66);

    private ushort Name(in Cloth cloth)
    {
        // Folds and shade; noise of the camera.
        var light = _light * (_dice.Chance(0.18f) ? _dice.Between(0.35f, 0.75f) : _dice.Between(0.8f, 1.08f));
        var grey = 0.3f * (cloth.Red + cloth.Green + cloth.Blue);
        return ColourNames.Of(Channel(cloth.Blue), Channel(cloth.Green), Channel(cloth.Red));

        byte Channel(float value)
        {
            var pale = value + (_paleness * (grey - value));
            return (byte)Math.Clamp((light * pale) + (5 * _noise * _dice.Normal()), 0, 255);
        }
    }
}
