using System.Collections.Immutable;
using System.Globalization;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tests.Grounding;
using Stvg.Core.Tubelets;
using static Stvg.Core.Tests.Alerts.Watchman;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Alerts;

/// <summary>Cameras, zones and schedules: where and when a query is on watch.</summary>
public sealed class WhereAndWhenTests
{
    private static readonly (byte, byte, byte) s_red = (200, 20, 20);

    // Crosses the picture from left to right in 10 s.
    private static Scene Crossing { get; } = new SceneBuilder(140).Add(1, 10, 110, Walk(30, 200, 5.5f), colour: s_red).Build();

    private static ImmutableArray<Zone> Zones { get; } =
        [Area("door", 0.4f, 0.6f), Area("gate", 0.8f, 0.9f), Area("sky", 0.4f, 0.6f, 0, 0.3f)];

    [Fact]
    public void A_query_watches_its_cameras_only()
    {
        var queries = Of(Query("a person in red") with { Cameras = ["a", "b"] });
        Assert.Single(queries.Play(new Replay(Crossing) { CameraId = "a" }).Opened());
        Assert.Single(queries.Play(new Replay(Crossing) { CameraId = "b" }).Opened());
        Assert.Empty(queries.Play(new Replay(Crossing) { CameraId = "c" }));
    }

    [Fact]
    public void An_object_counts_while_it_stands_in_a_zone()
    {
        var queries = Of(Query("a person in red") with { Zones = ["door"] });
        queries.SetZones("gate", Zones);
        var closed = Assert.Single(queries.Play(Crossing).Closed());
        Assert.Equal(AlertEnd.NoLongerHolds, closed.End);
        Assert.All(closed.Tube.Boxes, box => Assert.InRange(box.CenterX / 640, 0.39, 0.61));
        Assert.InRange(closed.Tube.Boxes.Count, 20, 25);
    }

    [Fact]
    public void Any_of_several_zones_will_do_and_its_foot_decides()
    {
        Assert.Equal(2, Zoned("door", "gate").Opened().Count);
        Assert.Empty(Zoned("sky"));

        static List<Alert> Zoned(params string[] zones)
        {
            var queries = Of(Query("a person in red") with { Zones = [.. zones], MinDuration = TimeSpan.FromSeconds(0.5) });
            queries.SetZones("gate", Zones);
            return [.. queries.Play(new SceneBuilder(300).Add(1, 10, 60, Walk(260, 200, 2), colour: s_red).Add(2, 100, 160, Walk(510, 200, 2), colour: s_red).Build())];
        }
    }

    [Fact]
    public void A_camera_without_the_zone_is_not_watched_until_it_has_it()
    {
        var queries = Of(Query("a person in red") with { Zones = ["door"] });
        Assert.Empty(queries.Play(new Replay(Crossing) { CameraId = "other" }));
        var changes = new List<Alert>();
        foreach (var update in new Replay(Crossing).Updates())
        {
            if (update.Frame == 20) queries.SetZones("gate", Zones);
            if (update.Frame == 65) queries.SetZones("gate", []);
            changes.AddRange(queries.Update(update));
        }

        Assert.Equal(AlertEnd.QueryStopped, Assert.Single(changes.Closed()).End);
    }

    [Fact]
    public void A_query_alerts_within_its_schedule_only()
    {
        // Monday, 00:00:00 to 00:00:14; the person is there from second 1 to 11.
        var query = Query("a person in red");
        Assert.Empty(Scheduled("01:00", "02:00"));
        var late = Scheduled("00:00:05", "00:00:08");
        Assert.InRange(late.Opened().Single().OpenedAt.Seconds(), 5, 5.8);
        Assert.Equal(1, late[0].BeginAt.Seconds()); // he was there before
        Assert.Equal(AlertEnd.QueryStopped, late[^1].End);
        Assert.InRange(late[^1].ChangedAt.Seconds(), 8, 8.4);

        List<Alert> Scheduled(string from, string to)
        {
            var window = new ScheduleWindow([DayOfWeek.Monday], TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture));
            return Of(query with { Schedule = new WeeklySchedule("Europe/London", [window]) }).Play(Crossing);
        }
    }

    [Fact]
    public void A_schedule_that_cannot_be_kept_is_refused()
    {
        var queries = new StandingQueries();
        var nowhere = Query("a person") with { Schedule = new WeeklySchedule("Middle/Earth", [new ScheduleWindow([], default, default)]) };
        Assert.Contains("Middle/Earth", Assert.Throws<StvgException>(() => queries.Put(nowhere)).Message, StringComparison.Ordinal);
        Assert.Throws<StvgException>(() => queries.Put(Query("a person") with { Schedule = new WeeklySchedule("", []) }));
        Assert.Equal(0, queries.Count);
    }

    [Theory]
    [InlineData("a man in red at the start of the video", "no beginning")]
    [InlineData("the second man in red", "no first")]
    public void What_only_a_clip_can_tell_is_warned_of_and_not_judged(string sentence, string warning)
    {
        var plan = new QueryParser(Lexicon.Empty).Parse(sentence);
        Assert.Contains(warning, Assert.Single(new StandingQueries().Warnings(plan)), StringComparison.Ordinal);
        Assert.Single(Of(Query(sentence)).Play(Crossing).Opened());
    }

    [Fact]
    public void A_query_that_can_never_alert_is_warned_of()
    {
        var queries = new StandingQueries();
        Assert.Equal(2, queries.Warnings(new QueryParser(Lexicon.Empty).Parse("the second man")).Count);
        Assert.Empty(queries.Warnings(new QueryParser(Lexicon.Empty).Parse("a man in red")));
        Assert.Empty(Of(Query("the second man")).Play(Crossing));
    }

    private static Zone Area(string name, float left, float right, float top = 0, float bottom = 1) =>
        new(name, new Polygon([new(left, top), new(right, top), new(right, bottom), new(left, bottom)]));
}
