using System.Text;

namespace Stvg.Models.Phrases.Text;

/// <summary>
/// SentencePiece with unigrams, as SigLIP has it: spaces become <c>▁</c>, and of all ways to cut the text into pieces the one with the
/// greatest sum of log-probabilities is taken (Viterbi). Letters without a piece are one unknown each.
/// </summary>
public sealed class UnigramTokenizer : ITextTokenizer
{
    private const char Space = '▁';
    private const double Unknown = -10; // below the rarest piece, as SentencePiece has it

    private readonly Dictionary<string, (int Number, double Score)> _pieces = new(StringComparer.Ordinal);
    private readonly int _unknown, _longest, _end;
    private readonly double _least;

    /// <param name="pieces">Pieces with their log-probabilities, by number.</param>
    /// <param name="unknown">Number of the unknown.</param>
    /// <param name="added">Marks that are no words.</param>
    public UnigramTokenizer(IReadOnlyList<(string Piece, double Score)> pieces, int unknown, IReadOnlyDictionary<string, int> added)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentNullException.ThrowIfNull(added);
        for (var i = 0; i < pieces.Count; i++) _pieces[pieces[i].Piece] = (i, pieces[i].Score);
        _unknown = unknown;
        _longest = pieces.Max(p => p.Piece.Length);
        _least = pieces.Min(p => p.Score) + Unknown;
        _end = added.TryGetValue("</s>", out var end) || (_pieces.TryGetValue("</s>", out var piece) && (end = piece.Number) >= 0) ? end
            : -1;
        Padding = added.TryGetValue("<pad>", out var padding) ? padding : _pieces.TryGetValue("<pad>", out piece) ? piece.Number
            : Math.Max(0, _end);
    }

    /// <inheritdoc/>
    public int Padding { get; }

    /// <summary>Whether text is made lower case and freed of punctuation first, as SigLIP's training did.</summary>
    public bool Canonical { get; init; } = true;

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = Cut(Clean(text));
        var room = _end < 0 ? most : most - 1;
        if (numbers.Count > room) numbers.RemoveRange(room, numbers.Count - room);
        if (_end >= 0) numbers.Add(_end);
        return numbers;
    }

    private string Clean(string text)
    {
        var clean = text.Normalize(NormalizationForm.FormKC);
        if (Canonical) clean = new string([.. clean.Where(c => !char.IsPunctuation(c))]).ToLowerInvariant();
        var words = clean.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "" : Space + string.Join(Space, words);
    }

    private List<int> Cut(string text)
    {
        var best = new (double Score, int From, int Number)[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            best[end] = (double.NegativeInfinity, 0, 0);
            for (var begin = Math.Max(0, end - _longest); begin < end; begin++)
                if (_pieces.TryGetValue(text[begin..end], out var piece) && best[begin].Score + piece.Score > best[end].Score)
                    best[end] = (best[begin].Score + piece.Score, begin, piece.Number);
            if (best[end - 1].Score + _least > best[end].Score) best[end] = (best[end - 1].Score + _least, end - 1, _unknown);
        }

        var numbers = new List<int>();
        for (var end = text.Length; end > 0; end = best[end].From)
            if (best[end].Number != _unknown || numbers.Count == 0 || numbers[^1] != _unknown) numbers.Add(best[end].Number);
                // unknowns in a row are one
        numbers.Reverse();
        return numbers;
    }
}
