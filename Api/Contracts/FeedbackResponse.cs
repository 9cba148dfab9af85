using Stvg.Core.Services;

namespace Stvg.Api.Contracts;

/// <summary>What an operator said of an answer, and where that answer is.</summary>
public sealed record FeedbackResponse
{
    /// <summary>The answer.</summary>
    /// <example>5f1c02a9b3d4e6f7</example>
    public required string TubeId { get; init; }

    /// <summary>The sentence it answers.</summary>
    /// <example>the man in the red jacket who stops at the door</example>
    public required string Query { get; init; }

    /// <summary>"right": it is what was asked for; "wrong": it is not.</summary>
    /// <example>right</example>
    public required Verdict Verdict { get; init; }

    /// <summary>Who said so; "local" without keys.</summary>
    /// <example>control room (k3f9)</example>
    public required string By { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The camera; null for a video file, or where retention took the answer.</summary>
    /// <example>gate-1</example>
    public string? Camera { get; init; }

    /// <summary>The video file; null for a camera, or where retention took the answer.</summary>
    public string? Video { get; init; }

    /// <summary>The tubelet that the answer is an interval of; null where retention took the answer.</summary>
    public int? TubeletId { get; init; }

    /// <summary>First frame, from 0; null where retention took the answer.</summary>
    public int? Begin { get; init; }

    /// <summary>Last frame, inclusive; null where retention took the answer.</summary>
    public int? End { get; init; }

    /// <summary>Capture time of the first frame, UTC; null for a video file, or where retention took the answer.</summary>
    public DateTimeOffset? BeginAt { get; init; }

    /// <summary>Capture time of the last frame, UTC; null for a video file, or where retention took the answer.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>How sure the answer was, from 0 to 1; null where retention took the answer.</summary>
    public double? Score { get; init; }
}
