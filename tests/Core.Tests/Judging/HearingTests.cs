using Stvg.Core.Judging;
using Stvg.Core.Queries;

namespace Stvg.Core.Tests.Judging;

public sealed class HearingTests
{
    private static readonly QueryParser s_parser = new(Lexicon.Empty);

    [Fact]
    public void A_sentence_is_asked_in_its_two_parts()
    {
        Assert.Equal(
            [(SentencePart.Attributes, "man (in black)"), (SentencePart.Actions, "man (walking to the left)")],
            SubQuestions.Of(s_parser.Parse("the man in black walking to the left")));
        Assert.Equal([(SentencePart.Attributes, "car")], SubQuestions.Of(s_parser.Parse("a car")));
        Assert.Equal([SentencePart.Actions], SubQuestions.Of(s_parser.Parse("a man who stops")).Select(p => p.Part));
    }

    [Fact]
    public void Attributes_are_asked_in_both_orders_of_time_and_actions_in_their_own()
    {
        var hearing = new Hearing(s_parser.Parse("the man in black who stops"));
        var round = hearing.Next();
        Assert.Equal(
            [(SentencePart.Attributes, Showing.Forward), (SentencePart.Attributes, Showing.Reversed),
                (SentencePart.Actions, Showing.Forward)],
            round.Select(i => (i.Part, i.Showing)));
        foreach (var (inquiry, yes) in round.Zip([0.9, 0.5, 0.8])) hearing.Take(inquiry, yes);
        Assert.Empty(hearing.Next());
        Assert.False(hearing.IsRefuted);
        Assert.Equal(0.7, hearing.Score, 4);
    }

    [Theory]
    [InlineData("the man in black")]
    [InlineData("a man who stops")]
    public void Whatever_is_denied_is_asked_again_and_refuted_only_by_the_fourth_no(string sentence)
    {
        for (var noes = 0; noes <= 4; noes++)
        {
            var (hearing, asked) = (new Hearing(s_parser.Parse(sentence)), new List<Showing>());
            while (hearing.Next() is { Count: > 0 } round)
            {
                foreach (var inquiry in round) hearing.Take(inquiry, asked.Count < noes ? 0.1 : 0.9);
                asked.AddRange(round.Select(i => i.Showing));
            }

            Assert.Equal(noes == 4, hearing.IsRefuted);
            Assert.Equal(asked.Distinct(), asked);
            Assert.True(asked.Count >= Math.Min(4, noes));
        }
    }

    [Fact]
    public void Once_a_part_is_refuted_nothing_more_is_asked()
    {
        var hearing = new Hearing(s_parser.Parse("the man in black who stops"));
        var rounds = 0;
        while (hearing.Next() is { Count: > 0 } round)
        {
            foreach (var inquiry in round) hearing.Take(inquiry, inquiry.Part == SentencePart.Attributes ? 0 : 0.2);
            rounds++;
        }

        Assert.Equal(3, rounds); // attributes are through before the action was asked a fourth time
        Assert.True(hearing.IsRefuted);
    }

    [Theory]
    [InlineData(3, 3, 3, 1)]
    [InlineData(3, 4, 4, 0.5)] // the engine believes more in 4
    [InlineData(4, 3, 4, 0.5)]
    [InlineData(3, null, null, 0.5)] // the engine hardly believes in 3
    [InlineData(null, 4, 4, 0.5)]
    [InlineData(null, null, null, 1)]
    public void Two_orders_of_time_that_agree_are_sure_and_else_the_engine_decides(int? forward, int? reversed, int? expected, float sure)
    {
        var joint = TargetAssembly.Assemble(new(forward, 1, 2), new(reversed, 5, 6), number => number == 4 ? 0.8f : 0.2f);
        Assert.Equal((expected, sure), (joint!.Value.Answer.Target, joint.Value.Sure));
        if (forward == reversed) Assert.Equal((1.0, 2.0), (joint.Value.Answer.Begin, joint.Value.Answer.End));
    }

    [Fact]
    public void One_readable_answer_is_better_than_none()
    {
        Assert.Null(TargetAssembly.Assemble(null, null, _ => 0));
        Assert.Equal(3, TargetAssembly.Assemble(null, new(3, 1, 2), _ => 0)!.Value.Answer.Target);
    }
}
