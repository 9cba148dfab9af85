using Stvg.Core.Services;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    /// <inheritdoc/>
    public async Task AddKeyAsync(ApiKey key, string secretHash, CancellationToken ct)
    {
        var added = await database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO access_key (id, secret_hash, name, role, created_at) VALUES (@id, @hash, @name, @role, @created)
                ON CONFLICT DO NOTHING
                """,
                new
                {
                    id = key.Id.Clean(),
                    hash = secretHash.Clean(),
                    name = key.Name.Clean(),
                    role = key.Role.ToString(),
                    created = key.CreatedAt.ToUnits(),
                }),
            ct).ConfigureAwait(false);
        if (added == 0) throw new ServiceException(ServiceError.Conflict, $"there is a key '{key.Id}' already: choose another id");
    }

    /// <inheritdoc/>
    public async Task<ApiKey?> FindKeyAsync(string secretHash, CancellationToken ct)
    {
        var keys = await KeysAsync("WHERE secret_hash = @hash", new { hash = secretHash.Clean() }, ct).ConfigureAwait(false);
        return keys.Count > 0 ? keys[0] : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken ct) =>
        await KeysAsync("ORDER BY created_at, id", null, ct).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<bool> RemoveKeyAsync(string id, CancellationToken ct) => database.WriteAsync(
        async session =>
            await session.ExecuteAsync("DELETE FROM access_key WHERE id = @id", new { id = id.Clean() }).ConfigureAwait(false) > 0, ct);

    /// <inheritdoc/>
    public Task AddAuditAsync(IReadOnlyList<AuditEntry> entries, CancellationToken ct) =>
        entries.Count == 0 ? Task.CompletedTask : database.WriteAsync(
        session => session.ExecuteAsync(
            "INSERT INTO audit (done_at, who, action, subject, status, address) VALUES (@at, @who, @action, @subject, @status, @address)",
            entries.Select(entry => new
            {
                at = entry.At.ToUnits(),
                who = entry.Who.Clean(),
                action = entry.Action.Clean(),
                subject = entry.Subject.Clean(),
                status = (long)entry.Status,
                address = entry.Address.Clean(),
            })),
        ct);

    /// <inheritdoc/>
    public async Task<Page<AuditEntry>> AuditAsync(string? cursor, int limit, CancellationToken ct)
    {
        var before = cursor is null ? long.MaxValue : Cursor.Parse(cursor, 1)[0];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<AuditRow>(
                """
                SELECT id, done_at AS DoneAt, who, action, subject, status, address FROM audit
                WHERE id < @before ORDER BY id DESC LIMIT @limit
                """,
                new { before, limit = limit + 1L }),
            ct).ConfigureAwait(false);
        return ToPage(rows, limit, row => row.ToEntry(), row => Cursor.Of(row.Id));
    }

    private async Task<List<ApiKey>> KeysAsync(string which, object? arguments, CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<KeyRow>($"SELECT id, name, role, created_at AS CreatedAt FROM access_key {which}", arguments), ct)
                .ConfigureAwait(false);
        return [.. rows.Select(row => new ApiKey(row.Id, row.Name, Stored.Name<Role>(row.Role), row.CreatedAt.ToInstant()))];
    }

    private sealed class KeyRow
    {
        public string Id { get; set; } = "";
        public string Name { get; set; } = "";
        public string Role { get; set; } = "";
        public long CreatedAt { get; set; }
    }

    private sealed class AuditRow
    {
        public long Id { get; set; }
        public long DoneAt { get; set; }
        public string Who { get; set; } = "";
        public string Action { get; set; } = "";
        public string Subject { get; set; } = "";
        public long Status { get; set; }
        public string Address { get; set; } = "";

        public AuditEntry ToEntry() => new(DoneAt.ToInstant(), Who, Action, Subject, (int)Status, Address);
    }
}
