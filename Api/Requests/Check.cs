using System.Globalization;
using Stvg.Api.Problems;

namespace Stvg.Api.Requests;

/// <summary>
/// What has to be sure of a value before it can be put into the domain's records at all. What a camera or a query may be is for the
/// service to say.
/// </summary>
internal static class Check
{
    /// <summary>Longest duration that is taken, seconds: a leap year. Longer ones are slips of units.</summary>
    private const double LongestDuration = 366 * 24 * 3600.0;

    public static int Range(string field, int? value, int otherwise, int from, int to)
    {
        var number = value ?? otherwise;
        return number >= from && number <= to
            ? number
            : throw new FieldException(field, $"{field} is {number}; give a number from {from} to {to}");
    }

    /// <summary>JSON may say 1e999, which is read as infinity.</summary>
    public static double Finite(string field, double value) =>
        double.IsFinite(value) ? value : throw new FieldException(field, $"{field} is too large a number");

    public static TimeSpan? Seconds(string field, double? seconds)
    {
        if (seconds is not { } value) return null;
        return value is >= 0 and <= LongestDuration
            ? TimeSpan.FromSeconds(value)
            : throw new FieldException(
                field, string.Create(CultureInfo.InvariantCulture, $"{field} is {value}; give seconds, 0 to {LongestDuration:0} (a year)"));
    }

    public static IReadOnlyList<T> NoNulls<T>(string field, IReadOnlyList<T>? list)
    {
        for (var i = 0; i < list?.Count; i++)
            if (list[i] is null) throw new FieldException($"{field}[{i}]", $"{field}[{i}] is null; leave it out");
        return list ?? [];
    }

    public static string Sentence(string field, string text, int longest) =>
        text.Length <= longest
            ? text
            : throw new FieldException(
                field, $"the sentence has {text.Length} characters, at most {longest} are read: describe one thing in a sentence");

    /// <summary>A text of people that goes into lists and logs.</summary>
    public static string Name(string field, string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new FieldException(field, $"{field} is empty");
        if (text.Length > longest) throw new FieldException(field, $"{field} has {text.Length} characters; give at most {longest}");
        return text.Any(char.IsControl) ? throw new FieldException(field, $"{field} holds control characters") : text;
    }

    public static void Order(DateTimeOffset? from, DateTimeOffset? to, string field)
    {
        if (from > to) throw new FieldException(field, "from is after to");
    }
}
