using Stvg.Core.Learning;
using Stvg.Core.Learning.Files;
using Stvg.Core.Learning.Simulation;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;

namespace Stvg.Client.Tests;

/// <summary>A site's grounder from the command line: refused, forced, shown and taken back.</summary>
public sealed class GrounderCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stvg grounder ");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_site_without_verdicts_adopts_nothing_unless_it_is_forced_and_can_go_back()
    {
        var file = Path.Combine(_folder.FullName, "site.grounder");
        await WriteAsync(file);
        CommandLine.AssertRefused(await RunAsync("adopt", file), "no archive", "--data");
        await (await Storage.Archive.OpenAsync(Path.Combine(_folder.FullName, "stvg.db"), Ct)).DisposeAsync();

        var refused = await RunAsync("adopt", file);
        Assert.Equal(1, refused.Status);
        Assert.Matches(@"\ntogether +0 +0 +0\n", refused.Output);
        Assert.Contains("not adopted: there are 0 held-out verdicts", refused.Error);
        Assert.Contains("built-in grounder answers alone", (await RunAsync("status")).Output);
        Assert.Contains("no grounder was adopted yet", (await RunAsync("list")).Output);
        CommandLine.AssertRefused(await RunAsync("rollback"), "nothing to roll back");

        var forced = await RunAsync("adopt", file, "--force");
        Assert.Equal(0, forced.Status);
        Assert.Contains("warning: adopted all the same: there are 0 held-out verdicts", forced.Error);
        Assert.Contains("adopted as 0001", forced.Output);
        Assert.Contains("version 0001 is in use (made for a test)", (await RunAsync("status")).Output);
        Assert.Matches(@"\n0001 +yes .* yes +made for a test", (await RunAsync("list")).Output);

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "grounders", "0001.grounder"), "nothing", Ct);
        CommandLine.AssertRefused(await RunAsync("status"), "0001 cannot be used", "rollback");
        Assert.Contains("answers alone again", (await RunAsync("rollback")).Output);
        Assert.Equal(0, (await RunAsync("status")).Status);
    }

    [Fact]
    public async Task What_is_no_grounder_is_refused()
    {
        var file = Path.Combine(_folder.FullName, "x.grounder");
        CommandLine.AssertRefused(await RunAsync("adopt", file), "does not exist");
        await File.WriteAllTextAsync(file, "hello", Ct);
        CommandLine.AssertRefused(await RunAsync("adopt", file), "x.grounder");
    }

    private async Task<CommandLine.Outcome> RunAsync(params string[] words) => await CommandLine.RunAsync(["grounder", .. words, "--data", _folder.FullName]);

    private static async Task WriteAsync(string path)
    {
        var examples = new SimulatedExamples(new SimulatorOptions { Seed = 1 }, new QueryParser(Lexicon.Empty));
        var grounder = new GrounderTraining(new TrainingOptions(), examples).Grounder
            .With(new EvidenceWeighing(EvidenceWeights.BuiltInAlone, EvidenceWeights.BuiltInAlone));
        await using var file = File.Create(path);
        GrounderFile.Write(grounder, "made for a test", file);
    }
}
