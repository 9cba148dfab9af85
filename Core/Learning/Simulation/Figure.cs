using System.Collections.Immutable;
using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>A colour of a part.</summary>
internal readonly record struct Trait(BodyPart Part, Colour Colour);

/// <summary>Who a noun phrase may mean.</summary>
/// <param name="Noun">The kind.</param>
/// <param name="Traits">What he or it looks like, beside that.</param>
internal sealed record Figure(ActorKind Noun, ImmutableArray<Trait> Traits)
{
    /// <summary>Whether any vehicle is meant.</summary>
    public bool AnyVehicle { get; init; }

    /// <summary>1 for the first that appears of its kind, -1 for the last; 0 where the order is not said.</summary>
    public int Ordinal { get; init; }

    /// <summary>Whether it is a true description of somebody, or at least one that he might be meant by.</summary>
    /// <param name="actor">Of whom.</param>
    /// <param name="liberal">What might be called so counts, too.</param>
    public bool Fits(SimulatedActor actor, bool liberal)
    {
        if (!IsOfKind(actor.Kind, liberal)) return false;
        foreach (var trait in Traits)
            if (!Fits(actor.Look, trait, liberal)) return false;
        return true;
    }

    public bool IsOfKind(ActorKind kind, bool liberal)
    {
        if (AnyVehicle) return kind.IsVehicle();
        return kind == Noun || (liberal && (Noun, kind) is
            (ActorKind.Car, ActorKind.Van) or (ActorKind.Van, ActorKind.Car or ActorKind.Truck)
            or (ActorKind.Truck, ActorKind.Van or ActorKind.Bus) or (ActorKind.Bus, ActorKind.Truck)
            or (ActorKind.Bicycle, ActorKind.Motorcycle) or (ActorKind.Motorcycle, ActorKind.Bicycle));
    }

    private static bool Fits(Look look, Trait trait, bool liberal) => trait.Part == BodyPart.Whole && look.Whole is null
        ? Is(look.Upper, trait.Colour, liberal) && Is(look.Lower, trait.Colour, liberal)
        : Is(look.Of(trait.Part), trait.Colour, liberal);

    private static bool Is(Cloth? cloth, Colour colour, bool liberal) => cloth is { } worn
        && (liberal ? AttributePalette.MayBeCalled(worn.Name).Contains(colour) : worn.Name == colour);
}
