using System.Collections.Immutable;

namespace Stvg.Core.Queries;

/// <summary>What a sub-query judges. A closed set: the parser makes these, the grounder scores them.</summary>
public abstract record Predicate
{
    private protected Predicate() { }
}

/// <summary>Something has a colour ("red jacket", "blue jeans", "white car", "dressed in black").</summary>
/// <param name="Part">Which part of the object.</param>
/// <param name="Colours">All of them are there ("red and navy": both).</param>
/// <param name="Garment">The word for the coloured thing ("jacket"), or null.</param>
public sealed record ColourPredicate(BodyPart Part, ImmutableArray<Colour> Colours, string? Garment = null) : Predicate;

/// <summary>A pattern of a garment ("striped sweater").</summary>
public sealed record PatternPredicate(BodyPart Part, string Pattern, string? Garment = null) : Predicate;

/// <summary>What a person's body shows beside colours ("balding", "in a long coat").</summary>
public sealed record TraitPredicate(BodyTrait Trait) : Predicate;

/// <summary>How a person holds the body ("sits", "raises an arm").</summary>
public sealed record PosturePredicate(Posture Posture) : Predicate;

/// <summary>Size among the objects of its category in the clip ("tall", "small", "the biggest").</summary>
public sealed record SizePredicate(RelativeSize Size) : Predicate;

/// <summary>Where in the picture ("at the top left", "near the left edge", "near the camera").</summary>
public sealed record PositionPredicate(PicturePlace Place) : Predicate;

/// <summary>How it moves ("stands", "runs", "stops").</summary>
public sealed record MotionPredicate(Motion Motion) : Predicate;

/// <summary>Which way it moves, in the picture ("from right to left", "up the road", "towards the camera").</summary>
public sealed record DirectionPredicate(Direction Direction) : Predicate;

/// <summary>It comes into the picture or goes out of it, where the edge may be named.</summary>
public sealed record CrossingPredicate(Crossing Crossing, PictureEdge Edge = PictureEdge.Any) : Predicate;

/// <summary>A relation to another described thing.</summary>
/// <param name="Name">
/// VidOR-style name in lower case with underscores: next_to, behind, in_front_of, together_with, towards, away, ride, carry, watch, …
/// (docs/plan.md lists them); the verb itself where nobody knows it.
/// </param>
/// <param name="Other">The other side.</param>
/// <param name="TargetIsObject">True where the target suffers the relation ("the cart that the man pushes").</param>
public sealed record RelationPredicate(string Name, Entity Other, bool TargetIsObject = false) : Predicate;

/// <summary>Order of appearance among objects of its category: 1 = first, 2 = second, -1 = last.</summary>
public sealed record OrdinalPredicate(int Rank) : Predicate;

/// <summary>When in the video, or before, after, while something else happens.</summary>
/// <param name="When">The relation in time.</param>
/// <param name="Other">Who the clause is about; null for the target itself ("after he stops") and for start and end of the video.</param>
/// <param name="Clause">What happens there.</param>
public sealed record TemporalPredicate(TemporalRelation When, Entity? Other, ImmutableArray<SubQuery> Clause) : Predicate;

/// <summary>
/// A part of the sentence that nothing in the product can judge; it is shown and warned about, and does not change the score.
/// </summary>
public sealed record UnjudgedPredicate(string Words) : Predicate;

/// <summary>Part of an object that an attribute speaks of.</summary>
public enum BodyPart
{
    /// <summary>The whole object ("white car", "dressed in black").</summary>
    Whole,

    /// <summary>Head, hair or hat.</summary>
    Head,

    /// <summary>Upper clothing.</summary>
    Upper,

    /// <summary>Lower clothing.</summary>
    Lower,

    /// <summary>Shoes.</summary>
    Feet,

    /// <summary>Something carried.</summary>
    Carried,
}

/// <summary>Basic colour terms (Berlin and Kay's eleven, plus the shades that operators use).</summary>
public enum Colour
{
#pragma warning disable CS1591 // the names are the documentation
    Black, White, Grey, Red, Orange, Yellow, Green, Blue, Purple, Pink, Brown, Navy, Beige, Blonde, Dark, Light,
#pragma warning restore CS1591
}

/// <summary>What a body shows.</summary>
public enum BodyTrait
{
#pragma warning disable CS1591
    Bald, LongCoat,
#pragma warning restore CS1591
}

/// <summary>How a body is held.</summary>
public enum Posture
{
#pragma warning disable CS1591
    Sit, Crouch, Bend, Lie, Fall, RaiseArm,
#pragma warning restore CS1591
}

/// <summary>Size relative to others of the same category.</summary>
public enum RelativeSize
{
#pragma warning disable CS1591
    Small, Large, Short, Tall, Smallest, Largest,
#pragma warning restore CS1591
}

/// <summary>Places in the picture.</summary>
public enum PicturePlace
{
#pragma warning disable CS1591
    Left, Right, Top, Bottom, Centre, TopLeft, TopRight, BottomLeft, BottomRight,
    LeftEdge, RightEdge, TopEdge, BottomEdge, NearCamera, FarFromCamera,
#pragma warning restore CS1591
}

/// <summary>Manner of movement.</summary>
public enum Motion
{
#pragma warning disable CS1591
    Stand, Move, Walk, Run, Drive, Stop, Start, Turn, TurnAround, SpeedUp, SlowDown, Wait, Loiter, Circle, LeftBehind, TakenAway,
#pragma warning restore CS1591
}

/// <summary>Direction of movement in the picture; up is away from a camera that looks ahead and down.</summary>
public enum Direction
{
#pragma warning disable CS1591
    Left, Right, Up, Down, TowardsCamera, AwayFromCamera,
#pragma warning restore CS1591
}

/// <summary>Coming in or going out.</summary>
public enum Crossing
{
#pragma warning disable CS1591
    Enter, Leave,
#pragma warning restore CS1591
}

/// <summary>An edge of the picture.</summary>
public enum PictureEdge
{
#pragma warning disable CS1591
    Any, Left, Right, Top, Bottom,
#pragma warning restore CS1591
}

/// <summary>Relations in time.</summary>
public enum TemporalRelation
{
#pragma warning disable CS1591
    AtStart, AtEnd, Before, After, While, Until,
#pragma warning restore CS1591
}
