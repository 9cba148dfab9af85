using Npgsql;
using Stvg.Core;

namespace Stvg.Silo;

/// <summary>The runtime's own tables, which its scripts make; the archive's are made by the archive.</summary>
internal static class OrleansTables
{
    // Each of the runtime's scripts leaves queries of these names behind.
    private static readonly (string Query, string Script)[] s_scripts =
    [
        ("MembershipReadAllKey", "PostgreSQL-Clustering.sql"), ("WriteToStorageKey", "PostgreSQL-Persistence.sql"),
        ("UpsertReminderRowKey", "PostgreSQL-Reminders.sql"),
    ];

    /// <summary>Looks whether they are there, which the runtime would only find out later, and say worse.</summary>
    /// <exception cref="StvgException">The database does not answer, or the tables are not there.</exception>
    public static async Task CheckAsync(string connection, CancellationToken ct)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(connection);
            var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            await using (var exists = source.CreateCommand("SELECT to_regclass('orleansquery')::text"))
                if (await exists.ExecuteScalarAsync(ct) is not string) throw Missing("PostgreSQL-Main.sql");
            await using var command = source.CreateCommand("SELECT querykey FROM orleansquery");
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) known.Add(reader.GetString(0));
            foreach (var (query, script) in s_scripts)
                if (!known.Contains(query)) throw Missing(script);
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            throw new StvgException($"the database of the cluster cannot be used: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static StvgException Missing(string script) => new(
        $"the database lacks tables of the Orleans runtime: apply {script} (docs/cluster.md says where it is and in which order)");
}
