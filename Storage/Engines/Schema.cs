using Stvg.Core;

namespace Stvg.Storage.Engines;

/// <summary>Brings a database to the schema of this program.</summary>
internal static class Schema
{
    private const string Versions = "stvg_schema";

    /// <summary>Creates the schema or takes it from version to version, each step in a transaction of its own.</summary>
    /// <exception cref="StvgException">The database was written by a newer program, or is not an archive.</exception>
    public static async Task MigrateAsync(Database database, IReadOnlyList<Migration> migrations, CancellationToken ct)
    {
        var more = true;
        while (more) more = await database.WriteAsync(session => StepAsync(session, migrations), ct).ConfigureAwait(false);
    }

    /// <summary>One step; false when there was none to take.</summary>
    private static async Task<bool> StepAsync(Session session, IReadOnlyList<Migration> migrations)
    {
        var (database, newest) = (session.Database, migrations[^1].Version);
        await database.LockSchemaAsync(session).ConfigureAwait(false);
        var version = 0L;
        if (await database.HasTableAsync(session, Versions).ConfigureAwait(false))
            version = await session.NumberAsync($"SELECT version FROM {Versions}").ConfigureAwait(false);
        else if (await database.HasTableAsync(session, "camera").ConfigureAwait(false))
            throw new StvgException($"the database '{database.Name}' holds something else than an archive: name another");
        if (version > newest)
            throw new StvgException(
                $"the archive '{database.Name}' has schema {version}, this program knows up to {newest}: update the program");

        var next = migrations.FirstOrDefault(m => m.Version > version);
        if (next is null) return false;
        if (version == 0)
            await session.ExecuteAsync($"CREATE TABLE {Versions} (version INTEGER NOT NULL); INSERT INTO {Versions} VALUES (0)")
                .ConfigureAwait(false);
        await session.ExecuteAsync(next.Sql).ConfigureAwait(false);
        await session.ExecuteAsync($"UPDATE {Versions} SET version = @version", new { version = next.Version }).ConfigureAwait(false);
        return true;
    }
}
