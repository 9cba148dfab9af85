using System.Globalization;
using System.Text.RegularExpressions;
using Stvg.Tests;
using YamlDotNet.RepresentationModel;

namespace Stvg.Architecture.Tests;

/// <summary>What is in deploy/, and what the sources say that it should agree with.</summary>
internal static partial class DeployFiles
{
    public static string Folder { get; } = Path.Combine(TestData.RepositoryRoot, "deploy");

    /// <summary>All files that belong to the repository; what users put beside them does not.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(f => Path.GetExtension(f) != ".sql" && Path.GetFileName(f) != ".env" && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Yaml => All.Where(f => f.EndsWith(".yaml", StringComparison.Ordinal));

    /// <summary>Everything of Kubernetes, template included.</summary>
    public static IEnumerable<YamlNode> Objects => Yaml.Where(f => f.Contains("/kubernetes/", StringComparison.Ordinal)).SelectMany(Documents);

    /// <summary>Options of the silo's command line.</summary>
    public static IReadOnlySet<string> SiloOptions { get; } =
        SiloOption().Matches(Source("Silo/SiloCommand.cs")).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    public static string Source(string path) => File.ReadAllText(Path.Combine(TestData.RepositoryRoot, path));

    public static IReadOnlyList<YamlNode> Documents(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(file);
        stream.Load(reader);
        return [.. stream.Documents.Select(d => d.RootNode)];
    }

    /// <summary>A variable's option: STVG_LOG_LEVEL is --log-level.</summary>
    public static string OptionOf(string variable) => "--" + variable["STVG_".Length..].ToLowerInvariant().Replace('_', '-');

    /// <summary>The usual value of a number among the options.</summary>
    public static string DefaultOf(string option) =>
        Regex.Match(Source("Silo/SiloCommand.cs"), $"""Number\("{option}", "[^"]*", (\d+)\)""").Groups[1].Value;

    /// <summary>A node below this one, by keys and indexes; null when it is not there.</summary>
    public static YamlNode? At(this YamlNode node, params ReadOnlySpan<string> path)
    {
        var at = node;
        foreach (var step in path)
        {
            at = at switch
            {
                YamlMappingNode map => map.Children.TryGetValue(new YamlScalarNode(step), out var value) ? value : null,
                YamlSequenceNode list when int.Parse(step, CultureInfo.InvariantCulture) < list.Children.Count => list.Children[int.Parse(step, CultureInfo.InvariantCulture)],
                _ => null,
            };
            if (at is null) return null;
        }

        return at;
    }

    public static string? Text(this YamlNode node, params ReadOnlySpan<string> path) => (node.At(path) as YamlScalarNode)?.Value;

    public static IReadOnlyList<YamlNode> List(this YamlNode node, params ReadOnlySpan<string> path) => [.. node.At(path) as YamlSequenceNode ?? []];

    public static IReadOnlyDictionary<string, string?> Map(this YamlNode node, params ReadOnlySpan<string> path) =>
        (node.At(path) as YamlMappingNode ?? []).ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => (p.Value as YamlScalarNode)?.Value, StringComparer.Ordinal);

    public static IEnumerable<YamlNode> Of(string kind) => Objects.Where(o => o.Text("kind") == kind);

    [GeneratedRegex("""(?:Text|Number)\("(--[a-z-]+)",""")]
    private static partial Regex SiloOption();
}
