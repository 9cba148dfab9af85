using System.Globalization;

namespace Stvg.Core.Queries.WordNet;

/// <summary>Reads WordNet's dictionary files (wndb(5WN)): lines that begin with a blank are the licence.</summary>
internal static class DictionaryFiles
{
    /// <summary>Lemma to its synsets' offsets, most frequent sense first.</summary>
    public static Dictionary<string, int[]> ReadIndex(TextReader index, char part)
    {
        ArgumentNullException.ThrowIfNull(index);
        var lemmas = new Dictionary<string, int[]>(StringComparer.Ordinal);
        while (index.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == ' ') continue;
            // lemma pos synset_cnt p_cnt [ptr_symbol...] sense_cnt tagsense_cnt synset_offset...
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 6 || fields[1].Length != 1 || fields[1][0] != part || !Number(fields[2], out var count) || count < 1
                || fields.Length <= count)
                throw new StvgException($"not WordNet's index of '{part}': '{Shorten(line)}'; give index.noun, .verb, .adj, .adv in order");
            lemmas[fields[0]] = [.. fields[^count..].Select(Offset)];
        }
        return lemmas;
    }

    /// <summary>Synset to its hypernyms, instances included.</summary>
    public static Dictionary<int, int[]> ReadHypernyms(TextReader data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var hypernyms = new Dictionary<int, int[]>();
        while (data.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == ' ') continue;
            // offset lex_filenum ss_type w_cnt(hex) word lex_id [...] p_cnt [ptr_symbol offset pos source/target...] | gloss
            var fields = line.Split(" | ", 2)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 6 || !int.TryParse(fields[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var words)
                || fields.Length < 5 + (2 * words))
                throw new StvgException($"not WordNet's data.noun: '{Shorten(line)}'");
            var found = new List<int>(1);
            for (var i = 5 + (2 * words); i + 3 < fields.Length; i += 4)
                if (fields[i] is "@" or "@i") found.Add(Offset(fields[i + 1]));
            hypernyms[Offset(fields[0])] = [.. found];
        }
        return hypernyms;
    }

    /// <summary>How often each sense of a lemma was met in tagged text, by lemma and part of speech.</summary>
    public static Dictionary<(string Lemma, char Part), int[]> ReadCounts(TextReader senses)
    {
        ArgumentNullException.ThrowIfNull(senses);
        var counts = new Dictionary<(string, char), int[]>();
        while (senses.ReadLine() is { } line)
        {
            // lemma%ss_type:lex_filenum:lex_id:head:head_id synset_offset sense_number tag_cnt
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var percent = line.IndexOf('%', StringComparison.Ordinal);
            if (fields.Length != 4 || percent < 1 || !Number(fields[2], out var number) || !Number(fields[3], out var count))
                throw new StvgException($"not WordNet's index.sense: '{Shorten(line)}'");
            if (count == 0 || number is < 1 or > 99) continue;
            var part = line[percent + 1] switch { '1' => 'n', '2' => 'v', '4' => 'r', _ => 'a' };
            var key = (line[..percent], part);
            var own = counts.GetValueOrDefault(key, []);
            if (own.Length < number) Array.Resize(ref own, number);
            own[number - 1] += count;
            counts[key] = own;
        }
        return counts;
    }

    private static int Offset(string field) =>
        Number(field, out var offset) ? offset
            : throw new StvgException($"not a WordNet file: '{Shorten(field)}' stands where an offset should");

    private static bool Number(string field, out int number) =>
        int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Shorten(string line) => line.Length <= 40 ? line : line[..40] + "…";
}
