using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Grounding;

public sealed class PhraseScoresTests
{
    private static readonly QueryPlan s_plan = new QueryParser(Lexicon.Empty).Parse("a person in a checked shirt");

    private static readonly Scene s_scene = new SceneBuilder(60)
        .Add(1, 0, 59, SceneBuilder.Walk(100, 200)).Add(2, 0, 59, SceneBuilder.Walk(300, 200)).Add(3, 0, 59, SceneBuilder.Walk(500, 200)).Build();

    [Fact]
    public void Only_what_nothing_else_judges_is_left_for_phrase_scorers()
    {
        Assert.Equal(["in a checked shirt"], PhraseQuestions.Of(s_plan).Select(s => s.Text));
        Assert.Empty(PhraseQuestions.Of(new QueryParser(Lexicon.Empty).Parse("a person in red who stops")));
    }

    [Fact]
    public void Their_scores_choose_among_objects_that_the_engine_cannot_tell_apart_and_stand_in_the_evidence()
    {
        var tubes = Grounder.Ground(s_plan, s_scene, "", new GroundingOptions { Top = 3, Threshold = 0, Phrases = new Scores { [1] = 0.1f, [2] = 0.9f } });
        Assert.Equal(2, tubes[0].TubeletId);
        Assert.Equal(0.9f, Assert.Single(tubes[0].Evidence).Score, 5);
        Assert.Equal([1], tubes.Where(t => t.Score < 0.3).Select(t => t.TubeletId));
        Assert.Empty(tubes.First(t => t.TubeletId == 3).Evidence); // nothing is known of it
    }

    [Fact]
    public void Without_them_the_words_do_not_count() =>
        Assert.All(Grounder.Ground(s_plan, s_scene, "", new GroundingOptions { Top = 3, Threshold = 0 }), t => Assert.Empty(t.Evidence));

    private sealed class Scores : Dictionary<int, float>, IPhraseScores
    {
        public float? Score(SubQuery subQuery, Tubelet tubelet) => TryGetValue(tubelet.Id, out var score) ? score : null;
    }
}
