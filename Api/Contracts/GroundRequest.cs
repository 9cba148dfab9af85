using System.Text.Json.Serialization;
using Stvg.Core.Judging;

namespace Stvg.Api.Contracts;

/// <summary>Spatio-temporal video grounding of one clip: a file, or a stretch of what a camera saw.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record GroundRequest
{
    /// <summary>The sentence, in English.</summary>
    /// <example>the man in black who walks to the left</example>
    public required string Query { get; init; }

    /// <summary>A video file in one of the server's folders; or else give a camera.</summary>
    /// <example>yard.mp4</example>
    public string? Video { get; init; }

    /// <summary>A camera, with <c>from</c> and <c>to</c>; or else give a video.</summary>
    public string? Camera { get; init; }

    /// <summary>Begin of the camera's stretch, UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the camera's stretch, UTC.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Begin within the file, seconds; left out: its first frame.</summary>
    public double? Begin { get; init; }

    /// <summary>End within the file, seconds; left out: its last frame.</summary>
    public double? End { get; init; }

    /// <summary>At most so many answers, best first; default 1.</summary>
    /// <example>1</example>
    public int? Top { get; init; }

    /// <summary>Whether the server's multimodal model chooses among the engine's candidates; refused where none is configured.</summary>
    public bool? Judge { get; init; }
}

/// <summary>Spatial video grounding: where, for a period that is given.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LocateRequest
{
    /// <summary>The sentence, in English.</summary>
    /// <example>the man in black</example>
    public required string Query { get; init; }

    /// <summary>A video file in one of the server's folders; or else give a camera.</summary>
    /// <example>yard.mp4</example>
    public string? Video { get; init; }

    /// <summary>A camera, with <c>from</c> and <c>to</c>; or else give a video, with <c>begin</c> and <c>end</c>.</summary>
    public string? Camera { get; init; }

    /// <summary>Begin of the period in a camera, UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the period in a camera, UTC.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Begin of the period in a file, seconds.</summary>
    /// <example>2.5</example>
    public double? Begin { get; init; }

    /// <summary>End of the period in a file, seconds.</summary>
    /// <example>9</example>
    public double? End { get; init; }

    /// <summary>At most so many answers, best first; default 1.</summary>
    /// <example>1</example>
    public int? Top { get; init; }

    /// <summary>Whether the server's multimodal model chooses among the engine's candidates; refused where none is configured.</summary>
    public bool? Judge { get; init; }
}

/// <summary>The answer to a sentence on one clip.</summary>
public sealed record GroundResponse
{
    /// <summary>The sentence.</summary>
    public required string Query { get; init; }

    /// <summary>How it was understood.</summary>
    public required PlanBody Plan { get; init; }

    /// <summary>Best first; empty when nothing fits.</summary>
    public required IReadOnlyList<TubeResponse> Tubes { get; init; }

    /// <summary>What the multimodal model said; null where none was asked.</summary>
    public JudgeBody? Judge { get; init; }
}

/// <summary>What a multimodal model said.</summary>
public sealed record JudgeBody
{
    /// <summary>Model and address.</summary>
    /// <example>Qwen2.5-VL-7B-Instruct at 127.0.0.1:8000</example>
    public required string Name { get; init; }

    /// <summary>Its own words, one text for each question.</summary>
    public required IReadOnlyList<string> Said { get; init; }

    /// <summary>What had to be done before they meant an object that was tracked.</summary>
    /// <example>none</example>
    public required TargetMending Mending { get; init; }
}
