using System.Globalization;

namespace Stvg.Core.Queries.Language;

/// <summary>
/// Cuts a sentence into words and the punctuation that matters to grammar. Hyphens and apostrophes inside a word belong to it;
/// contractions are cut where grammar cuts them ("who's" = "who" + "'s", "doesn't" = "does" + "n't"). Symbols, emoji, control
/// characters and lone surrogates separate words and are otherwise ignored.
/// </summary>
internal static class Tokeniser
{
    private static readonly string[] s_clitics = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"];

    /// <summary>Tokens in the order of the sentence.</summary>
    public static List<Token> Tokenise(string sentence)
    {
        var tokens = new List<Token>(sentence.Length / 5 + 4);
        var glued = true;
        for (var i = 0; i < sentence.Length;)
        {
            var end = WordEnd(sentence, i);
            if (end > i)
            {
                AddWord(tokens, sentence[i..end], glued);
                i = end;
                glued = true;
                continue;
            }
            if (Punctuation(sentence, i) is { } mark) tokens.Add(new Token(mark, mark, false, true));
            glued = false;
            i++;
        }
        return tokens;
    }

    /// <summary>Words joined as they are written: one blank between them, none before punctuation and clitics.</summary>
    public static string Join(IEnumerable<Token> tokens)
    {
        var text = new System.Text.StringBuilder();
        foreach (var token in tokens)
        {
            if (text.Length > 0 && !(token.Glued && (!token.IsWord || IsClitic(token.Lower)))) text.Append(' ');
            text.Append(token.Text);
        }
        return text.ToString();
    }

    private static bool IsClitic(string lower) => s_clitics.Contains(lower);

    private static int WordEnd(string s, int start)
    {
        var i = start;
        while (i < s.Length)
        {
            if (Rune(s, i) is var (rune, length) && IsLetterOrDigit(rune)) i += length;
            else if (i > start && i + 1 < s.Length && IsJoiner(s, i) && Rune(s, i + 1) is var (next, _) && IsLetterOrDigit(next)) i++;
            else break;
        }
        return i;
    }

    private static (System.Text.Rune Rune, int Length) Rune(string s, int i) =>
        System.Text.Rune.DecodeFromUtf16(s.AsSpan(i), out var rune, out var used) == System.Buffers.OperationStatus.Done
            ? (rune, used)
            : (new System.Text.Rune(' '), 1);

    private static bool IsLetterOrDigit(System.Text.Rune rune) =>
        System.Text.Rune.IsLetterOrDigit(rune) || System.Text.Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsJoiner(string s, int i) => s[i] is '-' or '\'' or '\u2019' or '\u2010' or '\u2011'
        || (s[i] == '.' && char.IsAsciiDigit(s[i + 1]));

    private static string? Punctuation(string s, int i) => s[i] switch
    {
        ',' or '(' or ')' => ",",
        '\u2013' or '\u2014' => ",",
        '-' when i > 0 && i + 1 < s.Length && s[i - 1] == ' ' && s[i + 1] == ' ' => ",",
        ':' or ';' => ":",
        '.' or '!' or '?' => ".",
        '/' => "/",
        _ => null,
    };

    private static void AddWord(List<Token> tokens, string text, bool glued)
    {
        var lower = text.Replace('\u2019', '\'').Replace('\u2010', '-').Replace('\u2011', '-').ToLowerInvariant();
        foreach (var clitic in s_clitics)
        {
            if (lower.Length <= clitic.Length || !lower.EndsWith(clitic, StringComparison.Ordinal)) continue;
            var cut = text.Length - clitic.Length;
            if (lower.Length != text.Length) break; // lower-casing changed the length: not an English contraction
            tokens.Add(new Token(text[..cut], lower[..cut], true, glued));
            tokens.Add(new Token(text[cut..], clitic, true, true));
            return;
        }
        tokens.Add(new Token(text, lower, true, glued));
    }
}
