using Stvg.Client.Arguments;
using Stvg.Client.Tests.Http;
using Stvg.Core;

namespace Stvg.Client.Tests.Arguments;

public sealed class TimeArgumentTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test");

    // There it is 01:30 on the first of February.
    private static readonly ManualClock s_clock = new(new(2026, 1, 31, 23, 30, 15, TimeSpan.Zero), s_zone);

    [Theory]
    [InlineData("2026-01-31T08:30:00Z", "2026-01-31T08:30:00Z")]
    [InlineData("2026-01-31T08:30Z", "2026-01-31T08:30:00Z")]
    [InlineData("2026-01-31T08:30:00.25+01:00", "2026-01-31T07:30:00.25Z")]
    [InlineData("2026-01-31T08:30-05:00", "2026-01-31T13:30:00Z")]
    [InlineData("2026-01-31T08:30", "2026-01-31T06:30:00Z")]
    [InlineData("2026-01-31 08:30:10", "2026-01-31T06:30:10Z")]
    [InlineData("2026-01-31", "2026-01-30T22:00:00Z")]
    [InlineData("08:30", "2026-02-01T06:30:00Z")]
    [InlineData("8:30:05", "2026-02-01T06:30:05Z")]
    [InlineData("-2h", "2026-01-31T21:30:15Z")]
    [InlineData("-90s", "2026-01-31T23:28:45Z")]
    [InlineData("-1.5m", "2026-01-31T23:28:45Z")]
    [InlineData("-3d", "2026-01-28T23:30:15Z")]
    [InlineData("-1w", "2026-01-24T23:30:15Z")]
    [InlineData("-999999d", "0001-01-01T00:00:00Z")]
    [InlineData("now", "2026-01-31T23:30:15Z")]
    public void Times_are_read_as_people_write_them(string text, string expected)
    {
        var time = TimeArgument.Parse("--from", text, s_clock)!.Value;
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), time);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("25:00")]
    [InlineData("-2")]
    [InlineData("-h")]
    [InlineData("--2h")]
    [InlineData("-1e9d")]
    [InlineData("-9999999999999w")]
    [InlineData("2026-02-30")]
    [InlineData("31.01.2026")]
    [InlineData("2026-01-31T08:30:00+99:00")]
    public void What_is_no_time_is_refused_with_an_example(string text)
    {
        var message = Assert.Throws<StvgException>(() => TimeArgument.Parse("--from", text, s_clock)).Message;
        Assert.Contains($"--from is '{text}'", message);
        Assert.Contains("-2h", message);
    }

    [Fact]
    public void Nothing_stays_nothing() => Assert.Null(TimeArgument.Parse("--from", null, s_clock));

    [Theory]
    [InlineData("90", 90)]
    [InlineData("0", 0)]
    [InlineData("2.5s", 2.5)]
    [InlineData("5m", 300)]
    [InlineData("1h", 3600)]
    [InlineData("1d", 86400)]
    public void Durations_have_units(string text, double seconds) => Assert.Equal(seconds, DurationArgument.Seconds("--cooldown", text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 parsecs")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    public void What_is_no_duration_is_refused(string text) =>
        Assert.Contains("--cooldown", Assert.Throws<StvgException>(() => DurationArgument.Seconds("--cooldown", text)).Message);
}
