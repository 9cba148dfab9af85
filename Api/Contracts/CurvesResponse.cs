using Stvg.Core.Queries;

namespace Stvg.Api.Contracts;

/// <summary>What every part of a sentence scored over time, for the object of an answer.</summary>
public sealed record CurvesResponse
{
    /// <summary>Frames per second of the frame numbers.</summary>
    public required double Fps { get; init; }

    /// <summary>Frame of the first score: the curves may begin before the tube and end after it.</summary>
    public required int Begin { get; init; }

    /// <summary>Frame of the last score, inclusive.</summary>
    public required int End { get; init; }

    /// <summary>One for each sub-query that could be judged, in the order of the sentence.</summary>
    public required IReadOnlyList<CurveBody> Curves { get; init; }

    /// <summary>Frame, perhaps between two, at which <c>clip.mp4</c> begins; null when there is no clip.</summary>
    public double? ClipBegin { get; init; }

    /// <summary>Frame at which it ends.</summary>
    public double? ClipEnd { get; init; }
}

/// <summary>What one sub-query scored.</summary>
public sealed record CurveBody
{
    /// <summary>Its id in the plan.</summary>
    /// <example>v1</example>
    public required string SubQuery { get; init; }

    /// <summary>Which part of the engine judges it.</summary>
    public required SubQueryKind Kind { get; init; }

    /// <summary>The words it came from.</summary>
    /// <example>who stops</example>
    public required string Text { get; init; }

    /// <summary>From 0 to 1, one for every frame.</summary>
    public required IReadOnlyList<double> Scores { get; init; }
}
