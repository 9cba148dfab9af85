using Stvg.Core.Alerts;

namespace Stvg.Grains.Queries;

/// <summary>Whether two readings of a standing query say the same; records with lists in them do not compare by themselves.</summary>
internal static class SameQuery
{
    public static bool Is(StandingQuery a, StandingQuery b) =>
        a with { Cameras = default, Zones = default, Schedule = null } == b with { Cameras = default, Zones = default, Schedule = null }
        && a.Cameras.SequenceEqual(b.Cameras) && a.Zones.SequenceEqual(b.Zones)
        && a.Schedule?.TimeZone == b.Schedule?.TimeZone
        && (a.Schedule?.Windows ?? []).Select(Text).SequenceEqual((b.Schedule?.Windows ?? []).Select(Text));

    private static string Text(ScheduleWindow window) => $"{string.Join(',', window.Days)} {window.From:O} {window.To:O}";
}
