using Stvg.Core.Queries;
using Stvg.Core.Queries.Drafts;

namespace Stvg.Core.Tests.Queries;

/// <summary>Plans that somebody else proposes: what is taken and what is refused.</summary>
public sealed class DraftTests
{
    private const string Sentence = "the man in a red jacket who walks left past the bus while the dog runs";
    private static readonly QueryParser s_parser = new(Lexicon.Empty);

    public static TheoryData<string> Sentences => [.. Written()];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void What_the_parser_itself_made_is_taken_as_it_was(string sentence)
    {
        var plan = s_parser.Parse(sentence);
        var draft = PlanDraft.Read(PlanDraft.Of(plan).ToJson());
        foreach (var part in PlanText.AllSubQueries(plan))
        {
            var text = PredicateText.Of(part.Predicate);
            Assert.Equal(text, text.ToLowerInvariant());
        }

        // Some words are of the parser's own making ("man" of "who"), or spelled anew; then a draft has to be refused, not misread.
        var (taken, reason) = new DraftCheck(s_parser).Check(draft!, sentence, "test");
        if (taken is null) Assert.NotNull(reason);
        else Assert.Equal(plan.SubQueries.Select(s => (s.Kind, s.Negated, PredicateText.Of(s.Predicate))), taken.SubQueries.Select(s => (s.Kind, s.Negated, PredicateText.Of(s.Predicate))));
    }

    [Fact]
    public void A_draft_becomes_a_plan_whose_notes_say_whose_it_is()
    {
        var (plan, reason) = Check("""
            {"target":{"noun":"man"},"subQueries":[
              {"kind":"attribute","text":"in a red jacket","predicate":"colour upper red"},
              {"kind":"action","text":"walks left","predicate":"direction left"},
              {"kind":"relation","text":"past the bus","predicate":"relation past","other":{"noun":"bus"}},
              {"kind":"temporal","text":"while the dog runs","predicate":"time while","other":{"noun":"dog"},
               "clause":[{"kind":"action","text":"runs","predicate":"motion run"}]}]}
            """);
        Assert.Null(reason);
        Assert.Equal(["a1", "v1", "r1", "t1"], plan!.SubQueries.Select(s => s.Id));
        Assert.Equal(["bus", "truck", "car"], Assert.IsType<RelationPredicate>(plan.SubQueries[2].Predicate).Other.Categories);
        Assert.Equal(["person"], plan.Target.Categories);
        Assert.Equal(Motion.Run, Assert.IsType<MotionPredicate>(Assert.IsType<TemporalPredicate>(plan.SubQueries[3].Predicate).Clause[0].Predicate).Motion);
        Assert.Contains("decomposed by a model", plan.Warnings);
    }

    [Theory]
    [InlineData("""{"kind":"action","text":"walks left","predicate":"motion moonwalk"}""", "motion moonwalk")]
    [InlineData("""{"kind":"action","text":"walks slowly","predicate":"motion walk"}""", "slowly")]
    [InlineData("""{"kind":"attribute","text":"walks left","predicate":"motion walk"}""", "is no attribute")]
    [InlineData("""{"kind":"attribute","text":"in a red jacket","predicate":"colour upper blue"}""", "does not name the colours")]
    [InlineData("""{"kind":"relation","text":"past the bus","predicate":"relation past"}""", "lacks its other side")]
    [InlineData("""{"kind":"relation","text":"past the bus","predicate":"relation teleport","other":{"noun":"bus"}}""", "relation teleport")]
    [InlineData("""{"kind":"relation","text":"past the bus","predicate":"relation past","other":{"noun":"horse"}}""", "horse")]
    [InlineData("""{"kind":"temporal","text":"while the dog runs","predicate":"time at_start","other":{"noun":"dog"}}""", "time at_start")]
    [InlineData("""{"kind":"action","text":"","predicate":"motion walk"}""", "empty")]
    public void What_is_wrong_is_refused_and_said(string part, string reason)
    {
        var (plan, said) = Check($$"""{"target":{"noun":"man"},"subQueries":[{{part}}]}""");
        Assert.Null(plan);
        Assert.Contains(reason, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Structures_that_no_sentence_has_are_refused()
    {
        Assert.Null(Check("""{"target":{"noun":"elephant"},"subQueries":[]}""").Plan);
        Assert.Null(Check("""{"target":{"noun":"man"},"subQueries":[]}""").Plan); // the sentence says more
        var many = string.Join(',', Enumerable.Repeat("""{"kind":"action","text":"walks","predicate":"motion walk"}""", 100));
        Assert.Contains("more than", Check($$"""{"target":{"noun":"man"},"subQueries":[{{many}}]}""").Reason, StringComparison.Ordinal);
        var deep = Enumerable.Range(0, 5).Aggregate("""{"noun":"bus"}""", (inner, _) =>
            $$"""{"noun":"bus","subQueries":[{"kind":"relation","text":"past","predicate":"relation past","other":{{inner}}}]}""");
        Assert.Null(Check($$"""{"target":{"noun":"man"},"subQueries":[{"kind":"relation","text":"past","predicate":"relation past","other":{{deep}}}]}""").Plan);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a plan")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"target":null,"subQueries":[]}""")]
    [InlineData("""{"target":{"noun":"man"}}""")]
    [InlineData("""{"target":{"noun":"man"},"subQueries":[{"kind":"action"}]}""")]
    public void What_is_no_draft_is_not_read(string json) => Assert.Null(PlanDraft.Read(json));

    [Fact]
    public void The_schema_and_the_prompt_name_what_may_be_said()
    {
        Assert.Contains("\"predicate\"", PlanDraft.Schema, StringComparison.Ordinal);
        var prompt = DraftCheck.Prompt("a \"man\"\nwho runs");
        Assert.Contains("The sentence: \"a 'man' who runs\"", prompt, StringComparison.Ordinal);
        Assert.Contains("turn_around", prompt, StringComparison.Ordinal);
        Assert.Contains("overtake", prompt, StringComparison.Ordinal);
    }

    private static (QueryPlan? Plan, string? Reason) Check(string json) =>
        new DraftCheck(s_parser).Check(PlanDraft.Read(json)!, Sentence, "a model");

    private static IEnumerable<string> Written() =>
    [
        Sentence, "a man in a dark green jacket walks from right to left", "the second person to come in", "two people meet",
        "the woman without a bag standing near the left edge of the picture", "who is pushing a pram along the path?",
        "the cyclist who is overtaken by the red car", "a person sits down at the end of the video", "a tall man leaves the picture on the right",
    ];
}
