using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Evaluation;

public sealed class DetectionEvaluationTests(ITestOutputHelper output)
{
    /// <summary>
    /// Four objects. By score: hit (.9), false alarm (.8), hit (.7), hit (.6). Recall 1/4, 1/4, 2/4, 3/4 at precision 1, 1/2, 2/3, 3/4;
    /// the envelope is 1, 3/4, 3/4, 3/4, so AP = 1/4 · (1 + 3/4 + 3/4) = 0.625. F1 is best at the end: 2·3 / (4 + 4).
    /// </summary>
    [Fact]
    public void Average_precision_is_the_area_under_the_envelope()
    {
        var metrics = DetectionEvaluation.Evaluate(
            [At(1, 0), At(1, 50), At(2, 0), At(3, 0)],
            [At(2, 0, 0.7f), At(1, 0, 0.9f), At(2, 200, 0.8f), At(3, 2, 0.6f)], CocoClasses.Person);
        Assert.Equal(0.625, metrics.Ap50, 12);
        Assert.Equal(0.75, metrics.BestF1, 12);
        Assert.Equal((0.75, 0.75), (metrics.Recall, metrics.Precision));
        Assert.Equal(0.6, metrics.BestScore, 6);
    }

    [Fact]
    public void A_second_detection_of_an_object_is_a_false_alarm()
    {
        var metrics = DetectionEvaluation.Evaluate([At(1, 0)], [At(1, 0, 0.9f), At(1, 1, 0.8f)], null);
        Assert.Equal((1.0, 1.0, 1.0), (metrics.Ap50, metrics.Recall, metrics.Precision));
        Assert.Equal(2, metrics.Detections);
        Assert.Equal(0.5, DetectionEvaluation.Evaluate([At(1, 0), At(2, 0)], [At(1, 0, 0.9f), At(1, 1, 0.8f)], null).Ap50);
    }

    [Fact]
    public void A_detection_takes_the_best_object_that_is_still_free()
    {
        // Both overlap the object at 0 most; the weaker one takes its neighbour at 4.
        var metrics = DetectionEvaluation.Evaluate([At(1, 0), At(1, 4)], [At(1, 0, 0.9f), At(1, 1, 0.8f)], null);
        Assert.Equal(1, metrics.Recall);
    }

    [Fact]
    public void A_threshold_cannot_separate_equal_scores()
    {
        var metrics = DetectionEvaluation.Evaluate([At(1, 0)], [At(1, 0, 0.5f), At(1, 90, 0.5f)], null);
        Assert.Equal((1, 0.5), (metrics.Recall, metrics.Precision));
        Assert.Equal(2.0 / 3, metrics.BestF1, 12);
    }

    [Fact]
    public void Overlap_of_exactly_a_half_is_a_hit() =>
        Assert.Equal(1, DetectionEvaluation.Evaluate([At(1, 0)], [new MotRow(1, -1, new Box(0, 0, 10, 5), 0.9f)], null).Ap50);

    [Fact]
    public void Other_classes_are_left_out_and_unknown_ones_are_in()
    {
        MotRow[] truth = [At(1, 0) with { Class = 2 }, At(1, 50) with { Class = 0 }, At(1, 100)];
        MotRow[] detections = [At(1, 0, 0.9f) with { Class = 2 }, At(1, 50, 0.8f) with { Class = 0 }, At(1, 100, 0.7f)];
        var metrics = DetectionEvaluation.Evaluate(truth, detections, CocoClasses.Person);
        Assert.Equal((1.0, 2, 2), (metrics.Ap50, metrics.TruthBoxes, metrics.Detections));
    }

    [Fact]
    public void Nothing_to_find_and_nothing_found_are_zero_and_not_NaN()
    {
        Assert.Equal(new DetectionMetrics(0, 0, 0, 0, 0, 1, 0), DetectionEvaluation.Evaluate([At(1, 0)], [], null));
        Assert.Equal(new DetectionMetrics(0, 0, 0, 0, 0, 0, 1), DetectionEvaluation.Evaluate([], [At(1, 0)], null));
        var misses = DetectionEvaluation.Evaluate([At(1, 0)], [At(1, 500, 0.5f)], null);
        Assert.Equal((0, 0, 0, 0), (misses.Ap50, misses.BestF1, misses.Recall, misses.Precision));
    }

    [Fact]
    public void Json_has_the_names_of_the_command_line()
    {
        using var json = JsonSerializer.SerializeToDocument(DetectionEvaluation.Evaluate([At(1, 0)], [At(1, 0, 0.5f)], null));
        foreach (var name in new[] { "AP50", "bestF1", "recall", "precision" }) Assert.Equal(1, json.RootElement.GetProperty(name).GetDouble());
    }

    [Fact]
    public void Figures_stay_in_range_and_more_false_alarms_never_help() =>
        Prop.ForAll(Rows().ToArbitrary(), Rows().ToArbitrary(), (truth, detections) =>
        {
            var metrics = DetectionEvaluation.Evaluate(truth, detections, null);
            Assert.All([metrics.Ap50, metrics.BestF1, metrics.Recall, metrics.Precision], value => Assert.InRange(value, 0, 1 + 1e-12));
            var noisier = DetectionEvaluation.Evaluate(truth, [.. detections, new MotRow(1, -1, new Box(1e6f, 0, 9, 9), 1)], null);
            Assert.True(noisier.Ap50 <= metrics.Ap50 + 1e-12);
            var sure = truth.Select(row => row with { Score = 1 }).ToArray();
            if (truth.Length > 0) Assert.Equal(1, DetectionEvaluation.Evaluate(truth, sure, null).Ap50, 12);
        }).QuickCheckThrowOnFailure();

    /// <summary>Figures measured elsewhere with the same definition: recall and precision at two scores, and AP50 of both files.</summary>
    [Fact]
    public void Public_and_NanoDet_detections_of_a_real_clip_have_their_known_figures()
    {
        var truth = MotFile.ReadGroundTruth("mot15/PETS09-S2L1/gt/gt.txt");
        var nanodet = MotFile.Read("anchors/pets-nanodet-det.txt");
        var own = Print("NanoDet", DetectionEvaluation.Evaluate(truth, nanodet, CocoClasses.Person));
        var frcnn = Print("public", DetectionEvaluation.Evaluate(truth, MotFile.Read("mot15/PETS09-S2L1/det/det.txt"), CocoClasses.Person));
        Assert.Equal(0.707, frcnn.Ap50, 3);
        Assert.Equal(0.905, own.Ap50, 0.002); // the file holds scores from 0.1 on: the tail of the curve is missing

        foreach (var (score, recall, precision) in new[] { (0.5f, 0.893, 0.896), (0.3f, 0.929, 0.571) })
        {
            var kept = DetectionEvaluation.Evaluate(truth, [.. nanodet.Where(row => row.Score >= score).Select(row => row with { Score = 1 })], null);
            Print($"NanoDet from {score.ToString(CultureInfo.InvariantCulture)}", kept);
            Assert.Equal(recall, kept.Recall, 0.002);
            Assert.Equal(precision, kept.Precision, 0.002);
        }
    }

    private DetectionMetrics Print(string what, DetectionMetrics metrics)
    {
        output.WriteLine($"{what}: AP50 {metrics.Ap50:0.0000}, best F1 {metrics.BestF1:0.0000} at score {metrics.BestScore:0.000} "
                + $"(recall {metrics.Recall:0.0000}, precision {metrics.Precision:0.0000}), {metrics.Detections} detections, {metrics.TruthBoxes} boxes");
        return metrics;
    }

    private static MotRow At(int frame, float x, float score = 1) => new(frame, 1, new Box(x, 0, 10, 10), score);

    private static Gen<MotRow[]> Rows() =>
        (from frame in Gen.Choose(1, 4)
         from x in Gen.Choose(0, 9)
         from score in Gen.Choose(1, 9)
         select new MotRow(frame, -1, new Box(x * 4, 0, 10, 10), score / 10f)).ArrayOf();
}
