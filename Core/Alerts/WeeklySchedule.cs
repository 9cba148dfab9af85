using System.Collections.Immutable;

namespace Stvg.Core.Alerts;

/// <summary>When a standing query is on watch: some hours of some days of every week, in a place's own time.</summary>
/// <remarks>
/// A moment is on watch when the clock on that place's wall says so. So a window of 02:00 to 03:00 does not happen on the night on which clocks
/// skip that hour, and lasts twice as long on the night on which it is repeated.
/// </remarks>
/// <param name="TimeZone">IANA name ("Europe/Berlin"); UTC where empty.</param>
/// <param name="Windows">On watch in any of them.</param>
public sealed record WeeklySchedule(string TimeZone, ImmutableArray<ScheduleWindow> Windows)
{
    /// <summary>Whether the query is on watch at a moment.</summary>
    /// <exception cref="StvgException">The time zone is not known.</exception>
    public bool Covers(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Zone());
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        foreach (var window in Windows)
            if (window.Covers(local.DayOfWeek, time)) return true;
        return false;
    }

    /// <summary>Refuses what can never be on watch, and places that are not known.</summary>
    /// <exception cref="StvgException">There is no window, or the time zone is not known on this machine.</exception>
    public void Validate()
    {
        Zone();
        if (Windows.IsDefaultOrEmpty) throw new StvgException("the schedule has no windows; name at least one, or leave the schedule out");
    }

    private TimeZoneInfo Zone()
    {
        if (TimeZone.Length == 0) return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone)) return zone;
        throw new StvgException($"the time zone '{TimeZone}' is not known; use an IANA name such as 'Europe/Berlin', or leave it empty for UTC");
    }
}

/// <summary>One stretch of a day; one that ends before it begins goes on past midnight.</summary>
/// <param name="Days">Days on which it begins; empty: every day.</param>
/// <param name="From">Begin, inclusive.</param>
/// <param name="To">End, exclusive; equal to <paramref name="From"/>: the whole day.</param>
public sealed record ScheduleWindow(ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Whether it covers a time of a day, whichever day it began on.</summary>
    public bool Covers(DayOfWeek day, TimeOnly time)
    {
        if (From < To) return BeginsOn(day) && time >= From && time < To;
        return (BeginsOn(day) && time >= From) || (BeginsOn((DayOfWeek)(((int)day + 6) % 7)) && time < To);
    }

    private bool BeginsOn(DayOfWeek day) => Days.IsDefaultOrEmpty || Days.Contains(day);
}
