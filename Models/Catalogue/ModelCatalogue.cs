using System.Text.Json;
using Stvg.Core;

namespace Stvg.Models.Catalogue;

/// <summary>The models that can be used by name: those built in and those that the user described.</summary>
public sealed class ModelCatalogue
{
    /// <summary>The detector that is used when none is named.</summary>
    public const string DefaultDetector = "nanodet";

    /// <summary>The pose model that is used when none is named.</summary>
    public const string DefaultPoses = "movenet-lightning";

    /// <summary>The dictionary of English words.</summary>
    public const string DefaultLexicon = "wordnet";

    private ModelCatalogue(IReadOnlyList<ModelEntry> entries) => Entries = entries;

    /// <summary>The models that come with the product.</summary>
    public static ModelCatalogue BuiltIn { get; } = new(ReadBuiltIn());

    /// <summary>All models, built-in ones first.</summary>
    public IReadOnlyList<ModelEntry> Entries { get; }

    /// <summary>The built-in models and every *.json of a folder; a user's entry replaces a built-in one of the same name.</summary>
    /// <param name="userFolder">The folder; <see cref="StvgFolders.UserModels"/> when null. It need not exist.</param>
    /// <exception cref="StvgException">A file is no valid entry; the message names file and reason.</exception>
    public static ModelCatalogue Load(string? userFolder = null)
    {
        var folder = userFolder ?? StvgFolders.UserModels;
        if (!Directory.Exists(folder)) return BuiltIn;
        List<ModelEntry> users = [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ReadFile)];
        return new([.. BuiltIn.Entries.Where(b => users.TrueForAll(u => u.Name != b.Name)), .. users]);
    }

    /// <summary>The entry with a name, or the one that a JSON file describes.</summary>
    /// <exception cref="StvgException">There is no such model, or the file is no valid entry.</exception>
    public ModelEntry Get(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (Entries.FirstOrDefault(e => e.Name == nameOrFile) is { } entry) return entry;
        if (nameOrFile.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return ReadFile(nameOrFile);
        throw new StvgException(
            $"there is no model '{nameOrFile}': choose one of {string.Join(", ", Entries.Select(e => e.Name))}, "
            + "or name a JSON file that describes one");
    }

    /// <summary>Reads one entry.</summary>
    /// <exception cref="StvgException">The file cannot be read or is no valid entry; the message names file and reason.</exception>
    public static ModelEntry ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var full = Path.GetFullPath(path);
            var entry = CatalogueJson.Read<ModelEntry>(File.ReadAllBytes(full));
            if (entry.Source.File is { } file)
                entry = entry with { Source = entry.Source with { File = Path.Combine(Path.GetDirectoryName(full)!, file) } };
            if (entry.Phrases is { } phrases) entry = entry with { Phrases = phrases.In(Path.GetDirectoryName(full)!) };
            ModelValidator.Validate(entry, path);
            return entry with { Origin = full };
        }
        catch (JsonException e)
        {
            throw new StvgException($"'{path}' describes no model: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot read the model description '{path}': {e.Message}", e);
        }
    }

    private static ModelEntry[] ReadBuiltIn()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("models.json")!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        var entries = CatalogueJson.Read<ModelEntry[]>(json);
        foreach (var entry in entries) ModelValidator.Validate(entry, "models.json");
        return entries;
    }
}
