using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Alerts.Verification;

/// <summary>Whoever is asked about an alert before it is told. Hosts of standing queries know nothing else of judges.</summary>
public interface IAlertVerifier
{
    /// <summary>How long alerts wait, and how many are asked about.</summary>
    VerificationRules Rules { get; }

    /// <summary>Asks about one alert. Never throws but when it is cancelled: what goes wrong is a verdict, too.</summary>
    Task<AlertVerification> VerifyAsync(VerificationCase question, CancellationToken ct);
}

/// <summary>An alert that a judge is asked about.</summary>
/// <param name="Alert">Its opening.</param>
/// <param name="Plan">The sentence.</param>
/// <param name="Surroundings">Everything that the camera tracks now, the alert's own object too.</param>
public sealed record VerificationCase(Alert Alert, QueryPlan Plan, IReadOnlyList<Tubelet> Surroundings);
