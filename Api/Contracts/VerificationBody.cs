using Stvg.Core.Alerts.Verification;

namespace Stvg.Api.Contracts;

/// <summary>What a multimodal model had to say of an alert before it was told.</summary>
public sealed record VerificationBody
{
    /// <summary>What came of asking. In all cases but the first two the engine's own score stands alone.</summary>
    /// <example>confirmed</example>
    public required VerificationOutcome Outcome { get; init; }

    /// <summary>How well the model thinks it fits, from 0 to 1; null where it said nothing.</summary>
    public double? Score { get; init; }

    /// <summary>Why it said nothing, one line; else null.</summary>
    public string? Reason { get; init; }
}
