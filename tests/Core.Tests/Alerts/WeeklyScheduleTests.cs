using System.Globalization;
using Stvg.Core.Alerts;

namespace Stvg.Core.Tests.Alerts;

public sealed class WeeklyScheduleTests
{
    [Theory]
    [InlineData("Mon-Fri 08:00-17:00", "2026-01-05T08:00Z", true)] // a Monday
    [InlineData("Mon-Fri 08:00-17:00", "2026-01-05T07:59Z", false)]
    [InlineData("Mon-Fri 08:00-17:00", "2026-01-05T17:00Z", false)]
    [InlineData("Mon-Fri 08:00-17:00", "2026-01-10T12:00Z", false)] // a Saturday
    [InlineData("Fri 22:00-06:00", "2026-01-09T23:00Z", true)]
    [InlineData("Fri 22:00-06:00", "2026-01-10T05:59Z", true)] // still Friday's
    [InlineData("Fri 22:00-06:00", "2026-01-10T06:00Z", false)]
    [InlineData("Fri 22:00-06:00", "2026-01-09T05:00Z", false)] // Thursday's there is none
    [InlineData("Sat 22:00-06:00", "2026-01-11T01:00Z", true)] // into a new week
    [InlineData("Mon 00:00-00:00", "2026-01-05T00:00Z", true)]
    [InlineData("Mon 00:00-00:00", "2026-01-05T23:59Z", true)]
    [InlineData("Mon 00:00-00:00", "2026-01-06T00:00Z", false)]
    [InlineData("Mon 08:00-08:00", "2026-01-06T07:59Z", true)]
    [InlineData(" 12:00-13:00", "2026-01-07T12:30Z", true)] // every day
    public void A_window_covers_its_hours(string window, string moment, bool expected) =>
        Assert.Equal(expected, new WeeklySchedule("", [Window(window)]).Covers(At(moment)));

    [Theory]
    [InlineData("Mon 08:00-09:00", "2026-01-05T07:30Z", true)] // winter: one hour ahead of UTC
    [InlineData("Mon 08:00-09:00", "2026-07-06T07:30Z", false)] // summer: two
    [InlineData("Mon 08:00-09:00", "2026-07-06T06:30Z", true)]
    [InlineData("Sun 02:00-03:00", "2026-03-29T00:59Z", false)] // 01:59
    [InlineData("Sun 02:00-03:00", "2026-03-29T01:00Z", false)] // 03:00: that hour does not exist
    [InlineData("Sun 02:00-03:00", "2026-10-25T00:30Z", true)] // 02:30
    [InlineData("Sun 02:00-03:00", "2026-10-25T01:30Z", true)] // 02:30 again
    [InlineData("Sun 02:00-03:00", "2026-10-25T02:00Z", false)]
    [InlineData("Sat 22:00-06:00", "2026-03-29T03:59Z", true)] // 05:59 of a night with one hour less
    [InlineData("Sat 22:00-06:00", "2026-03-29T04:00Z", false)]
    [InlineData("Sat 22:00-06:00", "2026-10-25T04:59Z", true)] // and with one more
    public void The_hours_are_those_of_the_place(string window, string moment, bool expected) =>
        Assert.Equal(expected, new WeeklySchedule("Europe/Berlin", [Window(window)]).Covers(At(moment)));

    [Fact]
    public void Any_window_will_do()
    {
        var schedule = new WeeklySchedule("", [Window("Mon 08:00-09:00"), Window("Tue 10:00-11:00")]);
        Assert.True(schedule.Covers(At("2026-01-05T08:30Z")));
        Assert.True(schedule.Covers(At("2026-01-06T10:30Z")));
        Assert.False(schedule.Covers(At("2026-01-06T08:30Z")));
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

    private static ScheduleWindow Window(string text)
    {
        string[] names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        var (days, hours) = (text.Split(' ')[0].Split('-'), text.Split(' ')[1].Split('-'));
        var (first, last) = (Array.IndexOf(names, days[0]), Array.IndexOf(names, days[^1]));
        return new ScheduleWindow(
            first < 0 ? [] : [.. Enumerable.Range(first, last - first + 1).Select(d => (DayOfWeek)d)],
            TimeOnly.Parse(hours[0], CultureInfo.InvariantCulture), TimeOnly.Parse(hours[1], CultureInfo.InvariantCulture));
    }
}
