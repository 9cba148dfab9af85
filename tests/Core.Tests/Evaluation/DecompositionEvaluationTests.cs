using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Stvg.Core.Evaluation;
using Stvg.Core.Queries;
using Stvg.Tests;

namespace Stvg.Core.Tests.Evaluation;

public sealed class DecompositionEvaluationTests(ITestOutputHelper output)
{
    private const string Entry = """
        [{"vid": "1", "fps": 30, "subject/objects": [{"tid": 0, "category": "adult"}, {"tid": 4, "category": "ball/sports_ball"}],
          "used_relation": {"subject_tid": 0, "object_tid": 4, "predicate": "above", "begin_fid": 0, "end_fid": 9},
          "captions": [{"description": "a man above a ball.", "type": "person", "target_id": 0}],
          "questions": [{"description": "who is above the ball?", "type": "person", "target_id": 0},
                        {"description": "what is beneath the man?", "type": "object", "target_id": 4}]}]
        """;

    [Fact]
    public void Captions_and_questions_are_read_with_their_relation() =>
        Assert.Equal(
            [
                new VidStgSentence("1", "a man above a ball.", false, "adult", "above", "ball/sports_ball", false),
                new VidStgSentence("1", "who is above the ball?", true, "adult", "above", "ball/sports_ball", false),
                new VidStgSentence("1", "what is beneath the man?", true, "adult", "above", "ball/sports_ball", true),
            ],
            Read(Entry));

    [Theory]
    [InlineData("\"object_tid\": 4", "\"object_tid\": 5", "[0].used_relation.object_tid: there is no track 5")]
    [InlineData("\"target_id\": 4", "\"target_id\": 9", "[0].questions[1].target_id: track 9 is on neither side")]
    [InlineData("\"captions\"", "\"titles\"", "[0]: \"captions\" is missing")]
    public void Errors_say_where_and_what(string right, string wrong, string message)
    {
        var error = Assert.Throws<StvgException>(() => Read(Entry.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal("val.json: " + message, error.Message[..(10 + message.Length)]);
    }

    [Theory]
    [InlineData("man", "person")]
    [InlineData("Baby", "person")]
    [InlineData("sports_ball", "ball/sports_ball")]
    [InlineData("sports ball", "ball/sports_ball")]
    [InlineData("cattle/cow", "cattle/cow")]
    [InlineData("cattle", "cattle/cow")]
    [InlineData("wooden table", "table")]
    [InlineData("toy car", "toy")]
    [InlineData("tv", "screen/monitor")]
    [InlineData("unicorn", null)]
    public void Nouns_mean_families(string noun, string? family) => Assert.Equal(family, VidOrCategories.FamilyOf(noun));

    /// <summary>Caption: category right, predicate right, object wrong. First question: all right. Second: see below.</summary>
    [Fact]
    public void Each_part_of_a_reading_is_judged_by_itself()
    {
        var report = DecompositionEvaluation.Evaluate(Read(Entry), text => text switch
        {
            "a man above a ball." => Reading("man", "above", "cat"),
            "who is above the ball?" => Reading("person", "Above", "sports ball") with { Asked = QuestionForm.Subject },
            _ => null,
        });
        Assert.Equal(
            (1, 1.0, 1.0, 0.0, 0.0),
            (report.Sentences, report.TargetAccuracy, report.PredicateAccuracy, report.ObjectAccuracy, report.AllAccuracy));
        Assert.Equal(new QuestionAccuracy(2, 0.5, 0.5, 0.5, 0.5), report.Questions);
    }

    /// <summary>The object of "above" is asked for; "what is beneath" says so with the sides swapped.</summary>
    [Theory]
    [InlineData("beneath", QuestionForm.Subject, true, true)]
    [InlineData("above", QuestionForm.Object, true, true)]
    [InlineData("above", QuestionForm.Subject, false, true)]
    [InlineData("beneath", QuestionForm.Object, true, false)]
    [InlineData("behind", QuestionForm.Subject, false, false)]
    [InlineData("above", QuestionForm.None, false, true)]
    [InlineData(null, QuestionForm.Object, true, false)]
    public void A_question_may_swap_sides_and_predicate_together(string? predicate, QuestionForm asked, bool side, bool samePredicate)
    {
        var reading = Reading("anything", predicate, "adult") with { Asked = asked };
        var outcome = DecompositionEvaluation.Evaluate([Read(Entry)[2]], _ => reading).Outcomes[0];
        Assert.Equal((side, samePredicate, true), (outcome.Target, outcome.Predicate, outcome.Other));
    }

    [Fact]
    public void A_statement_with_its_sides_mixed_up_has_the_wrong_predicate()
    {
        var reading = Reading("man", "above", "ball") with { TargetIsObject = true };
        var outcome = DecompositionEvaluation.Evaluate([Read(Entry)[0]], _ => reading).Outcomes[0];
        Assert.Equal((true, false, true), (outcome.Target, outcome.Predicate, outcome.Other));
    }

    [Fact]
    public void Plans_give_their_target_and_first_relation()
    {
        var plan = new QueryPlan
        {
            Text = "a red van drives past and is followed by a dog next to a cat",
            Target = new Entity("van", ["car", "truck"]),
            SubQueries =
            [
                new SubQuery("v1", SubQueryKind.Action, "drives past", new MotionPredicate(Motion.Drive)),
                new SubQuery("r1", SubQueryKind.Relation, "followed by a dog", new RelationPredicate("chase", new Entity("dog", ["dog"]), true)),
                new SubQuery("r2", SubQueryKind.Relation, "next to a cat", new RelationPredicate("next_to", new Entity("cat", []))),
            ],
        };
        var relation = DecomposedRelation.Of(plan);
        Assert.Equal(["van", "car", "truck"], relation.TargetNames);
        Assert.Equal(("chase", true), (relation.Predicate, relation.TargetIsObject));
        Assert.Equal(["dog", "dog"], relation.OtherNames);

        Assert.Equal("drive", DecomposedRelation.Of(plan with { SubQueries = plan.SubQueries[..1] }).Predicate);
        var camera = DecomposedRelation.Of(plan with
        {
            SubQueries = ImmutableArray.Create(new SubQuery("v1", SubQueryKind.Action, "", new DirectionPredicate(Direction.TowardsCamera))),
        });
        Assert.Equal(("towards", "camera"), (camera.Predicate, camera.OtherNames[0]));
        Assert.Null(DecomposedRelation.Of(plan with { SubQueries = [] }).Predicate);
    }

    [Fact]
    public void Json_has_the_names_of_the_command_line()
    {
        using var json = JsonSerializer.SerializeToDocument(DecompositionEvaluation.Evaluate(Read(Entry), _ => Reading("man", "above", "ball")));
        foreach (var name in new[] { "targetAccuracy", "predicateAccuracy", "objectAccuracy" })
            Assert.Equal(1, json.RootElement.GetProperty(name).GetDouble());
        Assert.Equal(2, json.RootElement.GetProperty("questions").GetProperty("count").GetInt32());
        Assert.False(json.RootElement.TryGetProperty("Outcomes", out _));
    }

    [Fact]
    public void The_annotations_themselves_are_perfect_readings_of_the_real_set()
    {
        var sentences = ReadRealSet();
        var truth = sentences.ToLookup(sentence => sentence.Text);
        Assert.All(sentences, sentence => Assert.Contains(sentence.Predicate, VidOrPredicates.Names));
        Assert.All(sentences, sentence => Assert.NotNull(VidOrCategories.FamilyOf(sentence.Subject)));
        Assert.All(sentences, sentence => Assert.NotNull(VidOrCategories.FamilyOf(sentence.Object)));

        var index = 0; // the same sentence may describe several videos, so readings go by position
        var report = DecompositionEvaluation.Evaluate(sentences, _ => Oracle(sentences[index++]));
        Assert.Equal((3996, 1.0, 1.0, 1.0), (report.Sentences, report.TargetAccuracy, report.PredicateAccuracy, report.ObjectAccuracy));
        Assert.Equal(new QuestionAccuracy(4960, 1, 1, 1, 1), report.Questions);

        // No reading of the words alone can be better than the most frequent truth of each sentence.
        var bound = DecompositionEvaluation.Evaluate(
            sentences, text => Oracle(truth[text].GroupBy(one => one with { Video = "" }).MaxBy(group => group.Count())!.First()));
        output.WriteLine($"told apart by words alone: target {bound.TargetAccuracy:0.0000} predicate {bound.PredicateAccuracy:0.0000}"
                + $" object {bound.ObjectAccuracy:0.0000}; {bound.Questions}");
    }

    [Fact]
    public void The_nouns_of_the_real_set_are_known()
    {
        var sentences = ReadRealSet().Where(sentence => !sentence.IsQuestion).ToArray();
        var named = sentences.Count(sentence => Families(sentence.Text).Contains(VidOrCategories.FamilyOfCategory(sentence.Target)));
        var other = sentences.Count(sentence => Families(sentence.Text).Contains(VidOrCategories.FamilyOfCategory(sentence.Other)));
        output.WriteLine($"of {sentences.Length} statements {named} name the described thing, {other} the other");
        Assert.True(named > 0.98 * sentences.Length);
        Assert.True(other > 0.97 * sentences.Length);

        static HashSet<string?> Families(string text)
        {
            var words = text.Split([' ', '.', ',', '?'], StringSplitOptions.RemoveEmptyEntries);
            return [.. words.Concat(words.Zip(words.Skip(1), (a, b) => $"{a} {b}")).SelectMany(word => new[] { word, word.TrimEnd('s') })
                .Select(VidOrCategories.FamilyOf)];
        }
    }

    private static DecomposedRelation Oracle(VidStgSentence sentence) => new(
        [sentence.Target], sentence.Predicate, [sentence.Other], sentence.TargetIsObject,
        !sentence.IsQuestion ? QuestionForm.None : sentence.TargetIsObject ? QuestionForm.Object : QuestionForm.Subject);

    private static DecomposedRelation Reading(string target, string? predicate, string other) =>
        new([target], predicate, [other], false, QuestionForm.None);

    private static List<VidStgSentence> ReadRealSet()
    {
        using var stream = File.OpenRead(TestData.Path("queries/vidstg-val.json"));
        return VidStgReader.Read(stream, "vidstg-val.json");
    }

    private static List<VidStgSentence> Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return VidStgReader.Read(stream, "val.json");
    }
}
