using System.Text.Json.Serialization;
using Stvg.Core.Services;

namespace Stvg.Api.Contracts;

/// <summary>The answer to a sentence: which object, from when to when, a box on every frame, how sure and why.</summary>
public sealed record TubeResponse
{
    /// <summary>Stable identity: the same query on the same clip gives the same id.</summary>
    public required string Id { get; init; }

    /// <summary>The sentence that was asked; empty for an object that was described without one.</summary>
    /// <example>the man in the red jacket who stops at the door</example>
    public required string Query { get; init; }

    /// <summary>The camera; null for a video file.</summary>
    /// <example>gate-1</example>
    public string? Camera { get; init; }

    /// <summary>The video file; null for a camera.</summary>
    public string? Video { get; init; }

    /// <summary>The tubelet that the tube is an interval of.</summary>
    public required int TubeletId { get; init; }

    /// <summary>How well it fits the whole sentence, from 0 to 1.</summary>
    /// <example>0.91</example>
    public required double Score { get; init; }

    /// <summary>First frame, from 0.</summary>
    public required int Begin { get; init; }

    /// <summary>Last frame, inclusive.</summary>
    public required int End { get; init; }

    /// <summary>Stream time of the first frame, seconds.</summary>
    public required double BeginTime { get; init; }

    /// <summary>Stream time of the last frame, seconds.</summary>
    public required double EndTime { get; init; }

    /// <summary>Capture time of the first frame, UTC; null for a video file.</summary>
    public DateTimeOffset? BeginAt { get; init; }

    /// <summary>Capture time of the last frame, UTC; null for a video file.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>Size of the picture, in whose pixels the boxes are.</summary>
    public required SizeBody Size { get; init; }

    /// <summary>Frames per second of the frame numbers.</summary>
    public required double Fps { get; init; }

    /// <summary>One box for every frame of the interval; empty where the request says <c>boxes=false</c>.</summary>
    public required IReadOnlyList<FrameBoxBody> Boxes { get; init; }

    /// <summary>The score of every sub-query of the plan; one that is missing could not be judged and did not count.</summary>
    public required IReadOnlyList<EvidenceBody> Evidence { get; init; }

    /// <summary>What an operator said of it last; left out where nobody did, and in lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Verdict? Feedback { get; init; }
}

/// <summary>Where the object is on one frame: pixels of the original picture, from the top left corner.</summary>
public sealed record FrameBoxBody
{
    /// <summary>Frame number, from 0.</summary>
    public required int Frame { get; init; }

    /// <summary>Left edge.</summary>
    public required double X { get; init; }

    /// <summary>Top edge.</summary>
    public required double Y { get; init; }

    /// <summary>Width.</summary>
    public required double Width { get; init; }

    /// <summary>Height.</summary>
    public required double Height { get; init; }
}

/// <summary>How well one part of the sentence fits.</summary>
public sealed record EvidenceBody
{
    /// <summary>Id of the sub-query in the plan.</summary>
    /// <example>a1</example>
    public required string SubQuery { get; init; }

    /// <summary>From 0 to 1, over the whole tube.</summary>
    /// <example>0.95</example>
    public required double Score { get; init; }
}
