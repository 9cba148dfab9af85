using System.Collections.Immutable;
using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>The colours of one clip's people and things: few, so that most are worn more than once.</summary>
internal sealed class AttributePalette
{
    private static readonly (Colour Name, float Red, float Green, float Blue)[] s_paints =
    [
        (Colour.Black, 30, 30, 34), (Colour.White, 232, 232, 228), (Colour.Grey, 132, 134, 136), (Colour.Red, 195, 38, 46),
        (Colour.Orange, 235, 125, 38), (Colour.Yellow, 232, 205, 52), (Colour.Green, 48, 140, 74), (Colour.Blue, 62, 116, 200),
        (Colour.Navy, 30, 40, 88), (Colour.Purple, 122, 62, 152), (Colour.Pink, 228, 142, 176), (Colour.Brown, 122, 78, 46),
        (Colour.Beige, 205, 184, 148), (Colour.Blonde, 196, 162, 104),
    ];

    // What people wear and drive, about as often as on streets; nearly all have a chance, so that every word is met.
    private static readonly (Colour, float)[] s_upper =
    [
        (Colour.Black, 5), (Colour.White, 3), (Colour.Grey, 2.5f), (Colour.Red, 3), (Colour.Orange, 1.2f), (Colour.Yellow, 1.6f),
        (Colour.Green, 2), (Colour.Blue, 3), (Colour.Navy, 2.5f), (Colour.Purple, 1), (Colour.Pink, 1.2f), (Colour.Brown, 1.5f),
        (Colour.Beige, 1.5f),
    ];

    private static readonly (Colour, float)[] s_lower =
    [
        (Colour.Black, 4), (Colour.Blue, 3.5f), (Colour.Navy, 2), (Colour.Grey, 2.5f), (Colour.Beige, 2), (Colour.Brown, 1.5f),
        (Colour.White, 1.2f), (Colour.Red, 0.5f), (Colour.Green, 0.6f),
    ];

    private static readonly (Colour, float)[] s_hair = [(Colour.Brown, 3), (Colour.Black, 3.5f), (Colour.Blonde, 2), (Colour.Grey, 1.2f)];

    private static readonly (Colour, float)[] s_vivid =
    [
        (Colour.Red, 2), (Colour.White, 2), (Colour.Black, 2), (Colour.Blue, 1.5f), (Colour.Green, 1), (Colour.Yellow, 1),
        (Colour.Orange, 0.6f), (Colour.Pink, 0.6f),
    ];

    private static readonly (Colour, float)[] s_paint =
    [
        (Colour.White, 4), (Colour.Black, 3), (Colour.Grey, 3), (Colour.Red, 2.5f), (Colour.Blue, 2.5f), (Colour.Green, 1.2f),
        (Colour.Yellow, 1.2f), (Colour.Navy, 1.2f), (Colour.Orange, 0.6f), (Colour.Brown, 0.6f), (Colour.Beige, 0.6f),
    ];

    private static readonly (Colour, float)[] s_fur =
        [(Colour.Black, 2), (Colour.Brown, 3), (Colour.White, 2), (Colour.Beige, 2), (Colour.Grey, 1)];

    private readonly Dice _dice;
    private readonly Colour[] _upper, _lower, _paint;

    public AttributePalette(Dice dice)
    {
        _dice = dice;
        _upper = [.. Enumerable.Range(0, dice.Between(4, 7)).Select(_ => dice.Any<Colour>(s_upper))];
        _lower = [.. Enumerable.Range(0, dice.Between(2, 4)).Select(_ => dice.Any<Colour>(s_lower))];
        _paint = [.. Enumerable.Range(0, dice.Between(2, 4)).Select(_ => dice.Any<Colour>(s_paint))];
    }

    /// <summary>A new look.</summary>
    public Look For(ActorKind kind)
    {
        if (kind == ActorKind.Dog) return new Look { Whole = Cloth(_dice.Any<Colour>(s_fur)) };
        if (kind != ActorKind.Person) return new Look { Whole = Cloth(_dice.Any(_paint)) };
        var hat = _dice.Chance(0.3f);
        return new Look
        {
            IsWoman = _dice.Chance(0.5f),
            HasHat = hat,
            Head = Cloth(_dice.Any<Colour>(hat ? s_vivid : s_hair)),
            Upper = Cloth(_dice.Any(_upper)),
            Lower = Cloth(_dice.Any(_lower)),
            Feet = Cloth(_dice.Any<Colour>([(Colour.Black, 3), (Colour.White, 2), (Colour.Brown, 2), (Colour.Red, 0.5f)])),
            Carried = _dice.Chance(0.25f) ? Cloth(_dice.Any<Colour>(s_vivid)) : null,
        };
    }

    /// <summary>A look that shares a part with another and differs in one at least, as distractors do.</summary>
    public Look Like(Look other)
    {
        if (other.Whole is { } paint) return For(ActorKind.Car) with { Whole = Cloth(_dice.Chance(0.5f) ? paint.Name : _dice.Any(_paint)) };
        var look = For(ActorKind.Person);
        return _dice.Below(3) switch
        {
            0 => look with { Upper = Again(other.Upper) },
            1 => look with { Upper = Again(other.Upper), Lower = Again(other.Lower) },
            _ => look with { Lower = Again(other.Lower), Head = Again(other.Head), HasHat = other.HasHat },
        };
    }

    private Cloth? Again(Cloth? cloth) => cloth is { } worn ? Cloth(worn.Name) : null;

    private Cloth Cloth(Colour name)
    {
        var paint = Array.Find(s_paints, p => p.Name == name);
        var light = _dice.Between(0.9f, 1.1f);
        return new Cloth(name, Tint(paint.Red), Tint(paint.Green), Tint(paint.Blue));

        float Tint(float channel) => Math.Clamp((channel * light) + (4 * _dice.Normal()), 0, 255);
    }

    /// <summary>
    /// What a colour might also be called, itself included: who names one of these must not count on the others being meant by nobody.
    /// </summary>
    public static ImmutableArray<Colour> MayBeCalled(Colour colour) => s_mayBeCalled[(int)colour];

    private static readonly ImmutableArray<Colour>[] s_mayBeCalled = [.. Enum.GetValues<Colour>().Select(Confusable)];

    private static ImmutableArray<Colour> Confusable(Colour colour) => colour switch
    {
        Colour.Black => [Colour.Black, Colour.Dark, Colour.Navy, Colour.Grey],
        Colour.White => [Colour.White, Colour.Light, Colour.Grey, Colour.Beige],
        Colour.Grey => [Colour.Grey, Colour.White, Colour.Light, Colour.Black],
        Colour.Red => [Colour.Red, Colour.Pink, Colour.Orange, Colour.Brown],
        Colour.Orange => [Colour.Orange, Colour.Red, Colour.Yellow, Colour.Brown],
        Colour.Yellow => [Colour.Yellow, Colour.Orange, Colour.Beige, Colour.Blonde],
        Colour.Blue => [Colour.Blue, Colour.Navy, Colour.Purple],
        Colour.Purple => [Colour.Purple, Colour.Blue, Colour.Pink, Colour.Navy],
        Colour.Pink => [Colour.Pink, Colour.Red, Colour.Purple, Colour.Beige],
        Colour.Brown => [Colour.Brown, Colour.Red, Colour.Orange, Colour.Beige, Colour.Dark, Colour.Blonde, Colour.Black],
        Colour.Navy => [Colour.Navy, Colour.Blue, Colour.Dark, Colour.Black],
        Colour.Beige => [Colour.Beige, Colour.White, Colour.Brown, Colour.Yellow, Colour.Blonde, Colour.Grey],
        Colour.Blonde => [Colour.Blonde, Colour.Beige, Colour.Brown, Colour.Yellow],
        _ => [colour],
    };
}
