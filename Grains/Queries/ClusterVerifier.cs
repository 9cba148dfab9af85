using Stvg.Core.Alerts.Verification;
using Stvg.Core.Grounding;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Queries;

/// <summary>Asks about alerts where their pictures are: on the silo that watches the camera.</summary>
internal sealed class ClusterVerifier(IGrainFactory grains, VerificationRules rules) : IAlertVerifier
{
    public VerificationRules Rules => rules;

    public async Task<AlertVerification> VerifyAsync(VerificationCase question, CancellationToken ct)
    {
        var alert = question.Alert;
        try
        {
            var request = new VerificationRequest(
                alert.Id, alert.QueryId, TubeCodec.Encode(alert.Tube), (int)alert.Size.Width, (int)alert.Size.Height, alert.OpenedAt);
            return (await grains.GetGrain<ICameraGrain>(alert.CameraId).VerifyAsync(request).WaitAsync(ct).ConfigureAwait(false))
                .ToVerification();
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            // The camera is on its way to another silo, and its pictures are lost.
            return new AlertVerification(
                VerificationOutcome.Unavailable, Reason: $"the camera's silo does not answer: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}

/// <summary>Verdicts between the domain and what travels.</summary>
internal static class Verdicts
{
    public static VerificationReply ToReply(this AlertVerification verdict) => new((int)verdict.Outcome, verdict.Score, verdict.Reason);

    public static AlertVerification ToVerification(this VerificationReply reply) =>
        new((VerificationOutcome)reply.Outcome, reply.Score, reply.Reason);
}
