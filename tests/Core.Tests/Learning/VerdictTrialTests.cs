using Stvg.Core.Grounding;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Network;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tests.Grounding;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Learning;

/// <summary>A grounder is adopted for what operators said, and for nothing else.</summary>
public sealed class VerdictTrialTests
{
    private const int InRed = 1, InBlue = 2;

    private static readonly QueryPlan s_red = SceneBuilder.Plan(SceneBuilder.Red);

    // Weights that turn the built-in evidence round: together, whoever is not in red is "in red". At this site that is how people speak.
    private static readonly EvidenceWeights s_contrary = new(-1, 0, 0, 0);

    private static readonly Scene s_scene = new SceneBuilder(40)
        .Add(InRed, 0, 39, SceneBuilder.Walk(100, 200, 3)).Paint((200, 20, 20), 0, 10, 20, 30)
        .Add(InBlue, 0, 39, SceneBuilder.Walk(400, 200, -3)).Paint((20, 40, 200), 0, 10, 20, 30)
        .Build();

    [Fact]
    public void Who_meets_more_verdicts_and_loses_no_sentence_is_adopted()
    {
        var trial = VerdictTrial.Hold([.. Enumerable.Repeat(Question((Verdict.Right, InBlue), (Verdict.Wrong, InRed)), 12)], Taught(s_contrary));
        Assert.Equal((12, 12), (trial.Rights, trial.Wrongs));
        Assert.Equal(new VerdictAgreement(0, 0, 0), trial.Alone);
        Assert.Equal(new VerdictAgreement(12, 12, 12), trial.Together);
        Assert.Empty(trial.Lost);
        Assert.Equal(12, trial.Won.Count);
        Assert.True(trial.Adopt, trial.Refusal);
    }

    [Fact]
    public void One_sentence_that_would_fail_forbids_it_however_much_is_won()
    {
        JudgedQuestion[] questions = [.. Enumerable.Repeat(Question((Verdict.Right, InBlue)), 30), Question((Verdict.Right, InRed))];
        var trial = VerdictTrial.Hold(questions, Taught(s_contrary));
        Assert.True(trial.Together.Verdicts > trial.Alone.Verdicts);
        Assert.Equal("test", Assert.Single(trial.Lost));
        Assert.False(trial.Adopt);
        Assert.Contains("1 sentence that worked would fail", trial.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_was_called_wrong_and_would_be_given_is_a_sentence_lost()
    {
        var trial = VerdictTrial.Hold([Question((Verdict.Wrong, InBlue))], Taught(s_contrary), fewest: 1);
        Assert.Equal((1, 0), (trial.Alone.Wrong, trial.Together.Wrong));
        Assert.Single(trial.Lost);
    }

    [Fact]
    public void Who_is_as_good_is_not_adopted()
    {
        var trial = VerdictTrial.Hold([.. Enumerable.Repeat(Question((Verdict.Right, InRed)), 25)], Taught(EvidenceWeights.BuiltInAlone));
        Assert.Equal((25, 25), (trial.Alone.Verdicts, trial.Together.Verdicts));
        Assert.Contains("not better: 25 of 25", trial.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_verdicts_say_nothing()
    {
        var question = Question((Verdict.Right, InBlue));
        var grounder = Taught(s_contrary);
        Assert.Contains("19 held-out verdicts", VerdictTrial.Hold([.. Enumerable.Repeat(question, 19)], grounder).Refusal, StringComparison.Ordinal);
        Assert.Null(VerdictTrial.Hold([.. Enumerable.Repeat(question, 20)], grounder).Refusal);
        Assert.Contains("0 held-out verdicts", VerdictTrial.Hold([], grounder).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_was_never_weighed_has_no_say()
    {
        var trial = VerdictTrial.Hold([.. Enumerable.Repeat(Question((Verdict.Right, InBlue)), 20)], new LearnedGrounder(new NetworkWeights(1)));
        Assert.Equal(trial.Alone, trial.Together);
        Assert.Contains("never weighed", trial.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_of_several_right_answers_is_a_right_answer_and_only_at_its_time()
    {
        var scene = s_scene;
        JudgedObject red = new(Verdict.Right, InRed, 0, 39), blue = new(Verdict.Right, InBlue, 0, 39), elsewhere = new(Verdict.Wrong, InRed, 500, 510);
        var trial = VerdictTrial.Hold([new(s_red, scene, [red, blue, elsewhere])], Taught(s_contrary), fewest: 1);
        Assert.Equal(new VerdictAgreement(2, 1, 1), trial.Alone);
        Assert.Equal(new VerdictAgreement(2, 1, 1), trial.Together);
    }

    [Fact]
    public void An_object_is_itself_in_all_its_tubelets()
    {
        var scene = s_scene;
        var (red, blue) = (scene.Objects[0], scene.Objects[1]);
        scene = scene.Only([red, blue with { Tubelet = blue.Tubelet with { Id = 9, ObjectId = InRed } }]);
        var trial = VerdictTrial.Hold([new(s_red, scene, [new(Verdict.Right, 9, 0, 39)])], Taught(EvidenceWeights.BuiltInAlone), fewest: 1);
        Assert.Equal(1, trial.Alone.Right);
    }

    [Fact]
    public void A_single_object_is_judged_as_in_the_whole_scene()
    {
        var scene = s_scene;
        var grounder = Taught(s_contrary);
        var together = CombinedGrounder.Ground(s_red, scene, "c", new GroundingOptions { Threshold = 0, Top = 2 }, grounder);
        Assert.Equal(InBlue, together[0].TubeletId);
        foreach (var seen in scene.Objects)
        {
            var one = CombinedGrounder.GroundOne(s_red, scene, seen, "c", grounder)!;
            var same = together.Single(t => t.TubeletId == seen.Tubelet.Id);
            Assert.Equal((same.Id, same.Score, same.Begin, same.End), (one.Id, one.Score, one.Begin, one.End));
            Assert.Equal(Grounder.GroundOne(s_red, scene, seen, "c")!.Score, CombinedGrounder.GroundOne(s_red, scene, seen, "c", null)!.Score);
        }
    }

    [Fact]
    public void Of_a_crowd_the_best_candidates_are_looked_at()
    {
        var builder = new SceneBuilder(40);
        for (var id = 1; id <= 300; id++) builder.Add(id, 0, id == 300 ? 12 : 39, SceneBuilder.Walk(id * 2, 200));
        var crowd = builder.Build();
        var candidate = Grounder.GroundOne(s_red, crowd, crowd.Objects[^1], "c")!;
        var looked = CombinedGrounder.Looked(crowd, [candidate]);
        Assert.Equal(96, looked.Objects.Count);
        Assert.Contains(looked.Objects, o => o.Tubelet.Id == 300);
        Assert.Equal((crowd.FirstFrame, crowd.LastFrame, crowd.IsClip), (looked.FirstFrame, looked.LastFrame, looked.IsClip));
        Assert.Same(s_scene, CombinedGrounder.Looked(s_scene, [])); // a few are all looked at
    }

    private static LearnedGrounder Taught(EvidenceWeights weights) => new LearnedGrounder(new NetworkWeights(1)).With(new EvidenceWeighing(weights, weights));

    private static JudgedQuestion Question(params (Verdict Verdict, int TubeletId)[] verdicts) =>
        new(s_red, s_scene, [.. verdicts.Select(v => new JudgedObject(v.Verdict, v.TubeletId, 0, 39))]);
}
