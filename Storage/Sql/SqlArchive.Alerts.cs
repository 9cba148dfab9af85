using Stvg.Core.Alerts;
using Stvg.Core.Services;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    private const string AlertCounter = "alert";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertRecord>> WriteAlertsAsync(
        IReadOnlyList<AlertWrite> changes, DateTimeOffset now, Fence? fence, CancellationToken ct)
    {
        if (changes.Count == 0) return [];
        var rows = await database.WriteAsync(session => WriteAsync(session, changes, now, fence), ct).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToRecord())]; // as everybody else will read them, to the last digit
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertRecord>> AlertChangesAsync(long after, AlertFilter filter, int limit, CancellationToken ct)
    {
        var which = (filter.CameraId is null ? "" : " AND c.camera_id = @camera")
            + (filter.QueryId is null ? "" : " AND c.query_id = @query");
        return await RecordsAsync(
            $"{AlertRow.Select} AND c.sequence > @after{which} ORDER BY c.sequence LIMIT @limit",
            new { after, camera = filter.CameraId?.Clean(), query = filter.QueryId?.Clean(), limit }, ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertRecord>> NewestAlertsAsync(
        long? before, AlertFilter filter, bool? open, int limit, CancellationToken ct)
    {
        var which = (before is null ? "" : " AND c.sequence < @before")
            + (filter.CameraId is null ? "" : " AND c.camera_id = @camera")
            + (filter.QueryId is null ? "" : " AND c.query_id = @query")
            + (open is null ? "" : $" AND a.state {(open.Value ? "<>" : "=")} '{nameof(AlertState.Closed)}'");
        // Open ones are few and have an index of their own; the others are the newest of all changes.
        var latest = open == true ? AlertRow.SelectLatest : $"{AlertRow.Select} AND c.sequence = a.sequence";
        return await RecordsAsync(
            $"{latest}{which} ORDER BY c.sequence DESC LIMIT @limit",
            new { before = before ?? 0, camera = filter.CameraId?.Clean(), query = filter.QueryId?.Clean(), limit }, ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<long> LatestAlertChangeAsync(CancellationToken ct) =>
        database.ReadAsync(session => session.NumberAsync("SELECT value FROM counter WHERE name = @name", new { name = AlertCounter }), ct);

    /// <inheritdoc/>
    public async Task<AlertRecord?> FindAlertAsync(string id, CancellationToken ct)
    {
        var found = await RecordsAsync($"{AlertRow.SelectLatest} AND a.id = @id", new { id = id.Clean() }, ct).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AlertRecord>> OpenAlertsAsync(CancellationToken ct) =>
        RecordsAsync($"{AlertRow.SelectLatest} AND a.state <> '{nameof(AlertState.Closed)}'", null, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AlertRecord>> AlertsSinceAsync(DateTimeOffset since, CancellationToken ct) =>
        RecordsAsync($"{AlertRow.SelectLatest} AND a.changed_at >= @since", new { since = since.ToUnits() }, ct);

    /// <inheritdoc/>
    public async Task<AlertRecord?> AcknowledgeAlertAsync(string id, string by, DateTimeOffset now, CancellationToken ct)
    {
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE alert SET acknowledged_at = @now, acknowledged_by = @by WHERE id = @id AND acknowledged_at IS NULL",
                new { id = id.Clean(), by = by.Clean(), now = now.ToUnits() }),
            ct).ConfigureAwait(false);
        return await FindAlertAsync(id, ct).ConfigureAwait(false);
    }

    private static async Task<List<AlertRow>> WriteAsync(
        Session session, IReadOnlyList<AlertWrite> changes, DateTimeOffset now, Fence? fence)
    {
        await HoldAsync(session, fence).ConfigureAwait(false);
        // Before anything is written, so that nobody else writes changes of the same alerts meanwhile. Some numbers may stay unused.
        var first = await TakeNumbersAsync(session, AlertCounter, changes.Count).ConfigureAwait(false);
        var written = new List<AlertRow>(changes.Count);
        foreach (var change in changes)
        {
            var row = AlertRow.Of(change, first + written.Count, now);
            if (!await InsertAsync(session, row).ConfigureAwait(false)) continue;
            written.Add(row);
            if (change.Webhook is { } webhook) await OweAsync(session, row.Sequence, webhook, now).ConfigureAwait(false);
        }

        return written;
    }

    /// <summary>False when that change was there already.</summary>
    private static async Task<bool> InsertAsync(Session session, AlertRow row)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO alert (id, sequence, change, state, changed_at) VALUES (@AlertId, @Sequence, 0, @State, @ChangedAt)
            ON CONFLICT DO NOTHING
            """,
            row).ConfigureAwait(false);
        var added = await session.ExecuteAsync(
            """
            INSERT INTO alert_change (sequence, alert_id, change, query_id, camera_id, object_id, state, opened_at, changed_at, ending,
                begin_at, end_at, width, height, query_text, written_at, tube, verdict, verdict_score, verdict_reason)
            VALUES (@Sequence, @AlertId, @Change, @QueryId, @CameraId, @ObjectId, @State, @OpenedAt, @ChangedAt, @Ending,
                @BeginAt, @EndAt, @Width, @Height, @QueryText, @WrittenAt, @Tube, @Verdict, @VerdictScore, @VerdictReason)
            ON CONFLICT (alert_id, change) DO NOTHING
            """,
            row).ConfigureAwait(false);
        if (added == 0) return false;
        // The highest number is the latest state, in whatever order changes come.
        await session.ExecuteAsync(
            """
            UPDATE alert SET sequence = @Sequence, change = @Change, state = @State, changed_at = @ChangedAt
            WHERE id = @AlertId AND change < @Change
            """,
            row).ConfigureAwait(false);
        var acknowledged = await session.FirstAsync<AlertRow>(
            "SELECT acknowledged_at AS AcknowledgedAt, acknowledged_by AS AcknowledgedBy FROM alert WHERE id = @AlertId", row)
                .ConfigureAwait(false);
        (row.AcknowledgedAt, row.AcknowledgedBy) = (acknowledged!.AcknowledgedAt, acknowledged.AcknowledgedBy);
        return true;
    }

    private async Task<IReadOnlyList<AlertRecord>> RecordsAsync(string sql, object? arguments, CancellationToken ct)
    {
        var rows = await database.ReadAsync(session => session.QueryAsync<AlertRow>(sql, arguments), ct).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToRecord())];
    }
}
