using Stvg.Core.Grounding;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Evaluation;
using Stvg.Core.Learning.Training;

namespace Stvg.Core.Tests.Learning;

public sealed class CombinationTests
{
    [Fact]
    public void Weights_are_found_again_from_what_they_judged()
    {
        var (random, truth) = (new Random(2), new EvidenceWeights(0.8f, 1.5f, 0.4f, -1));
        var judged = Enumerable.Range(0, 4000).Select(_ =>
        {
            var evidence = new CandidateEvidence(Number(), Number(), Number());
            return (evidence, random.NextDouble() < truth.Probability(evidence));
        }).ToList();
        var fitted = EvidenceWeights.Fitted(judged);
        Assert.Equal(truth.BuiltIn, fitted.BuiltIn, 0.2);
        Assert.Equal(truth.Fit, fitted.Fit, 0.2);
        Assert.Equal(truth.Share, fitted.Share, 0.2);
        Assert.Equal(truth.Bias, fitted.Bias, 0.2);

        float Number() => (float)((random.NextDouble() - 0.5) * 6);
    }

    [Theory]
    [InlineData(0.1f, 2)]
    [InlineData(0.5f, 2)]
    [InlineData(0.5f, 5)]
    public void Where_the_built_in_grounder_is_sure_of_all_candidates_the_weights_are_finite(float doubt, float spread)
    {
        // Whole Newton steps from the built-in grounder alone go to weights of a hundred here, and never come back.
        var random = new Random(3);
        var judged = Enumerable.Range(0, 1200).Select(i => (
            new CandidateEvidence(4.9f - (doubt * random.NextSingle()), Number(i % 12 == 0 ? 1 : -1), Number(i % 12 == 0 ? 1 : -1)), i % 12 == 0)).ToList();
        var fitted = EvidenceWeights.Fitted(judged);
        Assert.All([fitted.BuiltIn, fitted.Fit, fitted.Share, MathF.Abs(fitted.Bias)], w => Assert.InRange(w, 0, 9));
        Assert.True(Mean(true) > 1.2f * Mean(false), $"{Mean(true)} where right, {Mean(false)} where wrong");

        float Number(float middle) => middle + ((random.NextSingle() - 0.5f) * 2 * spread);

        float Mean(bool right) => judged.Where(j => j.Item2 == right).Average(j => fitted.Probability(j.Item1));
    }

    [Fact]
    public void What_is_hidden_from_the_built_in_grounder_is_still_said_to_the_learned_one()
    {
        var trial = SimulatedTrial.Make(Simulated.Options() with { FewestObjects = 5, MostObjects = 6 }, 20, Simulated.Parser);
        var grounder = new GrounderTraining(new TrainingOptions { Steps = 1, Batch = 2 }, new SimulatedExamples(Simulated.Options(), Simulated.Parser)).Grounder;
        var (judged, differ) = (0, 0);
        for (var i = 0; i < trial.Questions.Count; i++)
        {
            var question = trial.Questions[i];
            var hidden = HiddenWord.Judge(question, i, Simulated.Parser, grounder);
            if (hidden.Count == 0) continue;
            judged++;
            Assert.InRange(hidden.Count(c => c.Right), 0, 1);
            var open = CombinedGrounder.Candidates(question.Plan, question.Scene, "simulated", new GroundingOptions(), grounder);
            if (!open.Select(c => c.Evidence.BuiltInLogit).Order().SequenceEqual(hidden.Select(c => c.Evidence.BuiltInLogit).Order())) differ++;
        }

        Assert.True(judged > 15 && differ > judged / 2, $"{judged} judged, {differ} otherwise than with every word");
    }

    [Fact]
    public void Where_nothing_can_be_fitted_the_built_in_grounder_stands() =>
        Assert.Equal(EvidenceWeights.BuiltInAlone, EvidenceWeights.Fitted([(new CandidateEvidence(1, 1, 1), true)]));

    [Fact]
    public void A_sentence_that_worked_is_never_left_without_an_answer()
    {
        // Weights that refuse everything: the worst that a training could bring.
        var refuses = new EvidenceWeights(0, 0, 0, -9);
        var grounder = new GrounderTraining(new TrainingOptions { Steps = 1, Batch = 2 }, new SimulatedExamples(Simulated.Options(), Simulated.Parser))
            .Grounder.With(new EvidenceWeighing(refuses, refuses));
        var answered = 0;
        for (var i = 0; i < 12; i++)
        {
            var clip = Simulated.Clip(i * 5);
            foreach (var sentence in clip.Sentences)
            {
                var plan = Simulated.Parser.Parse(sentence.Text);
                var alone = Grounder.Ground(plan, clip.Scene, "c", new GroundingOptions());
                var together = CombinedGrounder.Ground(plan, clip.Scene, "c", new GroundingOptions(), grounder);
                Assert.Equal(alone.Select(t => (t.TubeletId, t.Begin, t.End, t.Score)), together.Select(t => (t.TubeletId, t.Begin, t.End, t.Score)));
                answered += alone.Count;
            }
        }

        Assert.True(answered > 5, $"{answered}");
    }

    [Theory]
    [InlineData("a woman with black hair standing at the table", true)]
    [InlineData("a person standing on the corner", true)]
    [InlineData("a person who gleebs at the table", false)]
    [InlineData("a person hugging a woman", false)]
    [InlineData("a grumpy person walking to the left", false)]
    public void What_is_said_of_unseen_things_alone_leaves_nothing_to_a_learned_grounder(string sentence, bool isJudged) =>
        Assert.Equal(isJudged, CombinedGrounder.IsJudged(Simulated.Parser.ParseLearned(sentence)));

    [Fact]
    public void The_learned_grounder_says_who_and_when_where_words_are_unknown()
    {
        var clip = Simulated.Clip(3);
        var plan = Simulated.Parser.Parse("a person gleebing around");
        Assert.False(CombinedGrounder.IsJudged(plan));
        Assert.True(CombinedGrounder.IsJudged(Simulated.Parser.Parse("a person in a red jacket who walks to the left")));
        var grounder = new GrounderTraining(new TrainingOptions { Steps = 1, Batch = 2 }, new SimulatedExamples(Simulated.Options(), Simulated.Parser))
            .Grounder.With(new EvidenceWeighing(EvidenceWeights.BuiltInAlone, new EvidenceWeights(0, 0, 5, 2)));
        var best = grounder.Ground(plan, clip.Scene)[0];
        var tubes = CombinedGrounder.Ground(plan, clip.Scene, "c", new GroundingOptions { Threshold = 0, Top = 100 }, grounder);
        var first = tubes.First(t => t.TubeletId == best.TubeletId);
        Assert.Equal((best.Begin, best.End), (first.Begin, first.End));
        Assert.Equal(first.End - first.Begin + 1, first.Boxes.Count);
        Assert.All(tubes, t => Assert.Equal(plan.SubQueries.Length, t.Evidence.Count));
    }
}
