using System.Globalization;
using Stvg.Core.Services;

namespace Stvg.Storage.Sql;

/// <summary>
/// Where in a list a part ended: the numbers that the list is ordered by, of the last item that was given. What is added or removed
/// meanwhile neither doubles nor skips anything else.
/// </summary>
internal static class Cursor
{
    /// <summary>Writes a place.</summary>
    public static string Of(params ReadOnlySpan<long> numbers)
    {
        var parts = new string[numbers.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = numbers[i].ToString(CultureInfo.InvariantCulture);
        return string.Join('_', parts);
    }

    /// <summary>Reads a place.</summary>
    /// <param name="cursor">What a list gave, or what a user made of it.</param>
    /// <param name="count">How many numbers it has.</param>
    /// <exception cref="ServiceException">It was not made by <see cref="Of"/>.</exception>
    public static long[] Parse(string cursor, int count)
    {
        var parts = cursor.Split('_');
        var numbers = new long[count];
        var good = parts.Length == count;
        for (var i = 0; good && i < count; i++)
            good = long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]);
        if (good) return numbers;
        throw new ServiceException(ServiceError.Invalid, "the cursor is none of this list: leave it out to begin at the beginning");
    }
}
