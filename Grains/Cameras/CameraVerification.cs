using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Queries;

namespace Stvg.Grains.Cameras;

/// <summary>Shows the model a camera's pictures on the silo that has them.</summary>
internal static class CameraVerification
{
    /// <summary>Asks about an alert of a camera of this silo.</summary>
    /// <param name="request">The alert.</param>
    /// <param name="latest">What the camera saw last; null: nothing yet.</param>
    /// <param name="silo">The silo.</param>
    public static async Task<VerificationReply> AskAsync(VerificationRequest request, CameraUpdate? latest, SiloParts silo)
    {
        if (silo.Judge?.Verifier is not { } verifier)
        {
            return new AlertVerification(
                VerificationOutcome.Unavailable,
                Reason: $"silo '{silo.Options.Name}' was started without --judge, or its file has no 'verify'")
                .ToReply();
        }

        var tube = TubeCodec.Decode(request.Tube);
        var alert = new Alert
        {
            Id = request.AlertId, QueryId = request.QueryId, CameraId = tube.CameraId, ObjectId = tube.TubeletId, State = AlertState.Opened,
                Change = 1,
            OpenedAt = request.OpenedAt, ChangedAt = request.OpenedAt, BeginAt = request.OpenedAt, EndAt = request.OpenedAt,
            Size = new FrameSize(request.Width, request.Height), Tube = tube,
        };
        var question = new VerificationCase(
            alert, silo.Planner.Plan(tube.Query), latest is null ? [] : [.. latest.Recent.Concat(latest.Live).Select(o => o.Tubelet)]);
        using var limit = new CancellationTokenSource(verifier.Rules.Timeout, silo.Time);
        try
        {
            // Marking and encoding pictures is no work for a grain's turn.
            return (await Task.Run(() => verifier.VerifyAsync(question, limit.Token), limit.Token)).ToReply();
        }
        catch (OperationCanceledException)
        {
            return new AlertVerification(VerificationOutcome.TimedOut, Reason: "the judge did not answer in time").ToReply();
        }
    }
}
