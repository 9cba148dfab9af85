using Stvg.Core.Alerts;

namespace Stvg.Api.Contracts;

/// <summary>An alert as it stands after one of its changes.</summary>
public sealed record AlertResponse
{
    /// <summary>Place of this change in the order of all changes; what <c>after</c> and <c>Last-Event-ID</c> take.</summary>
    /// <example>1042</example>
    public required long Sequence { get; init; }

    /// <summary>The same event always has the same id; also the id of its tube.</summary>
    public required string Id { get; init; }

    /// <summary>What the change was.</summary>
    /// <example>opened</example>
    public required AlertState State { get; init; }

    /// <summary>Number of the change, from 1.</summary>
    public required int Change { get; init; }

    /// <summary>The standing query.</summary>
    /// <example>red-at-door</example>
    public required string QueryId { get; init; }

    /// <summary>Its sentence.</summary>
    public required string Query { get; init; }

    /// <summary>The camera.</summary>
    /// <example>gate-1</example>
    public required string Camera { get; init; }

    /// <summary>The object in that camera.</summary>
    public required int ObjectId { get; init; }

    /// <summary>Capture time of the frame on which the evidence sufficed, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Capture time of the frame of this change, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When the change was written, UTC.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Why it closed; null while it is open.</summary>
    public AlertEnd? End { get; init; }

    /// <summary>When an operator acknowledged it, UTC.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Who did.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>What a multimodal model said before the alert was told; null where none is asked.</summary>
    public VerificationBody? Verification { get; init; }

    /// <summary>The answer so far; the final one once closed.</summary>
    public required TubeResponse Tube { get; init; }
}
