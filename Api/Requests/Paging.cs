using Stvg.Core.Services;

namespace Stvg.Api.Requests;

/// <summary>Parts of lists.</summary>
internal static class Paging
{
    public const int DefaultLimit = 50, MaxLimit = 500;

    /// <summary>How many, when asked for so many.</summary>
    public static int Limit(int? limit) => Check.Range("limit", limit, DefaultLimit, 1, MaxLimit);

    /// <summary>A cursor as it came; empty is none.</summary>
    public static string? Cursor(string? cursor) => string.IsNullOrEmpty(cursor) ? null : cursor;

    /// <summary>A part of a list that is at hand as a whole. Its cursor is the last id: things may come and go in between.</summary>
    public static Page<T> ById<T>(IEnumerable<T> all, Func<T, string> id, string? cursor, int limit)
    {
        var rest = all.Where(item => string.IsNullOrEmpty(cursor) || string.CompareOrdinal(id(item), cursor) > 0)
            .OrderBy(id, StringComparer.Ordinal).Take(limit + 1).ToList();
        if (rest.Count <= limit) return new Page<T>(rest, null);
        rest.RemoveAt(limit);
        return new Page<T>(rest, id(rest[^1]));
    }
}
