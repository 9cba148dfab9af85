using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Stvg.Core.Grounding;

/// <summary>
/// Coordinates as words, the format of LLaVA-ST (CVPR 2025): <c>&lt;TEMP-000&gt;</c> to <c>&lt;TEMP-099&gt;</c> for time, likewise
/// <c>WIDTH</c> and <c>HEIGHT</c>; bin k stands for k/99 of the clip or the picture. A tube is written
/// <c>{&lt;TEMP-a&gt;&lt;TEMP-b&gt;} &lt;TEMP-t&gt;: [&lt;WIDTH-x1&gt;&lt;HEIGHT-y1&gt;&lt;WIDTH-x2&gt;&lt;HEIGHT-y2&gt;], …</c>.
/// </summary>
public static partial class CoordinateTokens
{
    /// <summary>Number of bins.</summary>
    public const int Bins = 100;

    /// <summary>What a bin stands for, in [0, 1].</summary>
    public static double Fraction(int bin) => bin / (Bins - 1.0);

    /// <summary>The bin nearest to a fraction; outside [0, 1] the first or the last.</summary>
    public static int Bin(double fraction) => (int)Math.Round(Math.Clamp(fraction, 0, 1) * (Bins - 1));

    /// <summary>Writes a tube in tokens.</summary>
    public static string Format(TokenTube tube)
    {
        ArgumentNullException.ThrowIfNull(tube);
        var text = new StringBuilder();
        if (tube.Span is { } span) text.Append(CultureInfo.InvariantCulture, $"{{<TEMP-{span.Begin:000}><TEMP-{span.End:000}>}}");
        for (var i = 0; i < tube.Boxes.Count; i++)
        {
            var box = tube.Boxes[i];
            text.Append(i > 0 ? ", " : tube.Span is null ? "" : " ").Append(CultureInfo.InvariantCulture,
                $"<TEMP-{box.Time:000}>: [<WIDTH-{box.Left:000}><HEIGHT-{box.Top:000}><WIDTH-{box.Right:000}><HEIGHT-{box.Bottom:000}>]");
        }
        return text.ToString();
    }

    /// <summary>
    /// Reads the first span and all boxes out of a model's answer; other words, and tokens outside the format, are passed over.
    /// </summary>
    public static TokenTube Parse(string text)
    {
        var span = Span().Match(text);
        return new TokenTube(
            span.Success ? new TokenSpan(At(span, 1), At(span, 2)) : null,
            [.. TimedBox().Matches(text).Select(box => new TokenBox(At(box, 1), At(box, 2), At(box, 3), At(box, 4), At(box, 5)))]);

        static int At(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\{\s*<TEMP-0*(\d{1,2})>\s*<TEMP-0*(\d{1,2})>\s*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Span();

    [GeneratedRegex(
        @"<TEMP-0*(\d{1,2})>\s*:\s*\[\s*<WIDTH-0*(\d{1,2})>\s*<HEIGHT-0*(\d{1,2})>\s*<WIDTH-0*(\d{1,2})>\s*<HEIGHT-0*(\d{1,2})>\s*\]",
        RegexOptions.CultureInvariant)]
    private static partial Regex TimedBox();
}
