using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stvg.Core.Evaluation;
using Stvg.Tests;

namespace Stvg.Client.Tests;

/// <summary>What the product promises on real data, measured through its own commands and printed.</summary>
public sealed class QualityTests(Clips clips, ITestOutputHelper output) : IClassFixture<Clips>
{
    private const string Pets = "mot15/PETS09-S2L1/gt/gt.txt";

    [Fact]
    public async Task Detection_on_real_surveillance_reaches_the_promised_precision()
    {
        var detections = clips.PathOf("pets-det.txt");
        await DoneAsync("detect", TestData.Path("video/pets09-s2l1.avi"), "--out", detections);
        var figures = await JsonAsync("eval", "detection", "--gt", TestData.Path(Pets), "--det", detections, "--json");
        var ap = figures.GetProperty("AP50").GetDouble();
        output.WriteLine($"PETS09-S2L1, person AP50: {ap:0.000} (public detections: 0.707)");
        Assert.True(ap >= 0.90, $"AP50 {ap}");
    }

    [Fact]
    public async Task Tracking_real_surveillance_beats_every_known_tracker_on_the_same_detections()
    {
        var tracks = clips.PathOf("pets-res.txt");
        await DoneAsync("track", TestData.Path("video/pets09-s2l1.avi"), "--out", tracks);
        var figures = await JsonAsync("eval", "tracking", "--gt", TestData.Path(Pets), "--res", tracks, "--json");
        AssertAbove("PETS09-S2L1, own detections", "pets-nanodet", figures.GetProperty("HOTA").GetDouble(), figures.GetProperty("IDF1").GetDouble());

        await DoneAsync("track", TestData.Path("video/pets09-s2l1.avi"), "--out", tracks, "--sparse");
        var sparse = await JsonAsync("eval", "tracking", "--gt", TestData.Path(Pets), "--res", tracks, "--json");
        AssertAbove("the same, a quarter of the frames detected", "pets-nanodet", sparse.GetProperty("HOTA").GetDouble(), sparse.GetProperty("IDF1").GetDouble());
    }

    [Fact]
    public async Task Tracking_public_detections_beats_every_known_tracker_over_all_sequences()
    {
        var parts = new List<TrackingMetrics>();
        foreach (var folder in Directory.GetDirectories(TestData.Path("mot15")).Order(StringComparer.Ordinal))
        {
            var result = clips.PathOf(Path.GetFileName(folder) + ".txt");
            await DoneAsync("track", "--seqinfo", Path.Combine(folder, "seqinfo.ini"), "--detections", Path.Combine(folder, "det", "det.txt"), "--out", result);
            using StreamReader truth = new(Path.Combine(folder, "gt", "gt.txt")), tracks = new(result);
            parts.Add(TrackingEvaluation.Evaluate(MotText.ReadGroundTruth(truth, "gt"), MotText.Read(tracks, "res")));
        }

        Assert.Equal(11, parts.Count);
        var combined = TrackingReport.Of(TrackingMetrics.Combine(parts));
        AssertAbove("MOT15, public detections, 11 sequences combined", "mot15-combined", combined.Hota, combined.Idf1);
    }

    [Theory]
    [InlineData("pets-dev")]
    [InlineData("clips-dev")]
    public async Task Sentences_find_their_objects(string set)
    {
        var full = await GroundAsync(set);
        Assert.True(full.GetProperty("m_tIoU").GetDouble() >= 0.60);
        Assert.True(full.GetProperty("m_vIoU").GetDouble() >= 0.42);
        Assert.True(full.GetProperty("vIoU@0.5").GetDouble() >= 0.50);
        Assert.Equal(0, FalseAlarms(full));
        foreach (var tag in full.GetProperty("tags").EnumerateObject().Where(t => t.Value.GetProperty("positives").GetInt32() >= 2))
            Assert.True(tag.Value.GetProperty("m_vIoU").GetDouble() >= 0.30, tag.Name);

        var sparse = await GroundAsync(set, "--sparse");
        foreach (var clip in sparse.GetProperty("frames").EnumerateObject())
        {
            int Count(string name) => clip.Value.GetProperty(name).GetInt32();
            var ratio = clip.Value.GetProperty("ratio").GetDouble();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {clip.Name}: decoded {Count("decoded")}, detected {Count("detected")}, skipped {Count("skipped")}, ratio {ratio:0.00} {clip.Value.GetProperty("reasons")}"));
            Assert.True(ratio >= 4, $"{clip.Name}: {ratio}");
        }
        double with = full.GetProperty("m_vIoU").GetDouble(), without = sparse.GetProperty("m_vIoU").GetDouble();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set}: m_vIoU {with:0.000} full, {without:0.000} sparse"));
        // Two people who fit a sentence nearly equally well change places with the frames on which they were looked at: full detection
        // itself comes down to 0.91 to 0.94 of its figure when everybody is looked at on every frame (docs/grounding.md).
        Assert.True(without >= 0.86 * with, $"{without} against {with}");
        Assert.True(FalseAlarms(sparse) <= FalseAlarms(full));
    }

    /// <summary>
    /// More sentences about the same clips. They were written down before the rules, but some rules were made with their failures in view:
    /// a second development set, not unseen data.
    /// </summary>
    [Theory]
    [InlineData("pets-second")]
    [InlineData("clips-second")]
    public async Task Sentences_of_the_second_sets_find_their_objects(string set)
    {
        var report = await GroundFileAsync(set, await OwnSetAsync(set));
        Assert.True(report.GetProperty("m_vIoU").GetDouble() >= 0.45);
        Assert.True(FalseAlarms(report) <= 1);
    }

    /// <summary>
    /// A short training on simulated scenes alone, a tenth of what the product takes: it must be far better than matching nouns with classes already
    /// (0.13, docs/learning.md) and cost nothing on real footage. What it is worth with words that no lexicon has is printed: that takes all steps.
    /// </summary>
    [Fact]
    public async Task A_short_training_learns_simulated_scenes_and_costs_nothing_on_real_footage()
    {
        var grounder = clips.PathOf("words.grounder");
        var trained = await CommandLine.RunAsync("train", "--out", grounder, "--site-words", "--steps", "400");
        Assert.True(trained.Status == 0, trained.Error);
        var looks = Regex.Matches(trained.Error, @"held-out clips (\d\.\d+)").Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        output.WriteLine($"m_vIoU on held-out simulated clips, 250 and 400 steps: {string.Join(", ", looks)}");
        Assert.True(looks[^1] > 0.23, $"{looks[^1]}");
        var reports = await JsonAsync(
            "eval", "grounding", TestData.Path("queries/pets-dev.json"), TestData.Path("queries/clips-dev.json"),
            await OwnSetAsync("site-words-first"), await OwnSetAsync("site-words-second"), "--grounder", grounder, "--json");
        foreach (var report in reports.EnumerateArray())
        {
            var alone = report.GetProperty("builtIn");
            var (set, with, without) = (report.GetProperty("name").GetString(), MeanVIoU(report), MeanVIoU(alone));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{set}: m_vIoU {without:0.000} built-in, {with:0.000} with 400 steps of learning"));
            if (set!.StartsWith("site-words", StringComparison.Ordinal)) continue;
            Assert.All(alone.GetProperty("tags").EnumerateObject(), tag => Assert.True(
                MeanVIoU(report.GetProperty("tags").GetProperty(tag.Name)) >= MeanVIoU(tag.Value) - 0.001, tag.Name));
            Assert.True(FalseAlarms(report) <= FalseAlarms(alone));
        }

        static double MeanVIoU(JsonElement figures) => figures.GetProperty("m_vIoU").GetDouble();
    }

    [Fact]
    public async Task Sentences_are_decomposed()
    {
        var report = await JsonAsync("eval", "decomposition", TestData.Path("queries/vidstg-val.json"), "--json");
        double Figure(string name) => report.GetProperty(name).GetDouble();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"VidSTG: target {Figure("targetAccuracy"):0.000}, predicate {Figure("predicateAccuracy"):0.000}, object {Figure("objectAccuracy"):0.000}"));
        Assert.True(Figure("targetAccuracy") >= 0.90);
        Assert.True(Figure("predicateAccuracy") >= 0.80);
        Assert.True(Figure("objectAccuracy") >= 0.80);
    }

    /// <summary>One of the repository's own sets, beside the tests' files, with paths that hold there.</summary>
    private async Task<string> OwnSetAsync(string set)
    {
        var written = await File.ReadAllTextAsync(
            Path.Combine(TestData.RepositoryRoot, "tests", "Shared", "queries", set + ".json"), TestContext.Current.CancellationToken);
        var here = clips.PathOf(set + ".json");
        var data = TestData.Path("video")[..^"/video".Length];
        await File.WriteAllTextAsync(here, written.Replace("../../../../shared/data", data, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        return here;
    }

    private Task<JsonElement> GroundAsync(string set, params string[] options) => GroundFileAsync(set, TestData.Path($"queries/{set}.json"), options);

    private async Task<JsonElement> GroundFileAsync(string set, string file, params string[] options)
    {
        var report = await JsonAsync(["eval", "grounding", file, "--json", .. options]);
        double Figure(string name) => report.GetProperty(name).GetDouble();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{set} {string.Join(' ', options)}: m_tIoU {Figure("m_tIoU"):0.000}, m_vIoU {Figure("m_vIoU"):0.000}, vIoU@0.3 {Figure("vIoU@0.3"):0.000}, vIoU@0.5 {Figure("vIoU@0.5"):0.000}, false alarms {FalseAlarms(report)} of {report.GetProperty("negatives").GetProperty("count").GetInt32()}"));
        return report;
    }

    private static int FalseAlarms(JsonElement report) => report.GetProperty("negatives").GetProperty("falseAlarms").GetInt32();

    private void AssertAbove(string what, string anchors, double hota, double idf1)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.Path("anchors/trackers.json")));
        var others = file.RootElement.GetProperty(anchors).EnumerateObject().Select(t => t.Value).ToList();
        double bestHota = others.Max(t => t.GetProperty("HOTA").GetDouble()), bestIdf1 = others.Max(t => t.GetProperty("IDF1").GetDouble());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: HOTA {hota:0.00}, IDF1 {idf1:0.00} (best of {others.Count} other trackers: {bestHota:0.00}, {bestIdf1:0.00})"));
        Assert.True(hota > bestHota);
        Assert.True(idf1 > bestIdf1);
    }

    private static async Task DoneAsync(params string[] args)
    {
        var outcome = await CommandLine.RunAsync(args);
        Assert.True(outcome.Status == 0, outcome.Error);
    }

    private static async Task<JsonElement> JsonAsync(params string[] args)
    {
        var outcome = await CommandLine.RunAsync(args);
        Assert.True(outcome.Status == 0, outcome.Error);
        return JsonDocument.Parse(outcome.Output).RootElement;
    }
}
