using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stvg.Core.Judging;

/// <summary>Which object a judge named, and when.</summary>
/// <param name="Target">Number of its mark; null: none fits.</param>
/// <param name="Begin">Begin in seconds of the clip; null where the answer does not say.</param>
/// <param name="End">End in seconds, not before the begin; null where the answer does not say.</param>
public sealed record TargetAnswer(int? Target, double? Begin, double? End)
{
    /// <summary>Nothing fits.</summary>
    public static TargetAnswer None { get; } = new(null, null, null);
}

/// <summary>
/// Reads answers of the form <c>Target ID: n, Time range: a to b</c>, as JSON, and in the ways in which models are known to stray from
/// either: thoughts before the answer, Markdown, other words for the two, minutes, picture numbers instead of seconds, ends swapped.
/// </summary>
public static partial class TargetAnswerReader
{
    /// <summary>The answer that a text gives; null when it gives none.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="seconds">Times of the pictures in order of time, for answers that count pictures.</param>
    public static TargetAnswer? Read(string text, IReadOnlyList<double> seconds)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(seconds);
        var answer = ModelText.Answer(text);
        if (ReadJson(answer) is { } structured) return structured;

        var plain = answer.Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);
        var named = Named().Match(plain);
        if (!named.Success) return SaysNone().IsMatch(plain) ? TargetAnswer.None : ReadBare(plain);
        if (named.Groups["none"].Success) return TargetAnswer.None;
        if (!int.TryParse(named.Groups["id"].ValueSpan, CultureInfo.InvariantCulture, out var target)) return null;
        var (begin, end) = ReadRange(plain[(named.Index + named.Length)..], seconds) ?? ReadRange(plain[..named.Index], seconds)
            ?? (null, null);
        return new TargetAnswer(target, begin, end);
    }

    // Nothing but a number, or a number and a range.
    private static TargetAnswer? ReadBare(string text)
    {
        var bare = Bare().Match(text);
        return bare.Success && int.TryParse(bare.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var target)
            ? new TargetAnswer(target, null, null) : null;
    }

    private static (double? Begin, double? End)? ReadRange(string text, IReadOnlyList<double> seconds)
    {
        var match = Range().Match(text);
        if (!match.Success || Time(match.Groups["a"].Value) is not { } a || Time(match.Groups["b"].Value) is not { } b) return null;
        if (match.Groups["frame"].Success && seconds.Count > 0) (a, b) = (At(a), At(b));
        return (Math.Min(a, b), Math.Max(a, b));

        double At(double picture) => seconds[(int)Math.Clamp(picture - 1, 0, seconds.Count - 1)];
    }

    /// <summary>"12.5", "12,5", "1:05", "0:01:05.2".</summary>
    private static double? Time(string text)
    {
        var total = 0.0;
        foreach (var part in text.Replace(',', '.').Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            total = (60 * total) + number;
        }

        return double.IsFinite(total) ? total : null;
    }

    private static TargetAnswer? ReadJson(string text)
    {
        int first = text.IndexOf('{', StringComparison.Ordinal), last = text.LastIndexOf('}');
        if (first < 0 || last <= first) return null;
        try
        {
            using var document =
                JsonDocument.Parse(text.AsMemory()[first..(last + 1)], new JsonDocumentOptions { AllowTrailingCommas = true });
            JsonElement? target = null, begin = null, end = null;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var name = property.Name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "",
                    StringComparison.Ordinal).ToUpperInvariant();
                if (name is "TARGET" or "TARGETID" or "ID") target = property.Value;
                else if (name is "BEGIN" or "START" or "FROM" or "STARTTIME" or "BEGINTIME") begin = property.Value;
                else if (name is "END" or "TO" or "ENDTIME") end = property.Value;
                else if (name is "TIMERANGE" or "TIME" or "RANGE" && property.Value is { ValueKind: JsonValueKind.Array } range
                    && range.GetArrayLength() == 2)
                    (begin, end) = (range[0], range[1]);
            }

            if (target is not { } value) return null;
            if (Number(value) is not { } id)
                return value.ValueKind is JsonValueKind.Null or JsonValueKind.String ? TargetAnswer.None : null;
            if (id is < 0 or > int.MaxValue || id != Math.Floor(id)) return null;
            var (a, b) = (begin is { } from ? Number(from) : null, end is { } to ? Number(to) : null);
            return a is { } x && b is { } y ? new TargetAnswer((int)id, Math.Min(x, y), Math.Max(x, y))
                : new TargetAnswer((int)id, null, null);
        }
        catch (JsonException)
        {
            return null; // words with braces
        }

        static double? Number(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => Time(value.GetString()!.Trim().TrimEnd('s')),
            _ => null,
        };
    }

    private const string Id = @"\#?\s*[\[(<]?\s*(?:(?<id>\d{1,6})|(?<none>none|null|n/a|no one|nobody|nothing))\b";

    [GeneratedRegex(@"\b(?:target|object|person|instance|mark|answer)?\s*(?:id|number|mark(?:ed)?(?:\s+(?:with|as))?|target)\b\s*(?:is|[:=\-])?\s*(?:the\s+)?(?:number|object|mark)?\s*" + Id,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"(?<frame>\b(?:frame|picture|image)s?\s*)?(?<a>\d+(?::\d+)*(?:[.,]\d+)?)\s*(?:s|sec|secs|seconds)?\b\s*(?:to|until|till|and|[-–—~,])\s*(?:frame|picture|image)?\s*(?<b>\d+(?::\d+)*(?:[.,]\d+)?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"\bnone\b|\bno (?:such|marked|matching|object|person|one)\b|\bnobody\b|\bnothing\b|\b(?:not|n't) (?:fit|match|appear|find|present|see)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaysNone();

    [GeneratedRegex(@"^\W*(\d{1,6})\W*$", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
