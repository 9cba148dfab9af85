using System.Collections.Immutable;

namespace Stvg.Core.Alerts;

/// <summary>When a standing query is on watch: some hours of some days of every week, in a place's own time.</summary>
/// <param name="TimeZone">IANA name ("Europe/Berlin"); UTC where empty.</param>
/// <param name="Windows">On watch in any of them.</param>
public sealed record WeeklySchedule(string TimeZone, ImmutableArray<ScheduleWindow> Windows);

/// <summary>One stretch of a day; one that ends before it begins goes on past midnight.</summary>
/// <param name="Days">Days on which it begins; empty: every day.</param>
/// <param name="From">Begin, inclusive.</param>
/// <param name="To">End, exclusive; equal to <paramref name="From"/>: the whole day.</param>
public sealed record ScheduleWindow(ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To);
