using System.Text.RegularExpressions;

namespace Stvg.Core.Judging;

/// <summary>What models write around their answers.</summary>
public static partial class ModelText
{
    /// <summary>The answer alone: without thoughts, out of answer tags, without a code fence; trimmed.</summary>
    public static string Answer(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // A thought that was cut off has no end; what is there is no answer.
        var rest = Thoughts().Replace(text, "");
        if (Tagged().Match(rest) is { Success: true } tagged) rest = tagged.Groups[1].Value;
        if (Fenced().Match(rest) is { Success: true } fenced) rest = fenced.Groups[1].Value;
        return rest.Trim();
    }

    /// <summary>Probability of yes: 1 or 0 by the first word that says either, null when none does.</summary>
    public static double? YesNo(string text)
    {
        var match = Word().Match(Answer(text));
        if (!match.Success) return null;
        return match.Value.ToUpperInvariant() is "YES" or "TRUE" or "CORRECT" ? 1 : 0;
    }

    /// <summary>One line of a description, without the phrases that models begin with.</summary>
    public static string Sentence(string text)
    {
        var line = Answer(text).ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim().Trim('"', '*').Trim()).FirstOrDefault(l =>
            l.Length > 0) ?? "";
        return line.Length > 400 ? line[..400] : line;
    }

    [GeneratedRegex(@"<(think|thinking|reasoning)>.*?(</\1>|\z)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Thoughts();

    [GeneratedRegex(@"<answer>(.*?)(?:</answer>|\z)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Tagged();

    [GeneratedRegex(@"```(?:[a-z]+\n)?(.*?)(?:```|\z)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"\b(?:yes|no|true|false|correct|incorrect)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
