using Stvg.Core;
using Stvg.Models.Phrases.Text;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Phrases;

/// <summary>Small tokenizers of the three kinds, cut by hand.</summary>
public sealed class TokenizerTests
{
    internal const string Clip = """
        { "added_tokens": [ { "id": 90, "content": "<|startoftext|>" }, { "id": 91, "content": "<|endoftext|>" } ],
          "model": { "type": "BPE", "end_of_word_suffix": "</w>",
            "vocab": { "r": 0, "e": 1, "d</w>": 2, "re": 3, "red</w>": 4, "c": 5, "a": 6, "r</w>": 7, "ca": 8, "car</w>": 9, "a</w>": 10, ".</w>": 11, "Ã": 12, "¤</w>": 13, "s</w>": 14, "'s</w>": 15 },
            "merges": [ "r e", "re d</w>", "c a", ["ca", "r</w>"], "' s</w>" ] } }
        """;

    internal const string Bert = """
        { "model": { "type": "WordPiece", "vocab": { "[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "red": 4, "car": 5, "##s": 6, ".": 7, "for": 8, "##klift": 9, "cafe": 10 } } }
        """;

    private const string SigLip = """
        { "added_tokens": [ { "id": 1, "content": "</s>" }, { "id": 0, "content": "<pad>" } ],
          "model": { "type": "Unigram", "unk_id": 2, "vocab": [ ["<pad>", 0], ["</s>", 0], ["<unk>", 0], ["▁", -2], ["▁red", -3], ["▁r", -2.5], ["ed", -1], ["▁car", -3], ["s", -1.5], ["car", -5] ] } }
        """;

    [Theory]
    [InlineData("red car", new[] { 90, 4, 9, 91 })]
    [InlineData("  RED\n car.", new[] { 90, 4, 9, 11, 91 })]
    [InlineData("a car's", new[] { 90, 10, 9, 15, 91 })]
    [InlineData("dra", new[] { 90, 91, 0, 10, 91 })] // a "d" inside of a word has no piece
    [InlineData("ä", new[] { 90, 12, 13, 91 })] // two bytes
    [InlineData("", new[] { 90, 91 })]
    public void Clip_merges_pairs_in_their_order(string text, int[] expected) => Assert.Equal(expected, Open(Clip).Encode(text, 77));

    [Theory]
    [InlineData("Red cars.", new[] { 2, 4, 5, 6, 7, 3 })]
    [InlineData("forklift", new[] { 2, 8, 9, 3 })]
    [InlineData("Café", new[] { 2, 10, 3 })]
    [InlineData("redcar!", new[] { 2, 1, 1, 3 })]
    public void WordPiece_takes_the_longest_pieces(string text, int[] expected) => Assert.Equal(expected, Open(Bert).Encode(text, 77));

    [Theory]
    [InlineData("red", new[] { 4, 1 })] // -3 beats -3.5
    [InlineData("Red cars!", new[] { 4, 7, 8, 1 })]
    [InlineData("xy red", new[] { 3, 2, 4, 1 })] // unknown letters in a row are one
    [InlineData(" ", new[] { 1 })]
    public void Unigrams_take_the_likeliest_cut(string text, int[] expected) => Assert.Equal(expected, Open(SigLip).Encode(text, 64));

    [Fact]
    public void What_does_not_fit_is_cut_before_the_end()
    {
        Assert.Equal([90, 4, 9, 91], Open(Clip).Encode("red car red car", 4));
        Assert.Equal([2, 4, 3], Open(Bert).Encode("red car", 3));
        Assert.Equal([4, 1], Open(SigLip).Encode("red red red", 2));
        Assert.Equal((91, 0, 0), (Open(Clip).Padding, Open(Bert).Padding, Open(SigLip).Padding));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nothing")]
    [InlineData("""{ "model": { "type": "BPE", "vocab": {}, "merges": [] } }""")] // GPT's: no ends of words
    [InlineData("""{ "model": { "type": "WordPiece", "vocab": {} } }""")]
    public void A_file_of_another_kind_is_refused_in_one_line(string json) =>
        Assert.DoesNotContain('\n', Assert.Throws<StvgException>(() => Open(json)).Message);

    private static ITextTokenizer Open(string json)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("tokenizer.json"), json);
        return TokenizerFile.Open(folder.File("tokenizer.json"));
    }
}
