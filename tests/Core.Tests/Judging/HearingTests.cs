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
            [(SentencePart.Attributes, false), (SentencePart.Attributes, true), (SentencePart.Actions, false)], round.Select(i => (i.Part, i.Reversed)));
        foreach (var (inquiry, yes) in round.Zip([0.9, 0.5, 0.8])) hearing.Take(inquiry, yes);
        Assert.Empty(hearing.Next());
        Assert.False(hearing.IsRefuted);
        Assert.Equal(0.7, hearing.Score, 4);
    }

    [Fact]
    public void One_no_of_two_does_not_refute_and_two_do()
    {
        Assert.False(Hear("the man in black", 0, 1).IsRefuted);
        Assert.False(Hear("the man in black", 1, 0).IsRefuted);
        Assert.True(Hear("the man in black", 0, 0).IsRefuted);
    }

    [Fact]
    public void A_no_to_an_action_is_asked_again_before_it_counts()
    {
        var hearing = new Hearing(s_parser.Parse("a man who stops"));
        hearing.Take(Assert.Single(hearing.Next()), 0.1);
        var second = Assert.Single(hearing.Next());
        Assert.True(second.Reversed);
        Assert.False(hearing.IsRefuted);
        hearing.Take(second, 0.2);
        Assert.True(hearing.IsRefuted);
        Assert.Empty(hearing.Next());
        Assert.Equal(0.15, hearing.Score, 4);
    }

    [Fact]
    public void Once_a_part_is_refuted_nothing_more_is_asked()
    {
        var hearing = new Hearing(s_parser.Parse("the man in black who stops"));
        foreach (var inquiry in hearing.Next()) hearing.Take(inquiry, 0);
        Assert.True(hearing.IsRefuted);
        Assert.Empty(hearing.Next());
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

    private static Hearing Hear(string sentence, params double[] answers)
    {
        var hearing = new Hearing(s_parser.Parse(sentence));
        foreach (var (inquiry, yes) in hearing.Next().Zip(answers)) hearing.Take(inquiry, yes);
        return hearing;
    }
}
