using Stvg.Bench;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Storage.Tests.Search;

/// <summary>A search finds what looking at everything finds.</summary>
public sealed class TubeSearchTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly QueryParser s_parser = new(Lexicon.Empty);

    private static readonly string[] s_sentences =
    [
        "a person", "a man in a red jacket", "someone in black walking from left to right", "a white car", "a dog that runs",
        "a person riding a bicycle", "a man with a dog", "a person in red next to a person in blue", "a man who stops",
        "a truck next to a person", "a person who enters from the left and leaves on the right", "a tall person in grey",
        "a person without a black jacket who turns around", "a small dog near the camera", "a person who runs while a car stops",
        "a blue car in the middle", "a cyclist in green who enters from the right",
    ];

    private readonly TempFolder _folder = new();
    private IArchive _archive = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TubeSearch Search => new(_archive, s_parser.Parse);

    public async ValueTask InitializeAsync() => _archive = await Archive.OpenAsync(_folder.File("archive.db"), Ct);

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_search_finds_exactly_what_grounding_everything_finds()
    {
        // Crowded: about nine at a time in each of four cameras.
        const int count = 600;
        var people = new ArchivePeople(count, cameras: 4, days: 0.002);
        await _archive.AddTubeletsAsync([.. Enumerable.Range(0, count).Select(i => people[i])], Ct);
        var all = await AllAsync(4);
        Assert.Equal(count, all.Count);
        var found = 0;
        foreach (var (i, sentence) in s_sentences.Index())
        {
            // A low threshold asks for less of the signatures.
            var threshold = i % 3 == 2 ? 0.2f : 0.5f;
            var answer = await Search.SearchAsync(new SearchRequest { Text = sentence, Top = 1000, Threshold = threshold }, Ct);
            var expected = GroundEverything(answer.Plan, all, threshold);
            Assert.Equal(expected.Count, answer.Tubes.Count);
            foreach (var (a, b) in expected.Zip(answer.Tubes))
                Assert.Equal((a.Id, a.Score, a.Begin, a.End), (b.Tube.Id, b.Tube.Score, b.Tube.Begin, b.Tube.End));
            Assert.Equal(answer.Candidates, answer.Scored);
            found += answer.Tubes.Count;
            output.WriteLine($"{sentence}: {answer.Candidates} candidates, {answer.Tubes.Count} answers from {threshold} on");
        }

        Assert.True(found > 500, $"only {found} answers: the comparison says little");
    }

    [Fact]
    public async Task Of_too_many_candidates_the_newest_are_scored_and_the_answer_says_so()
    {
        var tubelets = Enumerable.Range(1, 1500).Select(i => Signed(Made.Tubelet("c", i, i, 2)));
        await _archive.AddTubeletsAsync([.. tubelets], Ct);
        var answer = await Search.SearchAsync(new SearchRequest { Text = "a person", Top = 2000 }, Ct);
        Assert.Equal((1500, 1000), (answer.Candidates, answer.Scored));
        Assert.Equal(Enumerable.Range(501, 1000), answer.Tubes.Select(t => t.Tube.TubeletId).Order());
    }

    [Theory]
    [InlineData("a person next to a dog", 1200, 3)] // fewer dogs than people: from the dogs to who is beside them
    [InlineData("a dog next to a person", 3, 1200)]
    public async Task What_is_beside_something_rare_is_found_however_old_it_is(string sentence, int people, int dogs)
    {
        // Each has a place of its own but for the three oldest of both, who are together.
        var id = 0;
        List<StoredTubelet> tubelets = [];
        for (var i = 0; i < Math.Max(people, dogs); i++)
        {
            if (i < people) tubelets.Add(Signed(Made.Tubelet("c", ++id, 60 * i, 5, x: 100)));
            if (i < dogs) tubelets.Add(Signed(Made.Tubelet("c", ++id, 60 * i, 5, coco: CocoClasses.IndexOf("dog"), x: 140)));
        }

        // As many again of the target's kind, alone and newer, so that not all can be scored.
        var target = sentence.StartsWith("a dog", StringComparison.Ordinal) ? CocoClasses.IndexOf("dog") : CocoClasses.Person;
        tubelets.AddRange(Enumerable.Range(0, 1200).Select(i => Signed(Made.Tubelet("c", ++id, 100_000 + (60 * i), 5, coco: target))));
        await _archive.AddTubeletsAsync(tubelets, Ct);
        var answer = await Search.SearchAsync(new SearchRequest { Text = sentence, Top = 100 }, Ct);
        Assert.Equal(3, answer.Tubes.Count);
        Assert.Equal((3, 3), (answer.Candidates, answer.Scored));
        Assert.All(answer.Tubes, t => Assert.True(t.EndAt < Made.At(200)));
        var always = new SearchRequest { Text = sentence, From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue };
        Assert.Equal(3, (await Search.SearchAsync(always, Ct)).Tubes.Count);
    }

    [Fact]
    public async Task A_search_keeps_to_its_cameras_and_its_time()
    {
        await _archive.AddTubeletsAsync([.. Enumerable.Range(0, 40).Select(i => Signed(Made.Tubelet($"c{i % 4}", i + 1, 10 * i)))], Ct);
        var request = new SearchRequest { Text = "a person", Cameras = ["c1", "c2"], From = Made.At(100), To = Made.At(300), Top = 100 };
        var answer = await Search.SearchAsync(request, Ct);
        Assert.Equal(10, answer.Tubes.Count); // 10 to 29, every second one
        Assert.All(answer.Tubes, t => Assert.True(t.Tube.CameraId is "c1" or "c2" && t.EndAt > Made.At(100) && t.BeginAt < Made.At(300)));
        Assert.Equal(3, (await Search.SearchAsync(request with { Top = 3 }, Ct)).Tubes.Count);
        Assert.Empty((await Search.SearchAsync(request with { Text = "a dog" }, Ct)).Tubes);
        Assert.Empty((await Search.SearchAsync(request with { Cameras = ["unknown"] }, Ct)).Tubes);
    }

    [Fact]
    public async Task An_object_that_was_lost_and_found_again_is_one_answer()
    {
        StoredTubelet first = Signed(Made.Tubelet("c", 1, 10)), second = Signed(Made.Tubelet("c", 2, 16, 8));
        second = second with { Object = second.Object with { Tubelet = second.Object.Tubelet with { ObjectId = 1 } } };
        await _archive.AddTubeletsAsync([first, second, Signed(Made.Tubelet("d", 1, 10))], Ct);
        var answer = await Search.SearchAsync(new SearchRequest { Text = "a person" }, Ct);
        // The longer one of the two is surer.
        Assert.Equal([("c", 2), ("d", 1)], answer.Tubes.Select(t => (t.Tube.CameraId, t.Tube.TubeletId)).Order());
    }

    [Fact]
    public async Task Answers_can_be_fetched_by_their_ids()
    {
        await _archive.AddTubeletsAsync([Signed(Made.Tubelet("c", 1, 10))], Ct);
        var tube = Assert.Single((await Search.SearchAsync(new SearchRequest { Text = "a walking person" }, Ct)).Tubes);
        var kept = (await _archive.FindTubeAsync(tube.Tube.Id, Ct))!;
        Assert.Equal(
            (tube.Tube.Begin, tube.Tube.Score, tube.BeginAt, tube.EndAt), (kept.Tube.Begin, kept.Tube.Score, kept.BeginAt, kept.EndAt));
        Assert.NotEmpty(tube.Tube.Evidence);
    }

    [Fact]
    public async Task A_sentence_that_is_not_understood_is_refused() =>
        await Assert.ThrowsAsync<StvgException>(() => Search.SearchAsync(new SearchRequest { Text = "?!" }, Ct));

    [Fact]
    public async Task Signatures_of_another_version_are_made_anew()
    {
        await _archive.AddTubeletsAsync(
            [.. Enumerable.Range(1, 450).Select(i => Made.Tubelet("c", i, 10 * i, signature: default(TubeletSignature)))], Ct);
        Assert.Empty((await Search.SearchAsync(new SearchRequest { Text = "a person" }, Ct)).Tubes);
        await _archive.DisposeAsync();
        await using (var database = await Engines.SqliteDatabase.OpenAsync(_folder.File("archive.db"), new(), Ct))
            await database.WriteAsync(session => session.ExecuteAsync("UPDATE counter SET value = 0 WHERE name = 'signature_version'"), Ct);
        _archive = await Archive.OpenAsync(_folder.File("archive.db"), Ct);
        Assert.Equal(450, (await Search.SearchAsync(new SearchRequest { Text = "a person" }, Ct)).Candidates);
    }

    internal static StoredTubelet Signed(StoredTubelet tubelet) =>
        tubelet with { Signature = TubeletSignature.Of(tubelet.Object, tubelet.Size, tubelet.Timeline.FramesPerSecond) };

    /// <summary>The slow way: every tubelet, among all of its camera that were there within five seconds of it.</summary>
    private static List<Tube> GroundEverything(QueryPlan plan, List<StoredTubelet> all, float threshold)
    {
        var margin = TimeSpan.FromSeconds(5);
        var tubes = new List<(Tube Tube, DateTimeOffset BeginAt)>();
        foreach (var camera in all.GroupBy(t => t.Object.Tubelet.CameraId))
        {
            foreach (var candidate in camera)
            {
                var around = camera.Where(o => o.BeginAt <= candidate.EndAt + margin && o.EndAt >= candidate.BeginAt - margin)
                    .Select(o => o.Object).ToList();
                Assert.InRange(around.Count, 1, 48); // else not everything fits in the limits
                var (first, last) = (around.Min(o => o.Tubelet.Begin) - 1, around.Max(o => o.Tubelet.End) + 1);
                var scene = Scene.Window(candidate.Size, candidate.Timeline.FramesPerSecond, first, last, around);
                var tube = Grounder.Ground(plan, scene, camera.Key, new GroundingOptions { Threshold = threshold, Top = int.MaxValue })
                    .SingleOrDefault(t => t.TubeletId == candidate.Object.Tubelet.Id);
                if (tube is not null) tubes.Add((tube, candidate.Timeline.TimeOf(tube.Begin)));
            }
        }

        return [.. tubes.OrderByDescending(t => t.Tube.Score).ThenByDescending(t => t.BeginAt)
            .ThenBy(t => t.Tube.CameraId, StringComparer.Ordinal).ThenBy(t => t.Tube.TubeletId).Select(t => t.Tube)];
    }

    private async Task<List<StoredTubelet>> AllAsync(int cameras)
    {
        var all = new List<StoredTubelet>();
        for (var camera = 0; camera < cameras; camera++)
            all.AddRange((await _archive.TubeletsAsync($"camera-{camera:00}", null, null, null, 10_000, Ct)).Items);
        return all;
    }
}
