using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Evaluation;

public sealed class TrackingEvaluationTests
{
    /// <summary>One object on frames 1 to 4; the result covers all of them exactly and changes identity after frame 2.</summary>
    [Fact]
    public void A_switch_in_the_middle_halves_the_association()
    {
        var truth = Track(1, 1..4, 0);
        MotRow[] result = [.. Track(1, 1..2, 0), .. Track(2, 3..4, 0)];
        var metrics = TrackingEvaluation.Evaluate(truth, result);

        Assert.Equal(1, metrics.Clear.IdSwitches);
        Assert.Equal(0.75, metrics.Clear.Mota, 12); // 1 - 1/4
        Assert.Equal(1, metrics.Clear.Motp, 12);
        Assert.Equal(0, metrics.Clear.Fragmentations);
        Assert.Equal(1, metrics.Clear.MostlyTracked);
        Assert.Equal((2, 2, 2), (metrics.Identity.Idtp, metrics.Identity.Idfn, metrics.Identity.Idfp));
        Assert.Equal(0.5, metrics.Identity.Idf1, 12);
        Assert.Equal(1, metrics.Hota.DetA.Mean, 12);
        Assert.Equal(0.5, metrics.Hota.AssA.Mean, 12); // each match: 2 of the 4 frames of the union
        Assert.Equal(Math.Sqrt(0.5), metrics.Hota.Hota.Mean, 12);
        Assert.Equal(0.5, metrics.Hota.AssRe.Mean, 12);
        Assert.Equal(1, metrics.Hota.AssPr.Mean, 12);
    }

    /// <summary>Boxes 10 wide shifted by 2: IoU 8/12 = 0.667 passes the thresholds up to 0.65, 13 of 19.</summary>
    [Fact]
    public void Hota_counts_a_shifted_box_up_to_its_overlap()
    {
        var metrics = TrackingEvaluation.Evaluate(Track(1, 1..10, 0), Track(5, 1..10, 2));
        Assert.Equal(13.0 / 19, metrics.Hota.Hota.Mean, 12);
        Assert.Equal(((13 * 8.0 / 12) + 6) / 19, metrics.Hota.LocA.Mean, 7); // 1 where nothing matches
        Assert.Equal(8.0 / 12, metrics.Clear.Motp, 7);
        Assert.Equal(1, metrics.Clear.Mota, 12);
    }

    [Fact]
    public void A_gap_is_one_fragmentation_and_no_switch()
    {
        var metrics = TrackingEvaluation.Evaluate(
            [.. Track(1, 1..10, 0), .. Track(2, 1..10, 500)],
            [.. Track(1, 1..4, 0), .. Track(1, 7..10, 0), .. Track(2, 1..10, 500)]);
        Assert.Equal((1, 0, 2), (metrics.Clear.Fragmentations, metrics.Clear.IdSwitches, metrics.Clear.Fn));
        Assert.Equal((1, 1, 0), (metrics.Clear.MostlyTracked, metrics.Clear.PartlyTracked, metrics.Clear.MostlyLost)); // 8/10 is not above 80 %
    }

    /// <summary>The pair of the frame before is kept although the other track fits better now.</summary>
    [Fact]
    public void An_old_pair_is_kept_while_it_overlaps_enough()
    {
        MotRow[] result = [.. Track(1, 1..1, 0), .. Track(1, 2..2, 3), .. Track(2, 2..2, 0)];
        var metrics = TrackingEvaluation.Evaluate(Track(1, 1..2, 0), result);
        Assert.Equal(0, metrics.Clear.IdSwitches);
        Assert.Equal((1 + (7.0 / 13)) / 2, metrics.Clear.Motp, 7);
    }

    [Fact]
    public void No_result_and_no_ground_truth_are_all_misses_and_all_false_alarms()
    {
        var missed = TrackingEvaluation.Evaluate(Track(1, 1..10, 0), []);
        Assert.Equal((0, 10, 0, 1), (missed.Clear.Tp, missed.Clear.Fn, missed.Clear.Fp, missed.Clear.MostlyLost));
        Assert.Equal((0.0, 0.0, 0.0), (missed.Clear.Mota, missed.Hota.Hota.Mean, missed.Identity.Idf1));

        var invented = TrackingEvaluation.Evaluate([], Track(1, 1..10, 0));
        Assert.Equal((0, 0, 10), (invented.Clear.Tp, invented.Clear.Fn, invented.Clear.Fp));
        Assert.Equal((10.0, 10), (invented.Hota.Fp.Mean, invented.Identity.Idfp));

        Assert.Equal(0, TrackingEvaluation.Evaluate([], []).Hota.Hota.Mean);
    }

    [Fact]
    public void Rows_of_other_classes_are_left_out_on_request_and_unknown_classes_pass()
    {
        MotRow[] truth = [.. Track(1, 1..5, 0), .. Track(2, 1..5, 100).Select(row => row with { Class = 2 })];
        MotRow[] result = [.. Track(1, 1..5, 0).Select(row => row with { Class = CocoClasses.Person })];
        Assert.Equal(1, TrackingEvaluation.Evaluate(truth, result, CocoClasses.Person).Clear.Mota);
        Assert.Equal(0.5, TrackingEvaluation.Evaluate(truth, result).Clear.Mota);
    }

    [Fact]
    public void Rows_without_identity_and_double_identities_are_errors()
    {
        var track = Track(1, 1..3, 0);
        var noId = Assert.Throws<StvgException>(() => TrackingEvaluation.Evaluate(track, Track(-1, 1..3, 0)));
        Assert.Contains("detection file", noId.Message, StringComparison.Ordinal);
        var twice = Assert.Throws<StvgException>(() => TrackingEvaluation.Evaluate([.. track, .. Track(1, 2..2, 9)], track));
        Assert.Contains("ground truth: frame 2 has two rows with id 1", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Combining_sums_counts_and_weights_association_by_matches()
    {
        var perfect = TrackingEvaluation.Evaluate(Track(1, 1..30, 0), Track(1, 1..30, 0));
        var halved = TrackingEvaluation.Evaluate(Track(1, 1..10, 0), [.. Track(1, 1..5, 0), .. Track(2, 6..10, 0)]);
        var both = TrackingMetrics.Combine([perfect, halved]);
        Assert.Equal(((30 * 1.0) + (10 * 0.5)) / 40, both.Hota.AssA.Mean, 12);
        Assert.Equal((40, 1), (both.Clear.Tp, both.Clear.IdSwitches));
        Assert.Equal(35 / 40.0, both.Identity.Idf1, 12);
        Assert.Equal((2, 3, 40), (both.TruthTracks, both.ResultTracks, both.Clear.Frames));
    }

    [Fact]
    public void The_report_is_in_percent_under_the_names_of_the_command_line()
    {
        using var json = JsonSerializer.SerializeToDocument(
            TrackingReport.Of(TrackingEvaluation.Evaluate(Track(1, 1..4, 0), [.. Track(1, 1..2, 0), .. Track(2, 3..4, 0)])));
        double At(string name) => json.RootElement.GetProperty(name).GetDouble();
        Assert.Equal(75, At("MOTA"), 9);
        Assert.Equal(100 * Math.Sqrt(0.5), At("HOTA"), 9);
        Assert.Equal([100, 50, 100, 100, 50, 1, 0, 0, 0, 1, 0],
            new[] { "DetA", "AssA", "LocA", "MOTP", "IDF1", "IDSW", "FP", "FN", "Frag", "MT", "ML" }.Select(name => Math.Round(At(name), 9)));
    }

    [Fact]
    public void The_truth_itself_is_perfect_under_any_names_and_order() =>
        Prop.ForAll(Scenes(spacing: 7).ToArbitrary(), scene =>
        {
            var rows = scene.DistinctBy(row => (row.Frame, row.Box)).ToArray(); // twins could be told apart by nobody
            if (rows.Length == 0) return;
            var renamed = rows.Select(row => row with { Id = 1000 - row.Id }).Reverse().ToArray();
            var metrics = TrackingEvaluation.Evaluate(rows, renamed);
            Assert.All(
                [metrics.Hota.Hota.Mean, metrics.Hota.LocA.Mean, metrics.Clear.Mota, metrics.Clear.Motp, metrics.Identity.Idf1],
                value => Assert.Equal(1, value, 9));
            Assert.Equal((0, 0, 0), (metrics.Clear.IdSwitches, metrics.Clear.Fp, metrics.Clear.Fn));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Figures_stay_in_range_and_counts_add_up_for_any_pair_of_files() =>
        Prop.ForAll(Scenes(spacing: 4).ToArbitrary(), Scenes(spacing: 4).ToArbitrary(), (truth, result) =>
        {
            var metrics = TrackingEvaluation.Evaluate(truth, result);
            var (hota, clear, identity) = (metrics.Hota, metrics.Clear, metrics.Identity);
            foreach (var curve in new[] { hota.Hota, hota.DetA, hota.DetRe, hota.DetPr, hota.AssA, hota.AssRe, hota.AssPr, hota.LocA, hota.Owta })
                Assert.All(curve, value => Assert.InRange(value, 0, 1 + 1e-12));
            Assert.All([clear.Motp, clear.Recall, clear.Precision, identity.Idf1, identity.Idp, identity.Idr], value => Assert.InRange(value, 0, 1));
            Assert.True(clear.Mota <= 1);
            Assert.Equal((truth.Length, result.Length), (clear.Tp + clear.Fn, clear.Tp + clear.Fp));
            Assert.Equal((truth.Length, result.Length), (identity.Idtp + identity.Idfn, identity.Idtp + identity.Idfp));
            Assert.Equal(metrics.TruthTracks, clear.MostlyTracked + clear.PartlyTracked + clear.MostlyLost);
            for (var a = 0; a < hota.Tp.Count; a++) Assert.Equal(truth.Length, hota.Tp[a] + hota.Fn[a]);
            Assert.Equal(metrics.Clear, TrackingMetrics.Combine([metrics]).Clear);
        }).QuickCheckThrowOnFailure();

    private static MotRow[] Track(int id, Range frames, float x) =>
        [.. Enumerable.Range(frames.Start.Value, frames.End.Value - frames.Start.Value + 1)
            .Select(frame => new MotRow(frame, id, new Box(x, 0, 10, 10), 1))];

    /// <summary>Up to 40 boxes on a coarse grid, so that many overlap and many tie; one per frame and identity.</summary>
    private static Gen<MotRow[]> Scenes(int spacing) =>
        (from frame in Gen.Choose(1, 8)
         from id in Gen.Choose(0, 5)
         from x in Gen.Choose(0, 5)
         select new MotRow(frame, id, new Box(x * spacing, 0, 10, 10), 1)).ListOf().Select(rows => rows.DistinctBy(row => (row.Frame, row.Id)).ToArray());
}
