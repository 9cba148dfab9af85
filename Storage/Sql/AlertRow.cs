using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Services;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

/// <summary>One change of an alert as it lies in the database, with what is known of the alert as a whole.</summary>
internal sealed class AlertRow
{
    /// <summary>SQL that gives rows of this kind; a condition on <c>c</c> (changes) and <c>a</c> (alerts) follows.</summary>
    public const string Select =
        """
        SELECT c.sequence, c.alert_id AS AlertId, c.change, c.query_id AS QueryId, c.camera_id AS CameraId, c.object_id AS ObjectId,
            c.state, c.opened_at AS OpenedAt, c.changed_at AS ChangedAt, c.ending, c.begin_at AS BeginAt, c.end_at AS EndAt,
            c.width, c.height, c.query_text AS QueryText, c.written_at AS WrittenAt, c.tube,
            c.verdict, c.verdict_score AS VerdictScore, c.verdict_reason AS VerdictReason,
            a.acknowledged_at AS AcknowledgedAt, a.acknowledged_by AS AcknowledgedBy
        FROM alert_change c CROSS JOIN alert a
        WHERE a.id = c.alert_id
        """;

    /// <summary>As <see cref="Select"/>, beginning with the alerts, and only their latest changes.</summary>
    public static string SelectLatest { get; } =
        Select.Replace("FROM alert_change c CROSS JOIN alert a", "FROM alert a CROSS JOIN alert_change c", StringComparison.Ordinal)
            + " AND c.sequence = a.sequence";

    public long Sequence { get; set; }
    public string AlertId { get; set; } = "";
    public long Change { get; set; }
    public string QueryId { get; set; } = "";
    public string CameraId { get; set; } = "";
    public long ObjectId { get; set; }
    public string State { get; set; } = "";
    public long OpenedAt { get; set; }
    public long ChangedAt { get; set; }
    public string? Ending { get; set; }
    public long BeginAt { get; set; }
    public long EndAt { get; set; }
    public long Width { get; set; }
    public long Height { get; set; }
    public string QueryText { get; set; } = "";
    public long WrittenAt { get; set; }
    public byte[] Tube { get; set; } = [];
    public string? Verdict { get; set; }
    public double? VerdictScore { get; set; }
    public string? VerdictReason { get; set; }
    public long? AcknowledgedAt { get; set; }
    public string? AcknowledgedBy { get; set; }

    /// <summary>The row of a change that is about to be written.</summary>
    public static AlertRow Of(AlertWrite write, long sequence, DateTimeOffset now) => new()
    {
        Sequence = sequence,
        AlertId = write.Alert.Id.Clean(),
        Change = write.Alert.Change,
        QueryId = write.Alert.QueryId.Clean(),
        CameraId = write.Alert.CameraId.Clean(),
        ObjectId = write.Alert.ObjectId,
        State = write.Alert.State.ToString(),
        OpenedAt = write.Alert.OpenedAt.ToUnits(),
        ChangedAt = write.Alert.ChangedAt.ToUnits(),
        Ending = write.Alert.End?.ToString(),
        BeginAt = write.Alert.BeginAt.ToUnits(),
        EndAt = write.Alert.EndAt.ToUnits(),
        Width = write.Alert.Size.Width,
        Height = write.Alert.Size.Height,
        QueryText = write.QueryText.Clean(),
        WrittenAt = now.ToUnits(),
        Tube = TubeCodec.Encode(write.Alert.Tube),
        Verdict = write.Alert.Verification?.Outcome.ToString(),
        VerdictScore = write.Alert.Verification?.Score,
        VerdictReason = write.Alert.Verification?.Reason?.Clean(),
    };

    /// <summary>The change.</summary>
    public AlertRecord ToRecord()
    {
        var alert = new Alert
        {
            Id = AlertId,
            QueryId = QueryId,
            CameraId = CameraId,
            ObjectId = (int)ObjectId,
            State = Stored.Name<AlertState>(State),
            Change = (int)Change,
            OpenedAt = OpenedAt.ToInstant(),
            ChangedAt = ChangedAt.ToInstant(),
            End = Ending is null ? null : Stored.Name<AlertEnd>(Ending),
            Tube = TubeCodec.Decode(Tube),
            BeginAt = BeginAt.ToInstant(),
            EndAt = EndAt.ToInstant(),
            Size = new FrameSize((int)Width, (int)Height),
            Verification = Verdict is null ? null
                : new AlertVerification(Stored.Name<VerificationOutcome>(Verdict), (float?)VerdictScore, VerdictReason),
        };
        return new AlertRecord(Sequence, alert, QueryText, WrittenAt.ToInstant(), AcknowledgedAt?.ToInstant(), AcknowledgedBy);
    }
}
