using System.Collections.Immutable;

namespace Stvg.Core.Queries;

/// <summary>
/// The open word classes: parts of speech of English words with their frequencies, and for nouns the COCO categories and garments
/// they name. Made from WordNet by <see cref="WordNetImporter"/>; the words of the domain are built into the parser and need no lexicon.
/// </summary>
/// <remarks>
/// The text form is one word a line in ordinal order, <c>lemma pos [categories]</c> with blanks in names written as underscores:
/// <c>lorry n0 truck</c>, <c>walk v0n3</c>, <c>anorak n0 +upper</c>. The digit after a part of speech (n, v, a, r) is its cost: 0 for the
/// usual one, 1 more for each halving of its frequency, at most 9. Loading keeps the text as it is and looks words up by bisection.
/// </remarks>
public sealed class Lexicon
{
    /// <summary>First line of the text form.</summary>
    public const string Header = "stvg-lexicon 1";

    private const int LongestLemma = 64;
    private readonly string _text;
    private readonly int[] _lines;

    private Lexicon(string text, int[] lines)
    {
        _text = text;
        _lines = lines;
    }

    /// <summary>Nouns that a model of the user's knows besides COCO's, with the names of its classes.</summary>
    internal OwnClasses Own { get; private init; } = OwnClasses.None;

    /// <summary>A lexicon without words: the parser then knows the words of the domain only.</summary>
    public static Lexicon Empty { get; } = new(string.Empty, []);

    /// <summary>The same words for somebody whose detector knows other classes than COCO's.</summary>
    internal Lexicon With(OwnClasses own) => new(_text, _lines) { Own = own };

    /// <summary>Number of words.</summary>
    public int Count => _lines.Length;

    /// <summary>Reads the text form.</summary>
    /// <exception cref="StvgException">The text is not a lexicon, or its words are out of order.</exception>
    public static Lexicon Parse(TextReader compact)
    {
        ArgumentNullException.ThrowIfNull(compact);
        var header = compact.ReadLine();
        if (header != Header)
            throw new StvgException($"not a lexicon: the first line is '{Shorten(header)}', not '{Header}'; import it again");
        var text = compact.ReadToEnd();
        var lines = new List<int>(text.Length / 12 + 1);
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0) end = text.Length;
            if (end > at)
            {
                var line = text.AsSpan(at, end - at);
                var number = lines.Count + 2;
                if (!IsEntry(line))
                    throw new StvgException($"lexicon line {number} is '{Shorten(line.ToString())}', not 'word pos'; import it again");
                if (lines.Count > 0 && Lemma(text, lines[^1]).SequenceCompareTo(Lemma(text, at)) >= 0)
                    throw new StvgException($"lexicon line {number} is out of order; import it again");
                lines.Add(at);
            }
            at = end + 1;
        }
        return new Lexicon(text, [.. lines]);
    }

    /// <summary>What is known of a base form in lower case ("cell phone", "walk"); null for an unknown word.</summary>
    public LexiconEntry? Find(ReadOnlySpan<char> lemma)
    {
        if (_lines.Length == 0 || lemma.Length is 0 or > LongestLemma) return null;
        Span<char> key = stackalloc char[lemma.Length];
        lemma.Replace(key, ' ', '_');
        int low = 0, high = _lines.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = Lemma(_text, _lines[middle]).SequenceCompareTo(key);
            if (order == 0) return Entry(_lines[middle]);
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    private static bool IsEntry(ReadOnlySpan<char> line) =>
        line.IndexOf(' ') is > 0 and var blank && blank + 2 < line.Length && line[blank + 1] is 'n' or 'v' or 'a' or 'r';

    private static ReadOnlySpan<char> Lemma(string text, int line)
    {
        var rest = text.AsSpan(line);
        return rest[..rest.IndexOf(' ')];
    }

    private LexiconEntry Entry(int line)
    {
        var rest = _text.AsSpan(line);
        var end = rest.IndexOf('\n');
        var fields = (end < 0 ? rest : rest[..end]).TrimEnd('\r').ToString().Split(' ');
        var costs = new float[] { -1, -1, -1, -1 };
        for (var i = 0; i + 1 < fields[1].Length; i += 2)
        {
            var part = "nvar".IndexOf(fields[1][i], StringComparison.Ordinal);
            if (part >= 0) costs[part] = fields[1][i + 1] - '0';
        }
        BodyPart? garment = null;
        ImmutableArray<string> categories = [];
        if (fields.Length > 2)
        {
            if (fields[2][0] == '+') garment = Enum.TryParse<BodyPart>(fields[2].AsSpan(1), true, out var part) ? part : null;
            else categories = [.. fields[2].Replace('_', ' ').Split(',')];
        }
        return new LexiconEntry(costs[0], costs[1], costs[2], costs[3], categories, garment);
    }

    private static string Shorten(string? text) => text is null ? "" : text.Length <= 40 ? text : text[..40] + "…";
}
