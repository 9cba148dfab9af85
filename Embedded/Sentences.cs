using Stvg.Core.Queries;
using Stvg.Models.Catalogue;

namespace Stvg.Embedded;

/// <summary>Understands sentences with the lexicon of this machine's cache.</summary>
public static class Sentences
{
    // Grows when the importer writes another text, or from another dictionary. Named without asking the catalogue, whose JSON takes
    // longer to read than the lexicon.
    private const string FileName = "wordnet-3.1-1.txt";

    /// <summary>Whether the lexicon is on this machine.</summary>
    internal static bool IsPrepared => File.Exists(CompactPath);

    private static string CompactPath => Path.Combine(StvgFolders.Cache, "lexicon", FileName);

    /// <summary>Loads the parser; fetches and converts the dictionary when this machine does not have it yet.</summary>
    /// <param name="notify">Told in one line what is being fetched or prepared.</param>
    /// <param name="cancellation">Ends a download.</param>
    /// <exception cref="Core.StvgException">The dictionary cannot be had; one line says why.</exception>
    public static async Task<QueryParser> LoadParserAsync(Action<string>? notify, CancellationToken cancellation)
    {
        using var reader = new StreamReader(await PrepareAsync(notify, cancellation).ConfigureAwait(false));
        return new QueryParser(Lexicon.Parse(reader));
    }

    /// <summary>Makes sure that the compact lexicon is there, and says where.</summary>
    internal static async Task<string> PrepareAsync(Action<string>? notify, CancellationToken cancellation)
    {
        var compact = CompactPath;
        if (File.Exists(compact)) return compact;

        var entry = ModelCatalogue.BuiltIn.Get(ModelCatalogue.DefaultLexicon);
        var folder = new ModelStore().FolderOf(entry);
        await ModelFiles.InstallAsync([entry], notify, cancellation).ConfigureAwait(false);
        notify?.Invoke("preparing the dictionary ...");
        var part = $"{compact}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(compact)!);
            try
            {
                Import(Path.Combine(folder, "dict"), part);
                File.Copy(Path.Combine(folder, "LICENSE"), compact + ".LICENSE", overwrite: true);
                File.Move(part, compact, overwrite: true);
            }
            finally
            {
                File.Delete(part);
            }

            // 25 MB that nobody reads any more.
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Core.StvgException($"cannot prepare '{compact}': {e.Message}; free some space or set STVG_CACHE to another folder", e);
        }

        return compact;
    }

    private static void Import(string dictionary, string target)
    {
        using var output = new StreamWriter(target);
        using StreamReader indexNoun = Open("index.noun"), dataNoun = Open("data.noun"), indexVerb = Open("index.verb");
        using StreamReader indexAdjective = Open("index.adj"), indexAdverb = Open("index.adv"), indexSense = Open("index.sense");
        WordNetImporter.Write(indexNoun, dataNoun, indexVerb, indexAdjective, indexAdverb, indexSense, output);

        StreamReader Open(string name) => new(Path.Combine(dictionary, name));
    }
}
