using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    // Rows of a transaction: some milliseconds, so that a camera's tubelets or an alert need not wait.
    private const int Slice = 500;

    /// <inheritdoc/>
    public async Task<long> ApplyRetentionAsync(MetadataRetention retention, DateTimeOffset now, CancellationToken ct)
    {
        long removed = 0;
        if (retention.Age is { } age) removed += await ForgetBeforeAsync(now.ToUnits() - age.Ticks, ct).ConfigureAwait(false);
        while (retention.Bytes is { } bytes && await TooManyAsync(bytes, ct).ConfigureAwait(false) is > 0 and var rows)
        {
            if (await OldestAsync(rows, ct).ConfigureAwait(false) is not { } until) break;
            var some = await ForgetBeforeAsync(until + 1, ct).ConfigureAwait(false);
            if (some == 0) break; // what is left may not be forgotten: open alerts, cameras, queries
            removed += some;
        }

        if (removed > 0) await database.GiveBackAsync(ct).ConfigureAwait(false);
        return removed;
    }

    /// <summary>
    /// About how many rows to forget before measuring again: most of what is too much, so that hardly more goes than has to.
    /// </summary>
    private async Task<long> TooManyAsync(long bytes, CancellationToken ct)
    {
        var used = await database.UsedBytesAsync(ct).ConfigureAwait(false);
        if (used <= bytes) return 0;
        var rows = await database.ReadAsync(
            session => session.NumberAsync(
                """
                SELECT (SELECT count(*) FROM tubelet) + (SELECT count(*) FROM tube)
                    + (SELECT count(*) FROM alert) + (SELECT count(*) FROM audit)
                """),
            ct).ConfigureAwait(false);
        return Math.Max(2 * Slice, (long)(0.8 * rows * (used - bytes) / used));
    }

    /// <summary>The time of the oldest rows' last; null when nothing is left to forget.</summary>
    private Task<long?> OldestAsync(long rows, CancellationToken ct) => database.ReadAsync(
        session => session.FirstAsync<long?>(
            $"""
            SELECT max(at) FROM (SELECT at FROM (
                SELECT * FROM (SELECT end_at AS at FROM tubelet ORDER BY end_at LIMIT @rows) AS a
                UNION ALL SELECT * FROM (SELECT saved_at AS at FROM tube ORDER BY saved_at LIMIT @rows) AS b
                UNION ALL SELECT * FROM (SELECT changed_at AS at FROM alert WHERE {Forgettable} ORDER BY changed_at LIMIT @rows) AS c
                UNION ALL SELECT * FROM (SELECT done_at AS at FROM audit ORDER BY done_at LIMIT @rows) AS d
            ) AS oldest ORDER BY at LIMIT @rows) AS slice
            """,
            new { rows }),
        ct);

    // Closed, and nobody is still to be told of it.
    private const string Forgettable =
        """
        state = 'Closed' AND NOT EXISTS (
            SELECT 1 FROM alert_change c JOIN delivery d ON d.sequence = c.sequence WHERE c.alert_id = alert.id AND d.next_at IS NOT NULL)
        """;

    private async Task<long> ForgetBeforeAsync(long before, CancellationToken ct)
    {
        var removed = await ForgetTubeletsAsync(before, ct).ConfigureAwait(false);
        removed += await ForgetAsync("tube", "id", "saved_at < @before", before, ct).ConfigureAwait(false);
        removed += await ForgetAsync("delivery", "id", "next_at IS NULL AND first_at < @before", before, ct).ConfigureAwait(false);
        removed += await ForgetAsync("alert", "id", $"changed_at < @before AND {Forgettable}", before, ct).ConfigureAwait(false);
        removed += await ForgetAsync("audit", "id", "done_at < @before", before, ct).ConfigureAwait(false);
        return removed;
    }

    private async Task<long> ForgetAsync(string table, string key, string which, long before, CancellationToken ct)
    {
        for (long removed = 0; ;)
        {
            var some = await database.WriteAsync(
                session => session.ExecuteAsync(
                    $"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {which} LIMIT {Slice})", new { before }),
                ct).ConfigureAwait(false);
            removed += some;
            if (some < Slice) return removed;
        }
    }

    private async Task<long> ForgetTubeletsAsync(long before, CancellationToken ct)
    {
        for (long removed = 0; ;)
        {
            var some = await database.WriteAsync(session => ForgetSomeTubeletsAsync(session, before), ct).ConfigureAwait(false);
            removed += some;
            if (some == 0) return removed;
        }
    }

    private static async Task<int> ForgetSomeTubeletsAsync(Session session, long before)
    {
        var rows = await session.QueryAsync<(long Id, long EndAt)>(
            $"SELECT id, end_at FROM tubelet WHERE end_at < @before ORDER BY end_at LIMIT {Slice}", new { before }).ConfigureAwait(false);
        if (rows.Count == 0) return 0;
        var arguments = new { ids = session.Database.List(rows.Select(row => row.Id)), last = rows[^1].EndAt };
        foreach (var table in (string[])["tubelet_data", "tubelet_look"])
            await session.ExecuteAsync($"DELETE FROM {table} WHERE id {session.Database.In("@ids")}", arguments).ConfigureAwait(false);
        return await session.ExecuteAsync($"DELETE FROM tubelet WHERE end_at <= @last AND id {session.Database.In("@ids")}", arguments)
            .ConfigureAwait(false);
    }
}
