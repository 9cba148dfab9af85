using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Evaluation;

public sealed class TubeEvaluationTests
{
    /// <summary>Truth on frames 0 to 9, answer on 5 to 14, boxes alike on the 5 common frames, of 15 in all.</summary>
    [Theory]
    [InlineData(TubeDefinition.HcStvg, 5.0 / 15, 5.0 / 15)]
    [InlineData(TubeDefinition.CgStvg, 4.0 / 14, 5.0 / 15)]
    [InlineData(TubeDefinition.VidStg, 4.0 / 14, 4.0 / 14)]
    public void Definitions_count_the_last_frame_differently(TubeDefinition definition, double tIoU, double vIoU)
    {
        var score = TubeEvaluation.Score(Tube(0, 9), Tube(5, 14), definition);
        Assert.Equal((tIoU, vIoU, 1.0), (score.TIoU, score.VIoU, score.SIoU));
    }

    [Theory]
    [InlineData(TubeDefinition.HcStvg, 1.0 / 19)]
    [InlineData(TubeDefinition.CgStvg, 0)]
    [InlineData(TubeDefinition.VidStg, 0)]
    public void Only_the_official_definition_sees_intervals_meet_in_one_frame(TubeDefinition definition, double tIoU) =>
        Assert.Equal(tIoU, TubeEvaluation.Score(Tube(0, 9), Tube(9, 18), definition).TIoU);

    [Theory]
    [InlineData(TubeDefinition.HcStvg, 1)]
    [InlineData(TubeDefinition.CgStvg, 0)]
    [InlineData(TubeDefinition.VidStg, 0)]
    public void A_single_frame_has_no_duration(TubeDefinition definition, double tIoU) =>
        Assert.Equal(tIoU, TubeEvaluation.Score(Tube(3, 3), Tube(3, 3), definition).TIoU);

    [Fact]
    public void Frames_without_a_true_box_add_nothing_and_still_count()
    {
        var half = new TubeBoxes(0, 9, Tube(0, 4).Boxes);
        var score = TubeEvaluation.Score(half, Tube(0, 9));
        Assert.Equal((1, 0.5, 1), (score.TIoU, score.VIoU, score.SIoU));
        Assert.Equal(1, TubeEvaluation.OnTrueInterval(half, Tube(0, 9)));
    }

    [Fact]
    public void Scores_are_in_range_symmetric_and_1_only_for_the_truth() =>
        Prop.ForAll(Tubes().ToArbitrary(), Tubes().ToArbitrary(), (a, b) =>
        {
            foreach (var definition in Enum.GetValues<TubeDefinition>())
            {
                var score = TubeEvaluation.Score(a, b, definition);
                Assert.All([score.TIoU, score.VIoU, score.SIoU], value => Assert.InRange(value, 0, 1 + 1e-12));
                Assert.True(score.VIoU <= score.SIoU + 1e-12);
                Assert.Equal(score.VIoU, TubeEvaluation.Score(b, a, definition).VIoU, 12);
                if (a.End > a.Begin) Assert.Equal((1, 1), (TubeEvaluation.Score(a, a, definition).TIoU, TubeEvaluation.Score(a, a, definition).VIoU));
            }
            Assert.True(TubeEvaluation.Score(a, b).VIoU <= TubeEvaluation.Score(a, b).TIoU + 1e-12);
        }).QuickCheckThrowOnFailure();

    private static TubeBoxes Tube(int begin, int end, float x = 0) => new(
        begin, end, Enumerable.Range(begin, end - begin + 1).ToDictionary(frame => frame, _ => new Box(x, 0, 10, 10)));

    private static Gen<TubeBoxes> Tubes() =>
        from begin in Gen.Choose(0, 12)
        from length in Gen.Choose(0, 12)
        from x in Gen.Choose(0, 12)
        select Tube(begin, begin + length, x);
}
