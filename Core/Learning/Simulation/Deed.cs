using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>What somebody does: a closed set, as the sentences have it.</summary>
internal abstract record Deed
{
    private protected Deed() { }
}

/// <summary>Is there.</summary>
internal sealed record Being : Deed;

/// <summary>Rests, moves, changes how it moves: any <see cref="Queries.Motion"/>.</summary>
internal sealed record Act(Motion Motion, Direction? Direction = null) : Deed;

/// <summary>Comes in or goes out.</summary>
internal sealed record Cross(Crossing Crossing, PictureEdge Edge) : Deed;

/// <summary>Does something to another, or stands in a relation to it.</summary>
/// <param name="Relation">next_to, past, towards, away, follow, together_with, meet or ride, as the plans call them.</param>
/// <param name="Other">Who the other is.</param>
internal sealed record Relate(string Relation, Figure Other) : Deed;
