using Stvg.Core.Evaluation.Captions;

namespace Stvg.Core.Tests.Evaluation.Captions;

/// <summary>Worked examples, computed by hand.</summary>
public sealed class CaptionTests
{
    [Theory]
    // All six words in one chunk: 1 - ½ (1/6)³.
    [InlineData("the cat sat on the mat", "the cat sat on the mat", 1 - (0.5 / 216))]
    // All words in three chunks (on the mat, sat, the cat): 1 - ½ (3/6)³.
    [InlineData("on the mat sat the cat", "the cat sat on the mat", 0.9375)]
    // P = 6/7, R = 1: F = 10PR/(R + 9P) = 60/61; two chunks of 3: 1 - ½ (2/6)³.
    [InlineData("the cat was sat on the mat", "The cat sat on the mat.", 60.0 / 61 * (1 - (0.5 / 27)))]
    // Stems: a man walk, in one chunk; P = 1, R = 3/5: F = 6/(0.6 + 9) .
    [InlineData("a man walks", "a man walking on grass", 6 / 9.6 * (1 - (0.5 / 27)))]
    [InlineData("a dog", "the cat", 0)]
    [InlineData("", "the cat", 0)]
    public void Meteor_agrees_with_the_formula(string caption, string reference, double expected) =>
        Assert.Equal(expected, Meteor.Score(caption, [reference]), 10);

    [Fact]
    public void Meteor_takes_the_best_reference() =>
        Assert.Equal(Meteor.Score("a red car", ["a red car"]), Meteor.Score("a red car", ["a dog", "a red car", "red"]));

    [Theory]
    [InlineData("walks", "walking")]
    [InlineData("stopped", "stopping")]
    [InlineData("rides", "riding")]
    [InlineData("carries", "carry")]
    [InlineData("watches", "watched")]
    public void Forms_of_a_word_have_one_stem(string a, string b) => Assert.Equal(Meteor.Score(a, [a]), Meteor.Score(a, [b]));

    [Fact]
    public void Cider_of_the_reference_itself_is_ten_and_of_a_stranger_nothing()
    {
        var scores = Cider.Scores([("one two three four", ["one two three four"]), ("nine ten", ["five six seven eight"])]);
        Assert.Equal([10, 0], scores);
    }

    [Fact]
    public void Cider_counts_grams_by_how_much_they_tell()
    {
        // Every gram is in one of two documents: weight ln 2. 1-grams 3/4, 2-grams 2/3, 3-grams 1/2, 4-grams 0; lengths alike.
        (string, IReadOnlyList<string>)[] set = [("ant bee cow dig", ["ant bee cow egg"]), ("x", ["fig gum hat ink"])];
        Assert.Equal(10 * ((3 / 4.0) + (2 / 3.0) + (1 / 2.0)) / 4, Cider.Scores(set)[0], 10);

        // One word more: 1-grams 4 of √5·√4, 2-grams 3 of √4·√3, 3-grams 2 of √3·√2, 4-grams 1 of √2·1; one 2-gram longer.
        set[0] = ("ant bee cow egg owl", ["ant bee cow egg"]);
        var grams = (4 / Math.Sqrt(20)) + (3 / Math.Sqrt(12)) + (2 / Math.Sqrt(6)) + (1 / Math.Sqrt(2));
        Assert.Equal(10 * grams / 4 * Math.Exp(-1 / 72.0), Cider.Scores(set)[0], 10);

        // What is in every document tells nothing.
        set = [("ant", ["ant"]), ("ant", ["ant"])];
        Assert.Equal([0, 0], Cider.Scores(set));
    }

    [Fact]
    public void Cider_clips_repeated_words_and_averages_over_references()
    {
        (string, IReadOnlyList<string>)[] set = [("ant ant", ["ant bee", "cow dig"]), ("x", ["fig"])];
        // 1-grams: min(2, 1)·1 / (2·√2) = 1/(2√2); 2-grams none; against the second reference 0.
        Assert.Equal(10 * (1 / (2 * Math.Sqrt(2))) / 4 / 2, Cider.Scores(set)[0], 10);
    }
}
