using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

/// <summary>
/// Mends slips of the typing hand: a word that nobody knows and that is one letter, or one swap of neighbours, away from a word of the
/// domain ("balck", "jaket") is read as that word. The plan warns of it.
/// </summary>
internal sealed class Spelling(Vocabulary vocabulary)
{
    private const int Shortest = 5;

    private static readonly ILookup<char, string> s_words = Colours.Words.Concat(Garments.Words).Concat(Nouns.Words).Concat(Verbs.Words)
        .Concat(Prepositions.Words).Distinct()
        .Where(word => word.Length >= Shortest - 1 && !word.Contains(' ', StringComparison.Ordinal)).ToLookup(word => word[0]);

    /// <summary>Replaces what tables are asked for; the text stays as it was typed. Returns what was changed.</summary>
    public List<(string Typed, string Read)> Mend(List<Token> tokens)
    {
        var changes = new List<(string, string)>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var lower = tokens[i].Lower;
            if (!tokens[i].IsWord || lower.Length < Shortest || vocabulary.Read(lower)[0].Known) continue;
            if (Nearest(lower) is not { } word) continue;
            tokens[i] = tokens[i] with { Lower = word };
            changes.Add((tokens[i].Text, word));
        }
        return changes;
    }

    private static string? Nearest(string typed)
    {
        string? found = null;
        foreach (var word in s_words[typed[0]])
        {
            if (Math.Abs(word.Length - typed.Length) > 1 || !IsOneSlip(typed, word)) continue;
            if (found is null || (word.Length == typed.Length && found.Length != typed.Length)) found = word;
        }
        return found;
    }

    // One letter more, less or other, or two neighbours swapped.
    private static bool IsOneSlip(string a, string b)
    {
        var i = 0;
        while (i < a.Length && i < b.Length && a[i] == b[i]) i++;
        var restA = a.AsSpan(i);
        var restB = b.AsSpan(i);
        if (a.Length > b.Length) return restA[1..].SequenceEqual(restB);
        if (a.Length < b.Length) return restB[1..].SequenceEqual(restA);
        if (restA.IsEmpty || restA[1..].SequenceEqual(restB[1..])) return true;
        return restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]);
    }
}
