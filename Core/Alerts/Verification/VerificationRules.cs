namespace Stvg.Core.Alerts.Verification;

/// <summary>How candidates for alerts are verified.</summary>
public sealed record VerificationRules
{
    /// <summary>An alert waits no longer than this for the judge; then the built-in score stands.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Candidates that are judged in a minute, over all cameras; those beyond are told at once.</summary>
    public int PerMinute { get; init; } = 60;

    /// <summary>Candidates of one camera that are judged in a minute, so that a restless one does not take all.</summary>
    public int PerMinuteAndCamera { get; init; } = 12;

    /// <summary>Candidates that wait at the same time; those beyond are told at once.</summary>
    public int MostPending { get; init; } = 64;

    /// <summary>Whether a candidate that the judge refutes is withheld; else it is told with that verdict.</summary>
    public bool Withhold { get; init; } = true;
}
