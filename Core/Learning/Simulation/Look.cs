using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Cloth, hair or paint of one colour.</summary>
/// <param name="Name">What everybody would call it.</param>
/// <param name="Red">In full light, 0 to 255.</param>
/// <param name="Green">The same.</param>
/// <param name="Blue">The same.</param>
internal readonly record struct Cloth(Colour Name, float Red, float Green, float Blue);

/// <summary>What somebody or something looks like.</summary>
internal sealed record Look
{
    /// <summary>Of vehicles and animals.</summary>
    public Cloth? Whole { get; init; }

    /// <summary>Hair, or a hat.</summary>
    public Cloth? Head { get; init; }

    /// <summary>Whether the head's colour is that of a hat.</summary>
    public bool HasHat { get; init; }

    public Cloth? Upper { get; init; }

    public Cloth? Lower { get; init; }

    public Cloth? Feet { get; init; }

    public Cloth? Carried { get; init; }

    /// <summary>Words for a person only: pictures do not tell.</summary>
    public bool IsWoman { get; init; }

    public Cloth? Of(BodyPart part) => part switch
    {
        BodyPart.Head => Head,
        BodyPart.Upper => Upper,
        BodyPart.Lower => Lower,
        BodyPart.Feet => Feet,
        BodyPart.Carried => Carried,
        _ => Whole,
    };
}
