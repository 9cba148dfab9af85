using System.Globalization;
using System.Text;

namespace Stvg.Models.Phrases.Text;

/// <summary>
/// BERT's tokenizer, uncased: accents off, words and punctuation apart, each word the longest pieces from its beginning, those after the
/// first with <c>##</c>; a word without pieces is <c>[UNK]</c>.
/// </summary>
/// <param name="vocabulary">Numbers of the pieces.</param>
public sealed class WordPieceTokenizer(IReadOnlyDictionary<string, int> vocabulary) : ITextTokenizer
{
    private const int LongestWord = 100;
    // Programs that run without the system's tables of languages cannot take letters apart.
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ", Plain = "aaaaaaceeeeiiiinooooouuuuyy";
    private readonly int _begin = vocabulary["[CLS]"], _end = vocabulary["[SEP]"], _unknown = vocabulary["[UNK]"];

    /// <inheritdoc/>
    public int Padding { get; } = vocabulary["[PAD]"];

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new List<int> { _begin };
        foreach (var word in Words(text)) numbers.AddRange(Pieces(word));
        if (numbers.Count > most - 1) numbers.RemoveRange(most - 1, numbers.Count - most + 1);
        numbers.Add(_end);
        return numbers;
    }

    private List<int> Pieces(string word)
    {
        if (word.Length > LongestWord) return [_unknown];
        var pieces = new List<int>();
        for (var begin = 0; begin < word.Length;)
        {
            var (end, found) = (word.Length, -1);
            for (; end > begin; end--)
                if (vocabulary.TryGetValue((begin > 0 ? "##" : "") + word[begin..end], out found)) break;
            if (end == begin) return [_unknown];
            pieces.Add(found);
            begin = end;
        }

        return pieces;
    }

    private static List<string> Words(string text)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var letter in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            var c = Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : letter;
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark || (char.IsControl(c) && !char.IsWhiteSpace(c)))
                continue;
            var isApart = char.IsPunctuation(c) || char.IsSymbol(c);
            if (isApart || char.IsWhiteSpace(c)) Flush();
            if (isApart) words.Add(c.ToString());
            else if (!char.IsWhiteSpace(c)) word.Append(c);
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }
}
