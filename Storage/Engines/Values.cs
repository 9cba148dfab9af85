using System.Globalization;
using System.Text;

namespace Stvg.Storage.Engines;

/// <summary>How values of the domain lie in the database, the same in every engine.</summary>
internal static class Values
{
    /// <summary>An instant as 100 ns units since 1970-01-01 UTC: exact, whatever the time zone it was given in.</summary>
    public static long ToUnits(this DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    /// <summary>The instant of 100 ns units since 1970-01-01, in UTC.</summary>
    public static DateTimeOffset ToInstant(this long units) => new(units + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);

    /// <summary>
    /// A text that every engine can hold: PostgreSQL has no NUL, and neither has half of a surrogate pair; each becomes U+FFFD.
    /// </summary>
    public static string Clean(this string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && !HasLoneSurrogate(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune); // lone ones come as U+FFFD
        return clean.ToString();
    }

    /// <summary>A whole number for messages and cursors.</summary>
    public static string Text(this long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
