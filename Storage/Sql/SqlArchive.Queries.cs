using System.Text.Json;
using Stvg.Core.Alerts;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    /// <inheritdoc/>
    public Task<bool> AddQueryAsync(StandingQuery query, CancellationToken ct) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            "INSERT INTO standing_query (id, document) VALUES (@id, @document) ON CONFLICT DO NOTHING", Arguments(query))
                .ConfigureAwait(false) > 0,
        ct);

    /// <inheritdoc/>
    public Task PutQueryAsync(StandingQuery query, CancellationToken ct) => database.WriteAsync(
        session => session.ExecuteAsync(
            "INSERT INTO standing_query (id, document) VALUES (@id, @document) ON CONFLICT (id) DO UPDATE SET document = excluded.document",
            Arguments(query)),
        ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StandingQuery>> QueriesAsync(CancellationToken ct)
    {
        var documents = await database.ReadAsync(
            session => session.QueryAsync<string>("SELECT document FROM standing_query ORDER BY id"), ct).ConfigureAwait(false);
        return [.. documents.Select(document => Stored.Json(document, StorageJson.Default.StandingQuery, "standing query"))];
    }

    /// <inheritdoc/>
    public async Task<StandingQuery?> FindQueryAsync(string id, CancellationToken ct)
    {
        var documents = await database.ReadAsync(
            session => session.QueryAsync<string>("SELECT document FROM standing_query WHERE id = @id", new { id = id.Clean() }), ct).ConfigureAwait(false);
        return documents.Count > 0 ? Stored.Json(documents[0], StorageJson.Default.StandingQuery, $"standing query '{id}'") : null;
    }

    /// <inheritdoc/>
    public Task<bool> RemoveQueryAsync(string id, CancellationToken ct) => database.WriteAsync(
        async session =>
            await session.ExecuteAsync("DELETE FROM standing_query WHERE id = @id", new { id = id.Clean() }).ConfigureAwait(false) > 0, ct);

    private static object Arguments(StandingQuery query) => new
    {
        id = query.Id.Clean(),
        document = JsonSerializer.Serialize(query, StorageJson.Default.StandingQuery),
    };
}
