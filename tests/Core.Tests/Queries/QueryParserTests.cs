using System.Text.Json;
using Stvg.Core.Evaluation;
using Stvg.Core.Queries;
using Stvg.Tests;

namespace Stvg.Core.Tests.Queries;

public sealed class QueryParserTests
{
    private static readonly QueryParser s_parser = new(Lexicon.Empty);

    /// <summary>Sentences of sentences.txt with the lines of their plans.</summary>
    public static TheoryData<string, string> Sentences()
    {
        var path = Path.Combine(TestData.RepositoryRoot, "tests", "Core.Tests", "Queries", "sentences.txt");
        var data = new TheoryData<string, string>();
        foreach (var block in File.ReadAllText(path).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Trim().Split('\n', 2);
            data.Add(lines[0][2..], lines[1]);
        }
        return data;
    }

    [Theory]
    [InlineData("a cyclist in a red shirt", "bicycle")]
    [InlineData("two motorcyclists", "motorcycle")]
    public void A_name_for_a_rider_asks_for_what_he_rides(string sentence, string mount)
    {
        var plan = new QueryParser(Lexicon.Empty).Parse(sentence);
        Assert.Equal(["person"], plan.Target.Categories);
        Assert.Contains(plan.SubQueries, s => s.Predicate is RelationPredicate { Name: "ride" } ride && ride.Other.Noun == mount);
    }

    [Theory]
    [InlineData("the man who comes in from the left", true)]
    [InlineData("a man comes in from the left", false)]
    public void What_tells_who_is_meant_is_told_from_what_he_does(string sentence, bool restrictive)
    {
        var entering = Assert.Single(new QueryParser(Lexicon.Empty).Parse(sentence).SubQueries, s => s.Predicate is CrossingPredicate);
        Assert.Equal(restrictive, entering.Restrictive);
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_sentence_becomes_its_plan(string sentence, string expected) =>
        Assert.Equal(expected, string.Join('\n', PlanText.Lines(s_parser.Parse(sentence))));

    [Theory]
    [InlineData("a padded jacket on a tall woman", "gender is not judged: \"woman\"")]
    [InlineData("the slim man", "nothing judges \"slim\"")]
    [InlineData("a person in a long padded red coat", "nothing judges \"padded\"")]
    [InlineData("a person next to the lamp post", "no class of the detector fits \"lamp post\": little or nothing of that is judged")]
    [InlineData("a drum next to a chair", "no class of the detector fits \"drum\": any object may answer")]
    [InlineData("the man blorp zzgx walks", "not understood: \"blorp\", \"zzgx\"")]
    [InlineData("a woman in a balck coat", "\"balck\" is read as \"black\"")]
    [InlineData("the last man to leave", "\"last man … to leave\" is read as that one in order of appearance")]
    [InlineData("blue jeans", "\"blue jeans\" is read as somebody who has it on")]
    public void What_is_not_judged_or_was_guessed_is_said(string sentence, string warning) =>
        Assert.Contains(warning, s_parser.Parse(sentence).Warnings);

    [Theory]
    [InlineData("the person in the red jacket walking from left to right")]
    [InlineData("a white car that stops behind the bus")]
    [InlineData("the second person to come in")]
    [InlineData("a person on the grass")]
    [InlineData("a dog chasing a ball while a person rides a bicycle")]
    public void A_sentence_that_is_wholly_judged_has_no_warning(string sentence) => Assert.Empty(s_parser.Parse(sentence).Warnings);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n ")]
    [InlineData("?!… ---")]
    [InlineData("\ud83d\ude97\ud83d\ude97")]
    [InlineData("\ud800 \u0007")]
    [InlineData("blorp zzgx xyzzy")]
    [InlineData("человек в красной куртке")]
    [InlineData("穿红色夹克的人")]
    [InlineData("رجل يرتدي سترة حمراء")]
    [InlineData("the of and to")]
    public void What_holds_nothing_to_look_for_is_refused_in_one_line(string sentence)
    {
        var refusal = Assert.ThrowsAny<StvgException>(() => s_parser.Parse(sentence));
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.NotEmpty(refusal.Message);
    }

    [Fact]
    public void A_refusal_names_the_words_that_were_not_known() =>
        Assert.Contains("\"zzgx\"", Assert.ThrowsAny<StvgException>(() => s_parser.Parse("blorp zzgx")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_sentence_that_is_too_long_is_refused_with_its_length()
    {
        var sentence = string.Join(' ', Enumerable.Repeat("man", 10_000));
        Assert.Contains("39999", Assert.ThrowsAny<StvgException>(() => s_parser.Parse(sentence)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in a man next to ")]
    [InlineData("who and that ")]
    [InlineData("a man and a woman in a red hat and ")]
    [InlineData("while the man after ")]
    [InlineData("the man that the woman that ")]
    public void Deep_nesting_is_parsed_in_bounded_work(string unit)
    {
        // Exponential work would not end at all within a test run; there is no clock here.
        var sentence = string.Concat(Enumerable.Repeat(unit, QueryParser.MaximumLength / unit.Length));
        try
        {
            Assert.NotNull(s_parser.Parse(sentence).Target);
        }
        catch (StvgException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    [Fact]
    public void The_main_sub_query_is_what_the_main_verb_says()
    {
        var plan = s_parser.Parse("a man with a dog on the grass holds a red umbrella near the door");
        Assert.Equal("holds a red umbrella", plan.SubQueries.Single(query => query.Id == plan.Main).Text);
    }

    [Fact]
    public void Pronouns_stand_for_what_was_spoken_of()
    {
        var plan = s_parser.Parse("the woman next to the blue car once she leaves it");
        var temporal = Assert.IsType<TemporalPredicate>(plan.SubQueries[^1].Predicate);
        Assert.Null(temporal.Other);
        Assert.Equal("car", Assert.IsType<RelationPredicate>(temporal.Clause[0].Predicate).Other.Noun);
    }

    [Fact]
    public void Every_sentence_of_the_development_sets_is_understood_to_the_last_word()
    {
        foreach (var set in new[] { "queries/pets-dev.json", "queries/clips-dev.json" })
        {
            using var json = JsonDocument.Parse(File.ReadAllText(TestData.Path(set)));
            foreach (var query in json.RootElement.GetProperty("queries").EnumerateArray())
            {
                var plan = s_parser.Parse(query.GetProperty("query").GetString()!);
                Assert.DoesNotContain(plan.Warnings, warning => warning.StartsWith("not understood", StringComparison.Ordinal));
                Assert.NotEmpty(plan.Target.Categories);
            }
        }
    }

    [Fact]
    public void VidSTGs_validation_sentences_are_decomposed_as_their_annotators_meant()
    {
        using var file = File.OpenRead(TestData.Path("queries/vidstg-val.json"));
        var report = DecompositionEvaluation.Evaluate(VidStgReader.Read(file, "vidstg-val.json"), TryParse);
        Assert.InRange(report.TargetAccuracy, 0.995, 1);
        Assert.InRange(report.PredicateAccuracy, 0.985, 1);
        Assert.InRange(report.ObjectAccuracy, 0.985, 1);
        Assert.InRange(report.Questions.SideAccuracy, 0.985, 1);
        Assert.InRange(report.Questions.PredicateAccuracy, 0.985, 1);
        Assert.InRange(report.Questions.EntityAccuracy, 0.985, 1);
    }

    private static QueryPlan? TryParse(string sentence)
    {
        try
        {
            return s_parser.Parse(sentence);
        }
        catch (StvgException)
        {
            return null; // counts as wrong in everything
        }
    }
}
