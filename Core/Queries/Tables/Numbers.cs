using System.Globalization;

namespace Stvg.Core.Queries.Tables;

/// <summary>Number words and ordinals.</summary>
internal static class Numbers
{
    private static readonly string[] s_cardinals =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly string[] s_ordinals =
        ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];

    /// <summary>Value of a cardinal in words or digits, or null.</summary>
    public static int? Value(string lower)
    {
        var at = Array.IndexOf(s_cardinals, lower);
        if (at >= 0) return at;
        return lower.Length <= 4 && int.TryParse(lower, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Rank of an ordinal in words or digits ("second", "2nd"); -1 for "last"; null for other words.</summary>
    public static int? Rank(string lower)
    {
        if (lower is "last" or "final") return -1;
        var at = Array.IndexOf(s_ordinals, lower);
        if (at > 0) return at;
        return lower.Length is > 2 and <= 5 && lower[^2..] is "st" or "nd" or "rd" or "th"
            && int.TryParse(lower[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }
}
