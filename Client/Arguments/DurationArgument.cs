using System.Globalization;
using Stvg.Core;

namespace Stvg.Client.Arguments;

/// <summary>Durations: "90", "90s", "1.5m", "2h", "3d", "1w".</summary>
internal static class DurationArgument
{
    /// <summary>Reads a duration; a number alone is seconds.</summary>
    /// <param name="option">Name of the option, for the error.</param>
    /// <param name="text">What the user wrote; null stays null.</param>
    /// <returns>Seconds.</returns>
    /// <exception cref="StvgException">It is no duration.</exception>
    public static double? Seconds(string option, string? text)
    {
        if (text is null) return null;
        return TryParse(text, needsUnit: false, out var duration)
            ? duration.TotalSeconds
            : throw new StvgException($"{option} is '{text}'; write a duration as 30s, 5m, 2h or 1d");
    }

    public static bool TryParse(string text, bool needsUnit, out TimeSpan duration)
    {
        duration = default;
        if (text.Length == 0) return false;
        double? unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, 'w' => 7 * 86400, _ => null };
        if (unit is null && needsUnit) return false;
        var number = unit is null ? text : text[..^1];
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return false;
        var seconds = value * (unit ?? 1);
        if (!(seconds < TimeSpan.MaxValue.TotalSeconds / 2)) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
