using System.Globalization;
using System.Text.Json;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Tests;

namespace Stvg.Core.Tests.Evaluation;

/// <summary>Agreement with four published evaluators on real tubes with perturbed predictions.</summary>
public sealed class TubeParityTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void Every_sample_and_aggregate_agrees_with_the_published_evaluators()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Path("metrics/stvg-metric-parity.json")));
        var samples = document.RootElement.GetProperty("samples").EnumerateArray().ToArray();
        foreach (var (name, definition) in new[]
        {
            ("hcvg_official", TubeDefinition.HcStvg), ("cgstvg_hcstvg", TubeDefinition.CgStvg), ("cgstvg_vidstg", TubeDefinition.VidStg),
        })
        {
            var (scores, onTruth, worst) = (new List<TubeScore>(), new List<double>(), 0.0);
            foreach (var sample in samples)
            {
                var (truth, prediction) = (Read(sample, "gt_interval", "gt_boxes"), Read(sample, "pred_interval", "pred_boxes_dense"));
                var expected = sample.GetProperty("expected").GetProperty(name);
                var score = TubeEvaluation.Score(truth, prediction, definition);
                scores.Add(score);
                onTruth.Add(TubeEvaluation.OnTrueInterval(truth, prediction));
                worst = Math.Max(worst, AssertClose(expected.GetProperty("tiou"), score.TIoU));
                worst = Math.Max(worst, AssertClose(expected.GetProperty("viou"), score.VIoU));
                if (expected.TryGetProperty("gt_viou", out var given)) worst = Math.Max(worst, AssertClose(given, onTruth[^1]));
            }
            var (summary, aggregate) = (TubeSummary.Of(scores), document.RootElement.GetProperty("aggregate").GetProperty(name));
            AssertClose(aggregate.GetProperty("m_tIoU"), summary.MeanTIoU);
            AssertClose(aggregate.GetProperty("m_vIoU"), summary.MeanVIoU);
            AssertClose(aggregate.GetProperty("vIoU@0.3"), summary.VIoUAt30);
            AssertClose(aggregate.GetProperty("vIoU@0.5"), summary.VIoUAt50);
            if (aggregate.TryGetProperty("m_gt_vIoU", out var mean)) AssertClose(mean, onTruth.Average());
            output.WriteLine($"{name}: largest difference {worst:0.0e+0}; {summary}");
        }
    }

    [Fact]
    public void Every_sample_and_aggregate_agrees_with_LLaVA_ST()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Path("metrics/stvg-metric-parity.json")));
        var (scores, worst) = (new List<TubeScore>(), 0.0);
        foreach (var sample in document.RootElement.GetProperty("llavast_samples").EnumerateArray())
        {
            var (split, interval) = (Ints(sample.GetProperty("split")), Ints(sample.GetProperty("gt").GetProperty("tvg")));
            var size = new FrameSize(sample.GetProperty("width").GetInt32(), sample.GetProperty("height").GetInt32());
            var grid = new TokenGrid(split[0], split[1], size);
            var score = LlavaStEvaluation.Score(
                new TubeBoxes(interval[0], interval[1], Boxes(sample.GetProperty("gt").GetProperty("svg"))),
                CoordinateTokens.Parse(sample.GetProperty("outputs").GetString()!), grid);
            scores.Add(score);
            var expected = sample.GetProperty("expected");
            worst = Math.Max(worst, AssertClose(expected.GetProperty("mtiou"), score.TIoU));
            worst = Math.Max(worst, AssertClose(expected.GetProperty("msiou"), score.SIoU));
            worst = Math.Max(worst, AssertClose(expected.GetProperty("mstiou"), score.VIoU));
        }
        var aggregate = document.RootElement.GetProperty("aggregate").GetProperty("llavast_stvg");
        foreach (var (kind, mean, of) in new (string, string, Func<TubeScore, double>)[]
        {
            ("tiou", "mtiou", score => score.TIoU), ("siou", "msiou", score => score.SIoU), ("viou", "mstiou", score => score.VIoU),
        })
        {
            var values = scores.Select(of).ToArray();
            AssertClose(aggregate.GetProperty(mean), values.Average());
            foreach (var threshold in new[] { 0.3, 0.5, 0.7 })
                AssertClose(
                    aggregate.GetProperty(string.Create(CultureInfo.InvariantCulture, $"{kind}@{threshold}")),
                    100 * LlavaStEvaluation.ShareAtLeast(values, threshold));
        }
        output.WriteLine($"llavast: largest difference {worst:0.0e+0}; {TubeSummary.Of(scores)}");
    }

    private static double AssertClose(JsonElement expected, double ours)
    {
        var difference = Math.Abs(expected.GetDouble() - ours);
        Assert.True(difference < Tolerance, $"{ours}, expected {expected}");
        return difference;
    }

    private static TubeBoxes Read(JsonElement sample, string interval, string boxes)
    {
        var ends = Ints(sample.GetProperty(interval));
        return new TubeBoxes(ends[0], ends[1], Boxes(sample.GetProperty(boxes)));
    }

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetInt32())];

    private static Dictionary<int, Box> Boxes(JsonElement byFrame) => byFrame.EnumerateObject().ToDictionary(
        frame => int.Parse(frame.Name, CultureInfo.InvariantCulture),
        frame => Box.FromEdges(frame.Value[0].GetSingle(), frame.Value[1].GetSingle(), frame.Value[2].GetSingle(), frame.Value[3].GetSingle()));
}
