using Stvg.Core;
using Stvg.Models.Catalogue;

namespace Stvg.Embedded;

/// <summary>The models that one process uses: found in the cache, fetched when they are missing.</summary>
public static class ModelFiles
{
    /// <summary>What the catalogue has, for people to read.</summary>
    public static IReadOnlyList<ModelListing> List()
    {
        var store = new ModelStore();
        return [.. ModelCatalogue.Load().Entries.Select(entry => new ModelListing(
            entry.Name, entry.Kind.ToString().ToLowerInvariant(), entry.Source.ToString(), entry.Licence,
            entry.Source.Bytes, entry.Source.Sha512,
            entry.Name == ModelCatalogue.DefaultLexicon ? Sentences.IsPrepared : store.IsInstalled(entry), entry.Description))];
    }

    /// <summary>Fetches models by name; those that the product uses by default when none is named. Does nothing for those that are there.</summary>
    /// <param name="names">Names of the catalogue.</param>
    /// <param name="notify">Told in one line what is being done.</param>
    /// <param name="cancellation">Ends a download; nothing half-written stays.</param>
    /// <exception cref="StvgException">A name is unknown, or a download failed.</exception>
    public static async Task PullAsync(IReadOnlyList<string> names, Action<string>? notify, CancellationToken cancellation)
    {
        var catalogue = ModelCatalogue.Load();
        string[] wanted = names.Count > 0 ? [.. names] : [ModelCatalogue.DefaultDetector, ModelCatalogue.DefaultPoses, ModelCatalogue.DefaultLexicon];
        ModelEntry[] entries = [.. wanted.Select(catalogue.Get)];
        await InstallAsync([.. entries.Where(e => e.Name != ModelCatalogue.DefaultLexicon)], notify, cancellation).ConfigureAwait(false);
        if (wanted.Contains(ModelCatalogue.DefaultLexicon)) await Sentences.PrepareAsync(notify, cancellation).ConfigureAwait(false);
    }

    internal static async Task<ModelEntry> DetectorAsync(ClipOptions options, CancellationToken cancellation)
    {
        var entry = ModelCatalogue.Load().Get(options.Detector);
        if (entry.Kind != ModelKind.Detector) throw new StvgException($"'{entry.Name}' is no detector; 'stvg models list' shows which are");
        await InstallAsync([entry], options.Notify, cancellation).ConfigureAwait(false);
        return entry;
    }

    /// <summary>Names of the detector's classes that COCO does not have.</summary>
    internal static IReadOnlyList<string> OwnClasses(ClipOptions options) =>
        ClassTranslation.OwnClasses(ModelCatalogue.Load().Get(options.Detector).Output?.Classes ?? []);

    /// <summary>The open-vocabulary model; null where none is asked for.</summary>
    internal static ModelEntry? Vocabulary(ClipOptions options)
    {
        if (options.Vocabulary is not { } name) return null;
        var entry = ModelCatalogue.Load().Get(name);
        return entry.Kind == ModelKind.OpenVocabulary
            ? entry : throw new StvgException($"'{entry.Name}' is no open-vocabulary model; docs/models.md says how to register one");
    }

    /// <summary>
    /// The pose model; null where none is asked for. It is in the detector's package, so the two are fetched together where both are missing.
    /// </summary>
    internal static async Task<ModelEntry?> PosesAsync(ClipOptions options, CancellationToken cancellation)
    {
        if (options.Poses is not { } name) return null;
        var catalogue = ModelCatalogue.Load();
        var entry = catalogue.Get(name);
        if (entry.Kind != ModelKind.Pose) throw new StvgException($"'{entry.Name}' is no pose model; 'stvg models list' shows which are");
        ModelEntry[] wanted = options.Detections is null ? [entry, catalogue.Get(options.Detector)] : [entry];
        await InstallAsync(wanted, options.Notify, cancellation).ConfigureAwait(false);
        return entry;
    }

    internal static async Task InstallAsync(IReadOnlyList<ModelEntry> models, Action<string>? notify, CancellationToken cancellation)
    {
        await new ModelStore().PullAsync(models, notify is null ? null : new Announcer(notify), cancellation).ConfigureAwait(false);
    }

    private sealed class Announcer(Action<string> notify) : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            var size = value.Bytes > 0 ? $" ({value.Bytes / 1_000_000} MB)" : "";
            switch (value.Stage)
            {
                case PullStage.Downloading:
                    notify($"downloading {value.Source}{size} ...");
                    break;
                case PullStage.Importing:
                    notify($"checked; importing from {value.Source} ...");
                    break;
            }
        }
    }
}

/// <summary>One model of the catalogue.</summary>
/// <param name="Name">What to call it on the command line.</param>
/// <param name="Kind">detector, pose or lexicon.</param>
/// <param name="Source">Package and version, or file.</param>
/// <param name="Licence">Licence of the weights.</param>
/// <param name="Bytes">Size of the download, 0 when not known.</param>
/// <param name="Sha512">Checksum of the download, base64, or null.</param>
/// <param name="Installed">Whether it can be used without a download.</param>
/// <param name="Description">What it is.</param>
public sealed record ModelListing(
    string Name, string Kind, string Source, string Licence, long Bytes, string? Sha512, bool Installed, string Description);
