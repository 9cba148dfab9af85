using Stvg.Core.Frames;
using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Frames from one to another, both inclusive.</summary>
internal readonly record struct Span(int Begin, int End)
{
    public int Length => End - Begin + 1;

    public Span And(Span other) => new(Math.Max(Begin, other.Begin), Math.Min(End, other.End));

    public bool Overlaps(Span other) => Begin <= other.End && other.Begin <= End;
}

/// <summary>A stretch of a life in which the same is done all the time.</summary>
/// <param name="Motion">Stand, Walk, Run or Drive.</param>
/// <param name="Right">Cosine of the heading on the ground to the right; 0 at rest.</param>
/// <param name="Nearer">The same towards the camera.</param>
/// <param name="Span">From when to when.</param>
/// <param name="Leg">Which part of the way it is, from 0.</param>
internal readonly record struct Episode(Motion Motion, float Right, float Nearer, Span Span, int Leg);

/// <summary>What somebody was made to do to another.</summary>
internal readonly record struct Tie(string Relation, SimulatedActor Other, Span Span);

/// <summary>An object as it really is: what the detector does not tell and the truth is made of.</summary>
internal sealed class SimulatedActor
{
    /// <summary>From 0, the order in which they were made; later it becomes the identity of what is tracked.</summary>
    public required int Number { get; init; }

    public required ActorKind Kind { get; init; }

    public required Look Look { get; init; }

    /// <summary>Height relative to others of the kind.</summary>
    public float Stature { get; init; } = 1;

    /// <summary>First and last frame in the picture.</summary>
    public Span Life { get; set; }

    /// <summary>Boxes of what would be seen if nothing were in the way, one per frame of the life, cut by the picture.</summary>
    public Box[] Boxes { get; set; } = [];

    /// <summary>Where the feet are on these frames.</summary>
    public (float X, float Y)[] Feet { get; set; } = [];

    /// <summary>The edge it came in over, Any where it was there from the beginning.</summary>
    public PictureEdge CameFrom { get; set; }

    /// <summary>The edge it went out over, Any where it is there until the end.</summary>
    public PictureEdge WentTo { get; set; }

    /// <summary>The life in order, without gaps.</summary>
    public List<Episode> Episodes { get; } = [];

    /// <summary>What takes many steps: loitering, walking in circles.</summary>
    public List<(Motion Motion, Span Span)> Courses { get; } = [];

    public List<Tie> Ties { get; } = [];

    public Box BoxAt(int frame) => Boxes[frame - Life.Begin];

    public (float X, float Y) FeetAt(int frame) => Feet[frame - Life.Begin];

    public Episode EpisodeAt(int frame)
    {
        foreach (var episode in Episodes)
            if (frame <= episode.Span.End) return episode;
        return Episodes[^1];
    }

    /// <summary>Whether it stays where it is for as long as it is there.</summary>
    public bool Rests => Episodes.TrueForAll(e => e.Motion == Motion.Stand);
}
