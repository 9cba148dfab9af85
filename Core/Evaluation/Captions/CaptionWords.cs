namespace Stvg.Core.Evaluation.Captions;

/// <summary>Words of a caption, for comparison: lower case, without punctuation.</summary>
internal static class CaptionWords
{
    public static string[] Of(string caption) =>
        [.. new string([.. caption.Select(c => char.IsLetterOrDigit(c) || c == '\'' ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('\'')).Where(w => w.Length > 0)];

    /// <summary>
    /// A word without its ending: "walks", "walked" and "walking" are the same word. Simpler than Porter's stemmer, and blind to irregular
    /// forms.
    /// </summary>
    public static string Stem(string word)
    {
        foreach (var (ending, instead, rest) in ((string, string, int)[])
            [("ies", "y", 2), ("sses", "ss", 1), ("ing", "", 3), ("ed", "", 3), ("es", "e", 3), ("s", "", 3)])
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length - ending.Length < rest) continue;
            if (ending == "s" && word.EndsWith("ss", StringComparison.Ordinal)) return word;
            var stem = word[..^ending.Length] + instead;
            // "stopping", "riding": what doubled or was dropped before the ending.
            if (ending is "ing" or "ed" && stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's')) stem = stem[..^1];
            return stem.TrimEnd('e');
        }

        return word.Length > 3 ? word.TrimEnd('e') : word;
    }
}
