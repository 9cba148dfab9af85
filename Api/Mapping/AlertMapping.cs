using Stvg.Api.Contracts;
using Stvg.Core.Services;

namespace Stvg.Api.Mapping;

/// <summary>Alerts and deliveries on the wire.</summary>
internal static class AlertMapping
{
    public static AlertResponse ToResponse(this AlertRecord record, bool boxes = true)
    {
        var alert = record.Alert;
        // The camera's own rate is not part of an alert; the tube's two times and their frames give it.
        return new AlertResponse
        {
            Sequence = record.Sequence,
            Id = alert.Id,
            State = alert.State,
            Change = alert.Change,
            QueryId = alert.QueryId,
            Query = record.QueryText,
            Camera = alert.CameraId,
            ObjectId = alert.ObjectId,
            OpenedAt = alert.OpenedAt,
            ChangedAt = alert.ChangedAt,
            WrittenAt = record.WrittenAt,
            End = alert.End,
            AcknowledgedAt = record.AcknowledgedAt,
            AcknowledgedBy = record.AcknowledgedBy,
            Verification = alert.Verification is { } verdict
                ? new VerificationBody
                {
                    Outcome = verdict.Outcome, Score = verdict.Score is { } score ? Math.Round(score, 4) : null, Reason = verdict.Reason,
                }
                : null,
            Tube = new TubeRecord(alert.Tube, alert.Size, FramesPerSecond(alert.Tube), alert.BeginAt, alert.EndAt).ToResponse(boxes),
        };
    }

    public static DeliveryResponse ToResponse(this DeliveryView view) => new()
    {
        AlertId = view.AlertId,
        Change = view.Change,
        QueryId = view.QueryId,
        Url = Secrets.Hide(view.Url),
        Attempts = view.Attempts,
        FirstAt = view.FirstAt,
        NextAt = view.NextAt,
        LastError = view.LastError is { } error ? Secrets.Hide(error) : null,
    };

    private static double FramesPerSecond(Core.Grounding.Tube tube)
    {
        // Frame n of a camera is at n / rate: the later frame gives the rate with the smaller rounding.
        var seconds = tube.EndTime.TotalSeconds;
        return seconds > 0 ? Math.Round(tube.End / seconds, 4) : 0;
    }
}
