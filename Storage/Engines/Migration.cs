using System.Globalization;
using System.Reflection;

namespace Stvg.Storage.Engines;

/// <summary>One step of the schema.</summary>
/// <param name="Version">The schema's version after it, from 1.</param>
/// <param name="Sql">Statements; they keep the data.</param>
internal sealed record Migration(int Version, string Sql)
{
    /// <summary>The steps that the program knows for an engine, in order.</summary>
    public static IReadOnlyList<Migration> For(string engine)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var folder = $"Stvg.Storage.Migrations.{engine}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name => new Migration(int.Parse(name.AsSpan(folder.Length, 4), CultureInfo.InvariantCulture), Text(assembly, name)))
            .OrderBy(migration => migration.Version)];
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
