namespace Stvg.Core.Alerts.Verification;

/// <summary>What a judge had to say of an alert before it was told.</summary>
/// <param name="Outcome">What came of asking.</param>
/// <param name="Score">How well the judge thinks it fits, in [0, 1]; null where it said nothing.</param>
/// <param name="Reason">One line for people where the built-in score stands alone; else null.</param>
public sealed record AlertVerification(VerificationOutcome Outcome, float? Score = null, string? Reason = null);

/// <summary>What comes of asking a judge about an alert.</summary>
public enum VerificationOutcome
{
    /// <summary>The judge agrees.</summary>
    Confirmed,

    /// <summary>The judge does not agree; told only where alerts are not withheld for that.</summary>
    Refuted,

    /// <summary>The judge did not answer in time: the built-in score stands.</summary>
    TimedOut,

    /// <summary>The judge could not be asked, or answered nonsense: the built-in score stands.</summary>
    Unavailable,

    /// <summary>More candidates came than may be asked about in a minute: the built-in score stands.</summary>
    OverBudget,
}
