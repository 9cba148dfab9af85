using System.Globalization;
using Microsoft.Extensions.Logging;
using Stvg.Core;

namespace Stvg.Client.Serving;

/// <summary>Reads times and sizes as people write them.</summary>
internal static class Quantities
{
    /// <summary>"90d", "12h", "30m", "45s"; "never" is null.</summary>
    public static TimeSpan? Duration(string option, string text)
    {
        if (text is "never" or "forever") return null;
        if (text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            double? seconds = text[^1] switch { 'd' => 86400, 'h' => 3600, 'm' => 60, 's' => 1, _ => null };
            if (seconds is { } unit && number * unit < TimeSpan.MaxValue.TotalSeconds / 10) return TimeSpan.FromSeconds(number * unit);
        }

        throw new StvgException($"{option} is '{text}': give a number with d, h, m or s (90d), or 'never'");
    }

    /// <summary>"50G", "800M", "2T"; "unlimited" is null.</summary>
    public static long? Bytes(string option, string text)
    {
        if (text == "unlimited") return null;
        if (text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            int? shift = char.ToUpperInvariant(text[^1]) switch { 'K' => 10, 'M' => 20, 'G' => 30, 'T' => 40, _ => null };
            if (shift is { } power && number < 1e6) return (long)(number * (1L << power));
        }

        throw new StvgException($"{option} is '{text}': give a number with K, M, G or T (50G), or 'unlimited'");
    }

    public static LogLevel LogLevel(string text) => text.ToLowerInvariant() switch
    {
        "debug" => Microsoft.Extensions.Logging.LogLevel.Debug,
        "information" or "info" => Microsoft.Extensions.Logging.LogLevel.Information,
        "warning" => Microsoft.Extensions.Logging.LogLevel.Warning,
        "error" => Microsoft.Extensions.Logging.LogLevel.Error,
        _ => throw new StvgException($"--log-level is '{text}': use debug, information, warning or error"),
    };
}
