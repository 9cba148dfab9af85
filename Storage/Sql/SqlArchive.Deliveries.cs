using Stvg.Core.Alerts;
using Stvg.Core.Services;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Delivery>> DueDeliveriesAsync(DateTimeOffset now, int limit, CancellationToken ct) =>
        database.ReadAsync(
            async session =>
            {
                var due = await DueAsync(session, now, limit).ConfigureAwait(false);
                return await DeliveriesAsync(session, due).ConfigureAwait(false);
            },
            ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Delivery>> ClaimDeliveriesAsync(DateTimeOffset now, TimeSpan hold, int limit, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(hold, TimeSpan.Zero);
        var until = (now + hold).ToUnits();
        return database.WriteAsync(
            async session =>
            {
                var due = await DueAsync(session, now, limit, session.Database.ForUpdateSkipLocked).ConfigureAwait(false);
                if (due.Count == 0) return [];
                // Held is: due later. That is when it is tried next if whoever holds it is never heard of again.
                await session.ExecuteAsync(
                    $"UPDATE delivery SET next_at = @until WHERE id {session.Database.In("@ids")}",
                    new { until, ids = session.Database.List(due.Select(row => row.Id)) }).ConfigureAwait(false);
                return await DeliveriesAsync(session, due).ConfigureAwait(false);
            },
            ct);
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextDeliveryAsync(CancellationToken ct) =>
        (await database.ReadAsync(session => session.FirstAsync<long?>("SELECT min(next_at) FROM delivery WHERE next_at IS NOT NULL"), ct)
            .ConfigureAwait(false))?.ToInstant();

    /// <inheritdoc/>
    public Task DeliveredAsync(long id, CancellationToken ct) =>
        database.WriteAsync(session => session.ExecuteAsync("DELETE FROM delivery WHERE id = @id", new { id }), ct);

    /// <inheritdoc/>
    public Task DeliveryFailedAsync(long id, string error, DateTimeOffset? next, CancellationToken ct) => database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE delivery SET attempts = attempts + 1, error = @error, next_at = @next WHERE id = @id",
            new { id, error = error.Clean(), next = next?.ToUnits() }),
        ct);

    /// <inheritdoc/>
    public async Task<Page<DeliveryView>> UndeliveredAsync(string? cursor, int limit, CancellationToken ct)
    {
        var after = cursor is null ? 0 : Cursor.Parse(cursor, 1)[0];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<DeliveryRow>(
                """
                SELECT d.id, d.url, d.attempts, d.first_at AS FirstAt, d.next_at AS NextAt, d.error,
                    c.alert_id AS AlertId, c.change, c.query_id AS QueryId
                FROM delivery d JOIN alert_change c ON c.sequence = d.sequence
                WHERE d.id > @after AND d.attempts > 0 ORDER BY d.id LIMIT @limit
                """,
                new { after, limit = limit + 1L }),
            ct).ConfigureAwait(false);
        return ToPage(rows, limit, row => row.ToView(), row => Cursor.Of(row.Id));
    }

    private static Task<List<DeliveryRow>> DueAsync(Session session, DateTimeOffset now, int limit, string locking = "") =>
        session.QueryAsync<DeliveryRow>(
            $"""
            SELECT id, sequence, url, secret, attempts, first_at AS FirstAt FROM delivery
            WHERE next_at <= @now ORDER BY next_at, id LIMIT @limit {locking}
            """,
            new { now = now.ToUnits(), limit });

    private static async Task<IReadOnlyList<Delivery>> DeliveriesAsync(Session session, List<DeliveryRow> rows)
    {
        var changes = (await session.QueryAsync<AlertRow>(
            $"{AlertRow.Select} AND c.sequence {session.Database.In("@sequences")}",
            new { sequences = session.Database.List(rows.Select(row => row.Sequence)) }).ConfigureAwait(false))
            .ToDictionary(row => row.Sequence);
        // One whose alert was forgotten between the two queries is forgotten too.
        return
        [
            .. from row in rows
               where changes.ContainsKey(row.Sequence)
               select new Delivery(
                   row.Id, changes[row.Sequence].ToRecord(), new Webhook(row.Url, row.Secret), (int)row.Attempts, row.FirstAt.ToInstant()),
        ];
    }

    private static Task<int> OweAsync(Session session, long sequence, Webhook webhook, DateTimeOffset now) => session.ExecuteAsync(
        "INSERT INTO delivery (sequence, url, secret, first_at, next_at) VALUES (@sequence, @url, @secret, @now, @now)",
        new { sequence, url = webhook.Url.Clean(), secret = webhook.Secret.Clean(), now = now.ToUnits() });

    private sealed class DeliveryRow
    {
        public long Id { get; set; }
        public long Sequence { get; set; }
        public string Url { get; set; } = "";
        public string Secret { get; set; } = "";
        public long Attempts { get; set; }
        public long FirstAt { get; set; }
        public long? NextAt { get; set; }
        public string? Error { get; set; }
        public string AlertId { get; set; } = "";
        public long Change { get; set; }
        public string QueryId { get; set; } = "";

        public DeliveryView ToView() =>
            new(AlertId, (int)Change, QueryId, WithoutUser(Url), (int)Attempts, FirstAt.ToInstant(), NextAt?.ToInstant(), Error);

        private static string WithoutUser(string url) =>
            Uri.TryCreate(url, UriKind.Absolute, out var address)
                ? new UriBuilder(address) { UserName = "", Password = "" }.Uri.ToString()
                : "(not an address)";
    }
}
