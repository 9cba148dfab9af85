namespace Stvg.Core.Grounding.Filtering;

/// <summary>
/// 256 yes-or-no features of a tubelet: what it could be (classes), which colours its parts could have, what it could have done, where it
/// could have been. A feature is set where the scorer of <em>some</em> sub-query could give at least <see cref="Floor"/> on <em>some</em>
/// frame, that of a class where it could give more than 0; so a plan whose filter a signature does not pass cannot reach the threshold,
/// and nothing that fits is ever lost.
/// </summary>
/// <remarks>Standing queries are indexed by it and the archive is pre-filtered by it (docs/live.md): 32 bytes, four AND operations a clause.</remarks>
public readonly partial record struct TubeletSignature(ulong Bits0, ulong Bits1, ulong Bits2, ulong Bits3)
{
    /// <summary>Number of features.</summary>
    public const int Length = 256;

    /// <summary>Scores from here on set a feature.</summary>
    public const float Floor = 0.1f;

    /// <summary>Whether any feature is set.</summary>
    public bool IsEmpty => (Bits0 | Bits1 | Bits2 | Bits3) == 0;

    /// <summary>Whether a feature is set.</summary>
    public bool this[int feature] => (Word(feature >> 6) >> (feature & 63) & 1) != 0;

    /// <summary>64 of the features.</summary>
    /// <param name="index">0 to 3.</param>
    public ulong Word(int index) => index switch { 0 => Bits0, 1 => Bits1, 2 => Bits2, _ => Bits3 };

    /// <summary>The same with one more feature.</summary>
    public TubeletSignature With(int feature)
    {
        var bit = 1UL << (feature & 63);
        return (feature >> 6) switch
        {
            0 => this with { Bits0 = Bits0 | bit },
            1 => this with { Bits1 = Bits1 | bit },
            2 => this with { Bits2 = Bits2 | bit },
            _ => this with { Bits3 = Bits3 | bit },
        };
    }

    /// <summary>Whether both have a feature in common.</summary>
    public bool Intersects(in TubeletSignature other) =>
        ((Bits0 & other.Bits0) | (Bits1 & other.Bits1) | (Bits2 & other.Bits2) | (Bits3 & other.Bits3)) != 0;

    /// <summary>Features that at least one of both has.</summary>
    public static TubeletSignature operator |(in TubeletSignature a, in TubeletSignature b) =>
        new(a.Bits0 | b.Bits0, a.Bits1 | b.Bits1, a.Bits2 | b.Bits2, a.Bits3 | b.Bits3);

    /// <summary>The same as <c>a | b</c>.</summary>
    public static TubeletSignature BitwiseOr(in TubeletSignature left, in TubeletSignature right) => left | right;
}
