using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts;

/// <summary>When a standing query is on watch: some hours of some days of every week, in a place's own time.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScheduleBody
{
    /// <summary>IANA name; left out: UTC.</summary>
    /// <example>Europe/Berlin</example>
    public string? TimeZone { get; init; }

    /// <summary>On watch in any of them.</summary>
    public required IReadOnlyList<WindowBody> Windows { get; init; }
}

/// <summary>One stretch of a day; one that ends before it begins goes on past midnight.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WindowBody
{
    /// <summary>Days on which it begins ("monday"); left out or empty: every day.</summary>
    public IReadOnlyList<DayOfWeek>? Days { get; init; }

    /// <summary>Begin, inclusive: "22:00".</summary>
    /// <example>22:00</example>
    public required TimeOnly From { get; init; }

    /// <summary>End, exclusive; the same as the begin: the whole day.</summary>
    /// <example>06:00</example>
    public required TimeOnly To { get; init; }
}
