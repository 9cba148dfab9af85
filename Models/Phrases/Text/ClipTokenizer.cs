using System.Text;
using System.Text.RegularExpressions;

namespace Stvg.Models.Phrases.Text;

/// <summary>
/// CLIP's tokenizer: lower case, words by a pattern, bytes as printable letters, merged pair by pair in the order of the training, the end
/// of a word marked <c>&lt;/w&gt;</c>.
/// </summary>
/// <param name="vocabulary">Numbers of the pieces.</param>
/// <param name="merges">Pairs in the order in which they are merged.</param>
/// <param name="added">Marks that are no words.</param>
public sealed partial class ClipTokenizer(
    IReadOnlyDictionary<string, int> vocabulary, IReadOnlyList<(string, string)> merges, IReadOnlyDictionary<string, int> added)
        : ITextTokenizer
{
    private const string Begin = "<|startoftext|>", End = "<|endoftext|>";
    private static readonly string[] s_letters = Letters();

    private readonly Dictionary<(string, string), int> _ranks = merges.Select((pair, rank) => (pair, rank)).ToDictionary();
    private readonly int _begin = Mark(Begin, vocabulary, added), _end = Mark(End, vocabulary, added);

    /// <inheritdoc/>
    public int Padding => _end;

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new List<int> { _begin };
        var clean = Spaces().Replace(text.Normalize(NormalizationForm.FormC), " ").Trim().ToLowerInvariant();
        foreach (Match word in Words().Matches(clean))
            foreach (var piece in Merge(word.Value)) numbers.Add(vocabulary.TryGetValue(piece, out var number) ? number : _end);
        if (numbers.Count > most - 1) numbers.RemoveRange(most - 1, numbers.Count - most + 1);
        numbers.Add(_end);
        return numbers;
    }

    private List<string> Merge(string word)
    {
        List<string> pieces = [.. Encoding.UTF8.GetBytes(word).Select(b => s_letters[b])];
        pieces[^1] += "</w>";
        while (pieces.Count > 1)
        {
            var (at, best) = (-1, int.MaxValue);
            for (var i = 0; i + 1 < pieces.Count; i++)
                if (_ranks.TryGetValue((pieces[i], pieces[i + 1]), out var rank) && rank < best) (at, best) = (i, rank);
            if (at < 0) break;
            pieces[at] += pieces[at + 1];
            pieces.RemoveAt(at + 1);
        }

        return pieces;
    }

    /// <summary>A printable letter for each byte; what is printable in Latin-1 stands for itself.</summary>
    private static string[] Letters()
    {
        var (letters, next) = (new string[256], 256);
        for (var b = 0; b < 256; b++)
        {
            var isPrintable = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            letters[b] = ((char)(isPrintable ? b : next++)).ToString();
        }

        return letters;
    }

    private static int Mark(string name, IReadOnlyDictionary<string, int> vocabulary, IReadOnlyDictionary<string, int> added) =>
        added.TryGetValue(name, out var number) ? number : vocabulary[name];

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
