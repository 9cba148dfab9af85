using System.Text.Json;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Tests;

namespace Stvg.Core.Tests.Evaluation;

public sealed class GroundingEvaluationTests(ITestOutputHelper output)
{
    private const string Set = """
        { "name": "tiny", // comments and trailing commas are fine
          "clips": { "yard": { "video": "yard.mp4", "tracks": "yard.txt" } },
          "queries": [
            { "id": "a", "clip": "yard", "query": "the man", "target": 7, "begin": 11, "end": 20, "tags": ["who", "who"], "difficulty": "easy" },
            { "id": "b", "clip": "yard", "query": "the man who stops", "target": 7, "begin": 16, "end": 20, "tags": ["who", "when"] },
            { "id": "c", "clip": "yard", "query": "a hen", "target": null, "begin": null, "end": null, "tags": ["who"] },
            { "id": "d", "clip": "yard", "query": "a dog", "target": null },
          ] }
        """;

    private static readonly Dictionary<string, IReadOnlyList<MotRow>> s_tracks = new()
    {
        ["yard"] = [.. Enumerable.Range(1, 40).Select(frame => new MotRow(frame, 7, new Box(frame, 0, 10, 10), 1))],
    };

    [Fact]
    public void Sets_are_read_with_their_clips_queries_and_negatives()
    {
        var set = GroundingSetReader.Read(Set, "tiny.json");
        Assert.Equal("tiny", set.Name);
        Assert.Equal(new GroundingClip("yard.mp4", "yard.txt"), set.Clips["yard"]);
        Assert.Equal(["a", "b", "c", "d"], set.Queries.Select(query => query.Id));
        Assert.Equal(new GroundingTruth(7, 11, 20), set.Queries[0].Truth);
        Assert.Equal(["who"], set.Queries[0].Tags);
        Assert.Null(set.Queries[2].Truth);
        Assert.Empty(set.Queries[3].Tags);
    }

    /// <summary>"a": frames 10 to 19 counted from 0, answered by 10 to 14. "b": missing. "c": false alarm. "d": rightly nothing.</summary>
    [Fact]
    public void Figures_count_missing_answers_as_zero_and_false_alarms_apart()
    {
        var report = GroundingEvaluation.Evaluate(
            GroundingSetReader.Read(Set, "tiny.json"), s_tracks, new Dictionary<string, Tube?> { ["a"] = Answer(10, 14), ["b"] = null, ["c"] = Answer(0, 3) });
        Assert.Equal(0.25, report.MeanTIoU, 12);
        Assert.Equal(0.25, report.MeanVIoU, 6);
        Assert.Equal((0.5, 0), (report.VIoUAt30, report.VIoUAt50)); // 5/10 is not above a half
        Assert.Equal((2, 2, 1), (report.Positives, report.Negatives.Count, report.Negatives.FalseAlarms));
        Assert.Equal((2, 0.25, 1), (report.Tags["who"].Positives, report.Tags["who"].MeanTIoU, report.Tags["who"].Negatives.FalseAlarms));
        Assert.Equal((1, 0, 0), (report.Tags["when"].Positives, report.Tags["when"].MeanTIoU, report.Tags["when"].Negatives.Count));
        Assert.Equal(
            new GroundingRow("a", "yard", "the man", new FrameInterval(10, 19), new FrameInterval(10, 14), 0.75, 0.5, 0.5),
            report.Queries[0] with { VIoU = Math.Round(report.Queries[0].VIoU!.Value, 9) });
        Assert.Equal((null, 0, 0), (report.Queries[1].Interval, report.Queries[1].TIoU, report.Queries[1].VIoU));
        Assert.Equal((null, null), (report.Queries[2].TIoU, report.Queries[2].VIoU));
    }

    [Fact]
    public void Json_has_the_names_of_the_command_line()
    {
        using var json = JsonSerializer.SerializeToDocument(
            GroundingEvaluation.Evaluate(GroundingSetReader.Read(Set, "tiny.json"), s_tracks, new Dictionary<string, Tube?> { ["a"] = Answer(10, 14) }));
        var root = json.RootElement;
        foreach (var place in new[] { root, root.GetProperty("tags").GetProperty("who") })
        {
            Assert.Equal(0.25, place.GetProperty("m_tIoU").GetDouble(), 12);
            Assert.Equal(0.25, place.GetProperty("m_vIoU").GetDouble(), 6);
            Assert.Equal(0.5, place.GetProperty("vIoU@0.3").GetDouble());
            Assert.Equal(0, place.GetProperty("vIoU@0.5").GetDouble());
            Assert.Equal(0, place.GetProperty("negatives").GetProperty("falseAlarms").GetInt32());
        }
        Assert.Equal(2, root.GetProperty("negatives").GetProperty("count").GetInt32());
        var row = root.GetProperty("queries")[0];
        Assert.Equal((10, 14), (row.GetProperty("interval").GetProperty("begin").GetInt32(), row.GetProperty("interval").GetProperty("end").GetInt32()));
        Assert.Equal((0.75, 0.5), (row.GetProperty("score").GetDouble(), row.GetProperty("tIoU").GetDouble()));
    }

    [Fact]
    public void A_target_that_is_hidden_for_a_while_keeps_its_interval()
    {
        var hidden = new Dictionary<string, IReadOnlyList<MotRow>> { ["yard"] = [.. s_tracks["yard"].Where(row => row.Frame is < 13 or > 17)] };
        var row = GroundingEvaluation.Evaluate(
            GroundingSetReader.Read(Set, "tiny.json"), hidden, new Dictionary<string, Tube?> { ["a"] = Answer(10, 19) }).Queries[0];
        Assert.Equal((1, 0.5), (row.TIoU, Math.Round(row.VIoU!.Value, 6)));
    }

    [Theory]
    [InlineData("\"target\": 7, \"begin\": 11", "\"target\": 7, \"begin\": 0", "queries[0].begin: frame 0, but frames count from 1")]
    [InlineData("\"end\": 20", "\"end\": 2", "queries[0].end: frame 2 is before \"begin\"")]
    [InlineData("\"clip\": \"yard\", \"query\": \"a hen\"", "\"clip\": \"barn\", \"query\": \"a hen\"", "queries[2].clip: there is no clip 'barn'")]
    [InlineData("\"id\": \"b\"", "\"id\": \"a\"", "two queries have the id 'a'")]
    [InlineData("\"target\": null }", "\"x\": 1 }", "queries[3]: \"target\" is missing")]
    [InlineData("\"target\": 7", "\"target\": \"seven\"", "queries[0].target: a whole number is expected")]
    [InlineData("\"video\": \"yard.mp4\", ", "", "clips.yard: \"video\" is missing")]
    [InlineData("\"queries\": [", "\"queries\": {}, \"rest\": [", "queries: a list is expected")]
    [InlineData("\"clips\": {", "\"clips\": [", "line 2: this is not JSON")]
    public void Errors_say_where_and_what(string right, string wrong, string message)
    {
        var at = Set.IndexOf(right, StringComparison.Ordinal);
        var error = Assert.Throws<StvgException>(() => GroundingSetReader.Read(Set.Remove(at, right.Length).Insert(at, wrong), "tiny.json"));
        Assert.StartsWith("tiny.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_target_without_any_box_is_an_error_of_the_set()
    {
        var set = GroundingSetReader.Read(Set.Replace("\"target\": 7", "\"target\": 8", StringComparison.Ordinal), "tiny.json");
        var error = Assert.Throws<StvgException>(() => GroundingEvaluation.Evaluate(set, s_tracks, new Dictionary<string, Tube?>()));
        Assert.Contains("track 8 of clip 'yard' has no box from frame 11 to 20", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pets-dev")]
    [InlineData("clips-dev")]
    public void The_truth_itself_is_a_perfect_answer_to_real_sets(string name)
    {
        using var stream = File.OpenRead(TestData.Path($"queries/{name}.json"));
        var set = GroundingSetReader.Read(stream, name);
        var tracks = set.Clips.ToDictionary(
            clip => clip.Key, clip => (IReadOnlyList<MotRow>)MotFile.ReadGroundTruth(Path.Combine("queries", clip.Value.Tracks)));
        var answers = new Dictionary<string, Tube?>();
        foreach (var query in set.Queries)
        {
            if (GroundingEvaluation.TruthOf(query, tracks) is not { } truth) continue;
            Assert.Equal(truth.End - truth.Begin + 1, truth.Boxes.Count);
            answers[query.Id] = Answer(truth.Begin, truth.End) with { Boxes = [.. truth.Boxes.OrderBy(box => box.Key).Select(box => box.Value)] };
        }
        var report = GroundingEvaluation.Evaluate(set, tracks, answers);
        Assert.Equal((1.0, 1.0, 1.0, 1.0), (report.MeanTIoU, Math.Round(report.MeanVIoU, 12), report.VIoUAt30, report.VIoUAt50));
        Assert.Equal(0, report.Negatives.FalseAlarms);
        output.WriteLine($"{name}: {report.Positives} positives, {report.Negatives.Count} negatives, {report.Tags.Count} tags");
    }

    /// <summary>An answer on frames counted from 0 whose boxes are those of track 7.</summary>
    private static Tube Answer(int begin, int end) => new()
    {
        Id = "t", Query = "", TubeletId = 1, Begin = begin, Score = 0.75f,
        Boxes = [.. Enumerable.Range(begin, end - begin + 1).Select(frame => new Box(frame + 1, 0, 10, 10))],
    };
}
