using System.Diagnostics;
using Stvg.Bench;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Simulation;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;
using Stvg.Core.Services;

namespace Stvg.Storage.Tests.Search;

/// <summary>A learned grounder has a say in searches, and never the last word where it finds nothing.</summary>
public sealed class LearnedSearchTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly QueryParser s_parser = new(Lexicon.Empty);

    private readonly TempFolder _folder = new();
    private IArchive _archive = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _archive = await Archive.OpenAsync(_folder.File("archive.db"), Ct);
        var people = new ArchivePeople(300, cameras: 2, days: 0.002);
        await _archive.AddTubeletsAsync([.. Enumerable.Range(0, 300).Select(i => people[i])], Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_says_the_same_changes_nothing()
    {
        var (started, request) = (Stopwatch.GetTimestamp(), new SearchRequest { Text = "a person in black", Top = 1000 });
        var alone = await SearchAsync(request, null);
        var (once, again) = (Stopwatch.GetElapsedTime(started), Stopwatch.GetTimestamp());
        var together = await SearchAsync(request, new EvidenceWeights(1, 0, 0, 0));
        output.WriteLine($"{alone.Tubes.Count} answers of {alone.Scored} scored: {once.TotalSeconds:0.00} s alone, {Stopwatch.GetElapsedTime(again).TotalSeconds:0.00} s together");
        Assert.True(alone.Tubes.Count > 10);
        Assert.Equal(alone.Scored, together.Scored);
        Assert.Equal(Scores(alone).Keys.Order(), Scores(together).Keys.Order());
        foreach (var (id, score) in Scores(alone)) Assert.Equal(score, Scores(together)[id]);
    }

    [Fact]
    public async Task The_best_of_a_search_are_weighed_anew_and_the_others_stay()
    {
        var request = new SearchRequest { Text = "a person", Top = 1000, Threshold = 0.3f };
        var alone = Scores(await SearchAsync(request, null));
        var together = Scores(await SearchAsync(request, new EvidenceWeights(0.5f, 0, 0, 0)));
        Assert.True(alone.Count > 100);
        Assert.Equal(48, alone.Count(a => Math.Abs(a.Value - together[a.Key]) > 1e-4));
    }

    [Fact]
    public async Task Where_the_two_together_find_nothing_the_built_in_answers_stand()
    {
        // Fewer than are weighed anew: none of them would be left.
        var request = new SearchRequest { Text = "a man in a red jacket" };
        var alone = await SearchAsync(request, null);
        Assert.NotEmpty(alone.Tubes);
        var together = await SearchAsync(request, new EvidenceWeights(1, 0, 0, -50));
        Assert.Equal(alone.Tubes.Select(t => (t.Tube.Id, t.Tube.Score)), together.Tubes.Select(t => (t.Tube.Id, t.Tube.Score)));
    }

    private Task<SearchAnswer> SearchAsync(SearchRequest request, EvidenceWeights? weights)
    {
        var nothing = new SimulatedExamples(new SimulatorOptions { Seed = 1 }, s_parser);
        var grounder = weights is null ? null
            : new GrounderTraining(new TrainingOptions(), nothing).Grounder.With(new EvidenceWeighing(weights, weights));
        return new TubeSearch(_archive, s_parser.Parse, learned: () => grounder).SearchAsync(request, Ct);
    }

    private static Dictionary<string, float> Scores(SearchAnswer answer) => answer.Tubes.ToDictionary(t => t.Tube.Id, t => t.Tube.Score);
}
