using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Grounding;

public sealed class CalibrationTests
{
    [Fact]
    public void A_fitted_curve_says_how_often_answers_are_right()
    {
        // Far too sure: 0.9 is right in 60 of 100, 0.2 in 5 of 100.
        (float, bool)[] answers = [.. Enumerable.Range(0, 100).Select(i => (0.9f, i < 60)), .. Enumerable.Range(0, 100).Select(i => (0.2f, i < 5))];
        var fitted = ScoreCalibration.Fit(answers);
        Assert.Equal(0.6, fitted.Apply(0.9f), 0.03);
        Assert.Equal(0.05, fitted.Apply(0.2f), 0.03);
        Assert.True(ReliabilityTable.Of([.. answers.Select(a => (fitted.Apply(a.Item1), a.Item2))]).CalibrationError < 0.03);
    }

    [Fact]
    public void Calibration_never_changes_the_order_of_answers()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<byte>(), (bytes, at) =>
        {
            var fitted = ScoreCalibration.Fit([.. bytes.Select(b => ((b >> 1) / 127f, (b & 1) == 1))]);
            return fitted.Slope > 0 && fitted.Apply(at / 255f) <= fitted.Apply(MathF.Min(1, (at / 255f) + 0.01f));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Cross_validation_judges_every_answer_by_the_others()
    {
        (float, bool)[] answers = [(0.9f, true), (0.8f, true), (0.7f, false), (0.2f, false)];
        var unseen = ReliabilityTable.CrossValidated(answers);
        Assert.Equal(4, unseen.Count);
        Assert.Equal(ScoreCalibration.Fit(answers[1..]).Apply(0.9f), unseen[0].Score);
    }

    [Fact]
    public void A_tubelet_that_changes_from_one_person_to_another_is_less_sure()
    {
        // Red in the first half of its life only, beside one who is red all along.
        var changes = new SceneBuilder(120).Add(1, 0, 99, Walk(200, 200)).Paint((200, 20, 20), 0, 10, 20, 30, 40).Paint((20, 20, 200), 50, 60, 70, 80, 90).Build();
        float Score(Ablation leaveOut) => Assert.Single(
            Grounder.Ground(Plan(Red), changes, "", new GroundingOptions { Threshold = 0, LeaveOut = leaveOut })).Score;
        Assert.True(Score(Ablation.None) < Score(Ablation.TemporalAssembling) - 0.05f);
    }
}
