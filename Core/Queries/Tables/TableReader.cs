namespace Stvg.Core.Queries.Tables;

/// <summary>Reads the tables' text form: a line is <c>key : words</c>; empty lines and lines that begin with # say nothing.</summary>
internal static class TableReader
{
    /// <summary>Key and right-hand side of every line.</summary>
    public static IEnumerable<(string Key, string Value)> Lines(string table)
    {
        foreach (var raw in table.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) throw new FormatException($"table line without a colon: '{line}'");
            yield return (line[..colon].Trim(), line[(colon + 1)..].Trim());
        }
    }

    /// <summary>Word to key, for lines whose right-hand side lists words; an underscore stands for a blank.</summary>
    public static Dictionary<string, string> Words(string table)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Lines(table))
            foreach (var word in Split(value)) words.TryAdd(word.Replace('_', ' '), key);
        return words;
    }

    /// <summary>Word to a value that its line's key names, member of an enumeration.</summary>
    public static Dictionary<string, TEnum> Words<TEnum>(string table) where TEnum : struct, Enum =>
        Words(table).ToDictionary(pair => pair.Key, pair => Enum.Parse<TEnum>(pair.Value), StringComparer.Ordinal);

    /// <summary>Words between white space.</summary>
    public static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
