using System.Globalization;
using Stvg.Api.Contracts;

namespace Stvg.Client.Output;

/// <summary>Values as people read them.</summary>
internal static class Text
{
    /// <summary>Without what would steer a terminal: texts of others are only shown.</summary>
    public static string Clean(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    /// <summary>A time on the clock of this machine.</summary>
    public static string Time(DateTimeOffset? time) =>
        time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    public static string Number(double? value, string format = "0.##") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    public static string Score(double score) => Number(score, "0.00");

    public static string Seconds(double seconds) => $"{Number(seconds, "0.0")} s";

    public static string List(IReadOnlyList<string> values, string none) => values.Count == 0 ? none : string.Join(", ", values);

    public static string YesNo(bool value) => value ? "yes" : "no";

    /// <summary>An enumeration's value as the API names it.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Where an answer is: the camera, or the file.</summary>
    public static string Place(TubeResponse tube) => tube.Camera ?? tube.Video ?? "";

    /// <summary>Begin of an answer: capture time, or seconds of a file.</summary>
    public static string Begin(TubeResponse tube) => tube.BeginAt is { } at ? Time(at) : Seconds(tube.BeginTime);

    /// <summary>How long an answer lasts.</summary>
    public static string Duration(TubeResponse tube) => Seconds(tube.EndTime - tube.BeginTime);
}
