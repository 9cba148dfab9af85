using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;

namespace Stvg.Storage.Tests.Contract;

public abstract partial class ArchiveContract
{
    [Fact]
    public async Task A_camera_is_kept_with_everything_that_was_said_of_it()
    {
        Polygon triangle = new([new(0, 0), new(1, 0), new(0.5f, 0.75f)]);
        var camera = Made.Camera("gate-1") with
        {
            Settings = new CameraSettings
            {
                Id = "gate-1",
                Source = "rtsp://admin:s3cret@10.0.0.1/main",
                Name = "Tor ‘Nord’ 🚪",
                Fps = 12.5,
                Pace = Pace.Fast,
                Loop = true,
                Zones = [new Zone("yard", triangle)],
                Masks = [triangle],
                Recording = false,
            },
            Timeline = new CameraTimeline(Made.Epoch.AddTicks(3), 14.985014985014985),
            FirstTubeletId = 17,
            NextTubeletId = int.MaxValue,
            Ended = true,
        };
        Assert.True(await Archive.AddCameraAsync(camera, Ct));
        var found = Assert.Single(await Archive.CamerasAsync(Ct));
        var zones = found.Settings.Zones;
        Assert.Equal(triangle.Points, Assert.Single(zones).Area.Points);
        Assert.Equal(triangle.Points, Assert.Single(found.Settings.Masks).Points);
        Assert.Equal(camera with { Settings = camera.Settings with { Zones = zones, Masks = found.Settings.Masks } }, found);
    }

    [Fact]
    public async Task A_cameras_id_is_taken_once()
    {
        Assert.True(await Archive.AddCameraAsync(Made.Camera("gate-1", "first"), Ct));
        Assert.False(await Archive.AddCameraAsync(Made.Camera("gate-1", "second"), Ct));
        Assert.Equal("first", Assert.Single(await Archive.CamerasAsync(Ct)).Settings.Source);
        Assert.True(await Archive.RemoveCameraAsync("gate-1", Ct));
        Assert.False(await Archive.RemoveCameraAsync("gate-1", Ct));
        Assert.True(await Archive.AddCameraAsync(Made.Camera("gate-1", "third"), Ct));
    }

    [Fact]
    public async Task A_camera_is_updated_unless_it_was_removed_meanwhile()
    {
        var camera = Made.Camera("gate-1");
        await Archive.AddCameraAsync(camera, Ct);
        await Archive.UpdateCameraAsync(camera with { Timeline = Made.Timeline, NextTubeletId = 100 }, Ct);
        var found = Assert.Single(await Archive.CamerasAsync(Ct));
        Assert.Equal((Made.Timeline, 100), (found.Timeline, found.NextTubeletId));
        await Archive.RemoveCameraAsync("gate-1", Ct);
        await Archive.UpdateCameraAsync(camera, Ct);
        Assert.Empty(await Archive.CamerasAsync(Ct));
    }

    [Fact]
    public async Task Cameras_and_queries_come_in_the_order_of_their_ids()
    {
        foreach (var id in (string[])["b", "a-1", "a_1", "a1", "0"])
        {
            await Archive.AddCameraAsync(Made.Camera(id), Ct);
            await Archive.AddQueryAsync(new StandingQuery { Id = id, Text = "a man" }, Ct);
        }

        string[] ordinal = ["0", "a-1", "a1", "a_1", "b"];
        Assert.Equal(ordinal, (await Archive.CamerasAsync(Ct)).Select(c => c.Settings.Id));
        Assert.Equal(ordinal, (await Archive.QueriesAsync(Ct)).Select(q => q.Id));
    }

    [Fact]
    public async Task A_standing_query_is_kept_with_everything_that_was_said_of_it()
    {
        var query = new StandingQuery
        {
            Id = "red-man",
            Text = "ein Mann \"in Rot\" 👕",
            Cameras = ["gate-1", "gate-2"],
            Threshold = 0.7f,
            MinDuration = TimeSpan.FromSeconds(2.5),
            Cooldown = TimeSpan.FromTicks(123_456_789),
            QueryCooldown = TimeSpan.FromDays(3),
            Schedule = new WeeklySchedule(
                "Europe/Berlin", [new ScheduleWindow([DayOfWeek.Monday, DayOfWeek.Sunday], new TimeOnly(22, 30), new TimeOnly(6, 0))]),
            Zones = ["yard"],
            Webhook = new Webhook("https://user:pw@example.com/hook", "kept as it is"),
            CreatedAt = Made.Epoch,
        };
        Assert.True(await Archive.AddQueryAsync(query, Ct));
        Assert.False(await Archive.AddQueryAsync(query with { Text = "another" }, Ct));
        Assert.Equal(Comparable(query), Comparable(Assert.Single(await Archive.QueriesAsync(Ct))));

        await Archive.PutQueryAsync(query with { Text = "a woman", Schedule = null, Webhook = null }, Ct);
        await Archive.PutQueryAsync(query with { Id = "other" }, Ct);
        Assert.Equal(["other", "red-man"], (await Archive.QueriesAsync(Ct)).Select(q => q.Id));
        Assert.Equal(("a woman", null, null), (await Archive.QueriesAsync(Ct))[1] is var q ? (q.Text, q.Schedule, q.Webhook) : default);
        Assert.True(await Archive.RemoveQueryAsync("red-man", Ct));
        Assert.False(await Archive.RemoveQueryAsync("red-man", Ct));
    }

    /// <summary>Arrays compare by identity; their contents are put beside.</summary>
    private static (StandingQuery, string, string, string, string?) Comparable(StandingQuery query) => (
        query with { Cameras = [], Zones = [], Schedule = null },
        string.Join(',', query.Cameras), string.Join(',', query.Zones), query.Webhook?.Secret ?? "",
        query.Schedule is { } schedule
            ? schedule.TimeZone + string.Join(';', schedule.Windows.Select(w => $"{string.Join(',', w.Days)} {w.From} {w.To}")) : null);
}
