using System.Text.Json;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Tests;

namespace Stvg.Core.Tests.Grounding;

public sealed class SoftBinTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 99, 99, 0)]
    [InlineData(0.5, 49, 50, 0.5)]
    [InlineData(1.0 / 99 * 7.25, 7, 8, 0.25)]
    [InlineData(-3, 0, 0, 0)]
    [InlineData(7, 99, 99, 0)]
    public void A_place_lies_between_two_bins(double fraction, int low, int high, double weight)
    {
        var bin = SoftBin.Of(fraction);
        Assert.Equal((low, high), (bin.Low, bin.High));
        Assert.Equal(weight, bin.Weight, 9);
        Assert.Equal(Math.Clamp(fraction, 0, 1), bin.Fraction, 12);
    }

    [Fact]
    public void Continuous_values_of_real_tubes_come_back_exactly_from_their_soft_labels()
    {
        // True times and edges of the parity data, which no bin hits.
        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Path("metrics/stvg-metric-parity.json")));
        var label = new double[CoordinateTokens.Bins];
        var count = 0;
        foreach (var sample in document.RootElement.GetProperty("llavast_samples").EnumerateArray())
        {
            double first = sample.GetProperty("split")[0].GetInt32(), last = sample.GetProperty("split")[1].GetInt32();
            var (width, height) = (sample.GetProperty("width").GetDouble(), sample.GetProperty("height").GetDouble());
            foreach (var box in sample.GetProperty("gt").GetProperty("svg").EnumerateObject())
            {
                var time = (int.Parse(box.Name, System.Globalization.CultureInfo.InvariantCulture) - first) / (last - first);
                foreach (var place in (double[])[time, box.Value[0].GetDouble() / width, box.Value[1].GetDouble() / height,
                    box.Value[2].GetDouble() / width])
                {
                    SoftBin.Of(place).CopyTo(label);
                    Assert.Equal(1, label.Sum(), 12);
                    Assert.InRange(label.Count(v => v > 0), 1, 2);
                    Assert.Equal(Math.Clamp(place, 0, 1), SoftBin.Expectation(label), 12);
                    count++;
                }
            }
        }

        Assert.True(count > 10_000);
    }

    [Fact]
    public void Strings_of_the_parity_data_are_read_and_written_as_they_are()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Path("metrics/stvg-metric-parity.json")));
        foreach (var sample in document.RootElement.GetProperty("llavast_samples").EnumerateArray())
        {
            var text = sample.GetProperty("outputs").GetString()!;
            Assert.Equal(text, CoordinateTokens.Format(CoordinateTokens.Parse(text)));
        }
    }

    [Fact]
    public void The_three_tasks_are_scored_by_LLaVA_STs_definitions()
    {
        const string json = """
            { "name": "s", "clips": { "c": { "video": "v", "tracks": "t" } }, "items": [
              { "id": "1", "task": "stvg", "clip": "c", "query": "a man", "target": 7, "begin": 1, "end": 50 },
              { "id": "2", "task": "svg", "clip": "c", "query": "a man", "target": 7, "begin": 1, "end": 50 },
              { "id": "3", "task": "elc", "clip": "c", "target": 7, "begin": 1, "end": 50, "captions": ["a man walks"] },
              { "id": "4", "task": "stvg", "clip": "c", "query": "nobody", "target": 7, "begin": 1, "end": 50 } ] }
            """;
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        var set = StAlignSetReader.Read(stream, "set.json");
        // A box of whole bins, so that tokens lose nothing.
        var box = new Box(100, 100, 100, 200);
        MotRow[] rows = [.. Enumerable.Range(1, 100).Select(f => new MotRow(f, 7, box, 1))];
        Tube Answer(int begin, int end) =>
            new() { Id = "t", Query = "q", TubeletId = 1, Begin = begin, Score = 1, Boxes = [.. Enumerable.Repeat(box, end - begin + 1)] };
        var report = StAlignEvaluation.Evaluate(
            set, new Dictionary<string, IReadOnlyList<MotRow>> { ["c"] = rows },
            new Dictionary<string, TokenGrid> { ["c"] = new(0, 99, new FrameSize(990, 990)) },
            new Dictionary<string, StAlignAnswer>
            {
                ["1"] = new(Answer(0, 24)), ["2"] = new(Answer(0, 49)), ["3"] = new(Answer(0, 49), "a man walks"),
            });
        // Half of the time: (24 - 0)/99 of 49/99, times rounded to three digits as published.
        Assert.Equal(0.242 / 0.495, report.Items[0].TIoU, 2);
        Assert.Equal((1.0, 0.5), (Math.Round(report.Items[0].SIoU, 9), report.Items[0].VIoU));
        Assert.Equal((2, report.Items[0].TIoU / 2, 0.0), (report.Stvg!.Count, report.Stvg.MeanTIoU, report.Stvg.TIoUAt50));
        Assert.Equal((1.0, 1.0), (report.Svg!.MeanSIoU, report.Svg.SIoUAt50));
        Assert.Equal(1 - (0.5 / 27), report.Elc!.Meteor, 9);
        Assert.True(report.Elc.MeanTIoU > 0.99 && report.Elc.TIoUAt70 == 1);
    }
}
