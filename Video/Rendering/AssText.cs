using System.Globalization;
using System.Text;

namespace Stvg.Video.Rendering;

/// <summary>
/// Text that anyone may have written, made safe and made to fit. Widths are estimates (DejaVu Sans, which Debian's FFmpeg brings, or
/// another common sans): good to a few per cent for Latin text, on the wide side for the rest.
/// </summary>
internal static class AssText
{
    private const string Ellipsis = "…";

    // Advance widths of U+0020 to U+007E in hundredths of the font's line height (which is what a font size means in ASS).
    private static ReadOnlySpan<byte> Ascii =>
    [
        27, 34, 40, 72, 55, 82, 67, 24, 34, 34, 43, 72, 27, 31, 27, 29, 55, 55, 55, 55, 55, 55, 55, 55, 55, 55, 29, 29, 72, 72, 72, 46,
        86, 59, 59, 60, 66, 54, 49, 67, 65, 25, 25, 56, 48, 74, 64, 68, 52, 68, 60, 55, 52, 63, 59, 85, 59, 52, 59, 34, 29, 34, 72, 43,
        43, 53, 55, 47, 55, 53, 30, 55, 54, 24, 24, 50, 24, 84, 54, 53, 55, 55, 35, 45, 34, 54, 51, 70, 51, 51, 45, 55, 29, 55, 72,
    ];

    /// <summary>
    /// One line of plain text: line ends, tabs and control characters become spaces, invisible formatting (which could reverse or hide
    /// what follows) is left out except the joiners that scripts and emoji need, halves of surrogate pairs are replaced.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune) || category is UnicodeCategory.Control)
            {
                if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
            }
            else if (category is not UnicodeCategory.Format || rune.Value is 0x200C or 0x200D)
            {
                clean.Append(rune.ToString());
            }
        }
        return clean.ToString().TrimEnd();
    }

    /// <summary>
    /// Clean text as ASS event text. An opening brace would begin override codes; a backslash could begin one ("\N"), so an invisible
    /// word joiner is put after it.
    /// </summary>
    public static string Escape(string clean) => clean.Replace("\\", "\\\u2060").Replace("{", "\\{");

    /// <summary>Estimated width in pixels at a font size (line height) in pixels.</summary>
    public static double Width(string clean, double size)
    {
        var hundredths = 0;
        foreach (var rune in clean.EnumerateRunes()) hundredths += Advance(rune);
        return hundredths * size / 100;
    }

    /// <summary>The text, or as much of its beginning as fits, with an ellipsis.</summary>
    public static string Elide(string clean, double size, double width)
    {
        if (Width(clean, size) <= width) return clean;
        var (used, kept) = (Width(Ellipsis, size), 0);
        foreach (var element in Elements(clean))
        {
            used += Width(element, size);
            if (used > width) break;
            kept += element.Length;
        }
        return clean[..kept].TrimEnd() + Ellipsis;
    }

    /// <summary>Breaks the text between words into at most <paramref name="lines"/> lines; the last is elided.</summary>
    public static IReadOnlyList<string> Wrap(string clean, double size, double width, int lines)
    {
        var result = new List<string>();
        while (result.Count < lines - 1 && Width(clean, size) > width)
        {
            var end = 0;
            for (var space = clean.IndexOf(' '); space >= 0 && Width(clean[..space], size) <= width; space = clean.IndexOf(' ', space + 1))
                end = space;
            if (end == 0) break;
            result.Add(clean[..end]);
            clean = clean[(end + 1)..];
        }
        result.Add(Elide(clean, size, width));
        return result;
    }

    private static IEnumerable<string> Elements(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();) yield return elements.GetTextElement();
    }

    private static int Advance(Rune rune)
    {
        if (rune.Value is >= 0x20 and < 0x7F) return Ascii[rune.Value - 0x20];
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
            _ when rune.Value == '…' => 86,
            _ when rune.Value < 0x1100 => 62,
            _ => 100,
        };
    }
}
