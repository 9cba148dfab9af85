using System.Globalization;
using System.Text;
using Stvg.Core.Queries.WordNet;

namespace Stvg.Core.Queries;

/// <summary>
/// Makes the lexicon's text form from the dictionary files of WordNet 3.x: parts of speech with the frequencies of the tagged senses,
/// and for nouns the COCO category or garment that their first senses' hypernyms reach.
/// </summary>
public static class WordNetImporter
{
    // A second sense names the thing only if people mean it often: one of four tagged uses.
    private const double SecondSenseShare = 0.25;
    private const int HighestCost = 9;

    /// <summary>Reads the dictionary files and writes the lexicon.</summary>
    /// <param name="indexNoun"><c>index.noun</c>.</param>
    /// <param name="dataNoun"><c>data.noun</c>.</param>
    /// <param name="indexVerb"><c>index.verb</c>.</param>
    /// <param name="indexAdjective"><c>index.adj</c>.</param>
    /// <param name="indexAdverb"><c>index.adv</c>.</param>
    /// <param name="indexSense"><c>index.sense</c>, for the frequencies.</param>
    /// <param name="compact">The lexicon, in the form that <see cref="Lexicon.Parse"/> reads.</param>
    /// <exception cref="StvgException">A file is not what its name says.</exception>
    public static void Write(
        TextReader indexNoun, TextReader dataNoun, TextReader indexVerb, TextReader indexAdjective, TextReader indexAdverb,
        TextReader indexSense, TextWriter compact)
    {
        ArgumentNullException.ThrowIfNull(compact);
        var nouns = DictionaryFiles.ReadIndex(indexNoun, 'n');
        var counts = DictionaryFiles.ReadCounts(indexSense);
        var classes = new NounClasses(nouns, DictionaryFiles.ReadHypernyms(dataNoun));
        var words = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var (lemma, synsets) in nouns) AddNoun(words, lemma, synsets, counts, classes);
        Add(words, 'v', DictionaryFiles.ReadIndex(indexVerb, 'v').Keys, counts);
        Add(words, 'a', DictionaryFiles.ReadIndex(indexAdjective, 'a').Keys, counts);
        Add(words, 'r', DictionaryFiles.ReadIndex(indexAdverb, 'r').Keys, counts);
        compact.Write(Lexicon.Header + "\n");
        foreach (var (lemma, entry) in words) Write(lemma, entry, compact);
    }

    private static void AddNoun(
        SortedDictionary<string, Entry> words, string lemma, int[] synsets, Dictionary<(string, char), int[]> counts, NounClasses classes)
    {
        if (!IsWord(lemma)) return;
        var own = counts.GetValueOrDefault((lemma, 'n'), []);
        var category = Category(synsets, own, classes);
        if (lemma.Contains('_', StringComparison.Ordinal))
        {
            // A compound is kept where it is something else than its last word says.
            var last = lemma[(lemma.LastIndexOf('_') + 1)..];
            var head = classes.Has(last) ? Category(classes.Synsets(last), counts.GetValueOrDefault((last, 'n'), []), classes) : null;
            if (category is null || category == head) return;
        }
        else if (category is null && own.Sum() == 0 && !classes.IsPhysical(synsets[0])) return;
        words[lemma] = new Entry(category) { ['n'] = own.Sum() };
    }

    private static string? Category(int[] synsets, int[] counts, NounClasses classes)
    {
        if (classes.Of(synsets[0]) is { } first) return first;
        if (synsets.Length < 2 || classes.Of(synsets[1]) is not { } second) return null;
        var total = counts.Sum();
        return total > 0 && counts.ElementAtOrDefault(1) >= SecondSenseShare * total ? second : null;
    }

    private static void Add(
        SortedDictionary<string, Entry> words, char part, IEnumerable<string> lemmas, Dictionary<(string, char), int[]> counts)
    {
        foreach (var lemma in lemmas)
        {
            if (!IsWord(lemma) || lemma.Contains('_', StringComparison.Ordinal)) continue;
            if (!words.TryGetValue(lemma, out var entry)) words.Add(lemma, entry = new Entry(null));
            entry[part] = counts.GetValueOrDefault((lemma, part), []).Sum();
        }
    }

    // Names with digits, dots and apostrophes are not words that a description of a scene needs.
    private static bool IsWord(string lemma) =>
        lemma.Length is > 1 and <= 40 && lemma.All(c => c is >= 'a' and <= 'z' or '-' or '_') && lemma[0] is not ('-' or '_');

    private static void Write(string lemma, Entry entry, TextWriter compact)
    {
        var most = entry.Counts.Max(pair => pair.Value);
        var line = new StringBuilder(lemma).Append(' ');
        foreach (var (part, count) in entry.Counts.OrderByDescending(pair => pair.Value))
        {
            var cost = Math.Min(HighestCost, (int)Math.Round(Math.Log2((most + 1.0) / (count + 1.0))));
            line.Append(part).Append(cost.ToString(CultureInfo.InvariantCulture));
        }
        if (entry.Category is not null) line.Append(' ').Append(entry.Category);
        compact.Write(line.Append('\n').ToString());
    }

    private sealed class Entry(string? category)
    {
        public string? Category { get; } = category;
        public Dictionary<char, int> Counts { get; } = [];
        public int this[char part] { set => Counts[part] = value; }
    }
}
