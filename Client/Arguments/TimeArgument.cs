using System.Globalization;
using Stvg.Core;

namespace Stvg.Client.Arguments;

/// <summary>Times as people write them: of the clock on the wall, relative to now, or in full.</summary>
internal static class TimeArgument
{
    public const string Help = "ISO 8601 (2026-01-31T08:30, local unless it says Z or +01:00), HH:MM of today, or back from now: -2h, -3d.";

    private static readonly string[] s_clock = ["H:mm", "H:mm:ss"];

    private static readonly string[] s_local =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
    ];

    private static readonly string[] s_full =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>Reads a time.</summary>
    /// <param name="option">Name of the option, for the error.</param>
    /// <param name="text">What the user wrote; null stays null.</param>
    /// <param name="clock">What time it is, and where.</param>
    /// <exception cref="StvgException">It is no time.</exception>
    public static DateTimeOffset? Parse(string option, string? text, TimeProvider clock)
    {
        if (text is null) return null;
        var culture = CultureInfo.InvariantCulture;
        if (text == "now") return clock.GetUtcNow();
        var now = clock.GetUtcNow();
        if (text.StartsWith('-') && DurationArgument.TryParse(text[1..], needsUnit: true, out var back))
        {
            // The beginning of time is as far as anybody can look back.
            return now - DateTimeOffset.MinValue > back ? now - back : DateTimeOffset.MinValue;
        }
        if (TimeOnly.TryParseExact(text, s_clock, culture, DateTimeStyles.None, out var time))
            return At(clock.GetLocalNow().Date + time.ToTimeSpan(), clock);
        if (DateTime.TryParseExact(text, s_local, culture, DateTimeStyles.None, out var local)) return At(local, clock);
        if (DateTimeOffset.TryParseExact(text, s_full, culture, DateTimeStyles.AssumeUniversal, out var full))
            return full.ToUniversalTime();
        throw new StvgException($"{option} is '{text}'; write a time as 2026-01-31T08:30, 08:30 (today) or -2h (two hours ago)");
    }

    // An hour that a change of clocks left out or has twice is read with the offset that the zone says, rather than refused.
    private static DateTimeOffset At(DateTime local, TimeProvider clock) =>
        new DateTimeOffset(local, clock.LocalTimeZone.GetUtcOffset(local)).ToUniversalTime();
}
