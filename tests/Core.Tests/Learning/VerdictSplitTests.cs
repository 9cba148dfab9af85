using Stvg.Core.Learning;

namespace Stvg.Core.Tests.Learning;

public sealed class VerdictSplitTests
{
    [Fact]
    public void So_many_sentences_are_held_out_as_was_asked_for()
    {
        string[] sentences = [.. Enumerable.Range(0, 4000).Select(i => $"a person with {i} bags")];
        foreach (var share in new[] { 0.1, VerdictSplit.DefaultShare, 0.5 })
            Assert.InRange(sentences.Count(s => VerdictSplit.IsHeldOut(s, share)) / 4000.0, share - 0.025, share + 0.025);
        Assert.DoesNotContain(sentences, s => VerdictSplit.IsHeldOut(s, 0));
        Assert.All(sentences, s => Assert.True(VerdictSplit.IsHeldOut(s, 1)));
        // With a larger share what was held out stays so: nothing that was tried on is learned from later.
        Assert.All(sentences.Where(s => VerdictSplit.IsHeldOut(s, 0.1)), s => Assert.True(VerdictSplit.IsHeldOut(s, 0.3)));
    }

    [Fact]
    public void Another_writing_of_a_sentence_is_in_the_same_part()
    {
        foreach (var i in Enumerable.Range(0, 200))
        {
            var sentence = $"a man in red with {i} bags";
            foreach (var other in new[] { $"A man in red, with {i} bags.", $"  a MAN  in red with\t{i} bags ", $"\"a man in red\" with {i} bags!" })
                Assert.Equal((VerdictSplit.Key(sentence), VerdictSplit.IsHeldOut(sentence)), (VerdictSplit.Key(other), VerdictSplit.IsHeldOut(other)));
        }

        Assert.NotEqual(VerdictSplit.Key("a man in red"), VerdictSplit.Key("a manin red"));
    }

    [Fact]
    public void The_parts_are_the_same_on_every_machine()
    {
        Assert.Equal("the man in the red jacket", VerdictSplit.Key("The man in the red jacket!"));
        // Computed once; a change would mix what is learned with what is tried on at sites that have both.
        Assert.Equal(
            [false, true, true, true, true, true, false, false],
            new[] { "a", "b", "c", "d", "e", "f", "g", "h" }.Select(s => VerdictSplit.IsHeldOut(s)));
    }
}
