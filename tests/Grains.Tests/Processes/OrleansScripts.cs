using Stvg.Tests;

namespace Stvg.Grains.Tests.Processes;

/// <summary>The PostgreSQL scripts of the pinned Orleans release, where the user put them (deploy/orleans-sql/README.md).</summary>
internal static class OrleansScripts
{
    public const string Variable = "STVG_ORLEANS_SQL";

    private static readonly string[] s_names =
        ["PostgreSQL-Main.sql", "PostgreSQL-Clustering.sql", "PostgreSQL-Persistence.sql", "PostgreSQL-Reminders.sql"];

    /// <summary>In the order in which they are applied; empty when one is missing.</summary>
    public static IReadOnlyList<string> Find()
    {
        var folder = Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(TestData.RepositoryRoot, "deploy", "orleans-sql");
        if (!Directory.Exists(folder)) return [];
        var files = Directory.GetFiles(folder, "*.sql", SearchOption.AllDirectories)
            .ToLookup(f => Path.GetFileName(f), StringComparer.Ordinal);
        return s_names.All(files.Contains) ? [.. s_names.Select(n => files[n].First())] : [];
    }
}
