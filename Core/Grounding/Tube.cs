using Stvg.Core.Frames;

namespace Stvg.Core.Grounding;

/// <summary>The answer to a sentence: which object, from when to when, a box on every frame, how sure and why.</summary>
public sealed record Tube
{
    /// <summary>Stable identity: the same query on the same clip gives the same id.</summary>
    public required string Id { get; init; }

    /// <summary>The sentence that was asked.</summary>
    public required string Query { get; init; }

    /// <summary>The camera or file.</summary>
    public string CameraId { get; init; } = "";

    /// <summary>The tubelet that this tube is an interval of.</summary>
    public required int TubeletId { get; init; }

    /// <summary>First frame, from 0.</summary>
    public required int Begin { get; init; }

    /// <summary>Last frame, inclusive.</summary>
    public int End => Begin + Boxes.Count - 1;

    /// <summary>Stream time of the first frame.</summary>
    public TimeSpan BeginTime { get; init; }

    /// <summary>Stream time of the last frame.</summary>
    public TimeSpan EndTime { get; init; }

    /// <summary>One box for every frame of the interval, in pixels of the original frame.</summary>
    public required IReadOnlyList<Box> Boxes { get; init; }

    /// <summary>How well the tube fits the whole sentence, in [0, 1].</summary>
    public required float Score { get; init; }

    /// <summary>The score of every sub-query, in the plan's order.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
}

/// <summary>How well one sub-query fits, over the whole tube and frame by frame.</summary>
/// <param name="SubQuery">Id of the sub-query in the plan.</param>
/// <param name="Score">In [0, 1], over the tube.</param>
/// <param name="PerFrame">In [0, 1], one value per frame of the tubelet that the tube is cut from, starting at the tubelet's first frame.</param>
public sealed record Evidence(string SubQuery, float Score, IReadOnlyList<float> PerFrame);
