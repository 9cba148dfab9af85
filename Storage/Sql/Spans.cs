namespace Stvg.Storage.Sql;

/// <summary>
/// Classes of length, so that what overlaps a stretch of time is found by an index on its begin: what is no longer than its class began
/// at most that much before the stretch. One look-up for each class instead of a scan.
/// </summary>
internal static class Spans
{
    // Longest of each class: two minutes, which most are, half an hour, twelve hours, anything.
    private static readonly long[] s_longest =
        [2 * TimeSpan.TicksPerMinute, 30 * TimeSpan.TicksPerMinute, 12 * TimeSpan.TicksPerHour, long.MaxValue / 4];

    /// <summary>SQL of a table <c>s</c> with the columns <c>span, longest</c>.</summary>
    public static string Sql { get; } = "SELECT column1 AS span, column2 AS longest FROM (VALUES "
        + string.Join(", ", s_longest.Select((longest, span) => FormattableString.Invariant($"({span}, {longest})"))) + ") AS v";

    /// <summary>The class of a length.</summary>
    /// <param name="units">100 ns units.</param>
    public static long Of(long units)
    {
        var span = 0;
        while (units > s_longest[span] && span < s_longest.Length - 1) span++;
        return span;
    }
}
