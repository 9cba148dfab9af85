using Stvg.Core;
using Stvg.Core.Grounding.Filtering;
using Stvg.Storage.Engines;
using Stvg.Storage.Sql;

namespace Stvg.Storage;

/// <summary>Opens archives.</summary>
public static class Archive
{
    /// <summary>Opens an archive; creates it, or brings it to this program's schema, where that is needed.</summary>
    /// <param name="connection">
    /// A path or <c>Data Source=…</c> for SQLite; <c>Host=…</c> or <c>postgres://…</c> for PostgreSQL.
    /// </param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StvgException">
    /// It cannot be reached, opened or written, is damaged, no archive, or of a newer program; one line says which.
    /// </exception>
    public static async Task<IArchive> OpenAsync(string connection, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(connection))
            throw new StvgException("no archive is named: give a file, or the connection string of PostgreSQL");
        Database database = IsPostgres(connection)
            ? PostgresDatabase.Open(connection)
            : await SqliteDatabase.OpenAsync(connection, new SqliteLimits(), ct).ConfigureAwait(false);
        return await OpenAsync(database, Migration.For(database.Engine), ct).ConfigureAwait(false);
    }

    /// <summary>Makes an archive of a database, which is disposed of with it.</summary>
    internal static async Task<IArchive> OpenAsync(Database database, IReadOnlyList<Migration> migrations, CancellationToken ct)
    {
        try
        {
            await Schema.MigrateAsync(database, migrations, ct).ConfigureAwait(false);
            await Signatures.RenewAsync(database, TubeletSignature.Version, ct).ConfigureAwait(false);
            return new SqlArchive(database);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static bool IsPostgres(string connection) =>
        PostgresDatabase.IsAddress(connection)
        || connection.Split(';').Any(part => part.Split('=') is [var key, _, ..] && key.Trim().ToLowerInvariant() is "host" or "server");
}
