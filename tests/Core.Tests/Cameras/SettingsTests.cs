using System.Collections.Immutable;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;

namespace Stvg.Core.Tests.Cameras;

public sealed class SettingsTests
{
    private static readonly CameraSettings s_good = new() { Id = "gate-1", Source = "rtsp://10.0.0.7/a" };
    private static readonly StandingQuery s_query = new() { Id = "red", Text = "a person in red" };

    [Theory]
    [InlineData("gate-1", true)]
    [InlineData("a_b", true)]
    [InlineData("Gate", false)]
    [InlineData("a/b", false)]
    [InlineData("..", false)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    [InlineData("gäte", false)]
    public void An_id_is_safe_in_addresses_and_file_names(string id, bool good) => Assert.Equal(good, CameraRules.IsId(id));

    [Fact]
    public void Settings_that_make_no_sense_are_refused_in_one_line()
    {
        CameraRules.Check(s_good);
        var area = new Polygon([new(0, 0), new(1, 0), new(1, 1)]);
        Refused(() => CameraRules.Check(s_good with { Id = new string('a', 65) }));
        Refused(() => CameraRules.Check(s_good with { Fps = 0 }));
        Refused(() => CameraRules.Check(s_good with { Fps = double.NaN }));
        Refused(() => CameraRules.Check(s_good with { Zones = [new Zone("door", area), new Zone("door", area)] }));
        Refused(() => CameraRules.Check(s_good with { Masks = [.. Enumerable.Repeat(area, 51)] }));

        QueryRules.Check(s_query);
        Refused(() => QueryRules.Check(s_query with { Threshold = 0 }));
        Refused(() => QueryRules.Check(s_query with { Threshold = float.NaN }));
        Refused(() => QueryRules.Check(s_query with { Cooldown = TimeSpan.FromSeconds(-1) }));
        Refused(() => QueryRules.Check(s_query with { Cameras = ["not an id"] }));
        Refused(() => QueryRules.Check(s_query with { Webhook = new Webhook("http://example.org", "short") }));

        static void Refused(Action check)
        {
            var refusal = Assert.Throws<ServiceException>(check);
            Assert.Equal(ServiceError.Invalid, refusal.Kind);
            Assert.DoesNotContain('\n', refusal.Message);
        }
    }

    [Theory]
    [InlineData(10, null, 10)]
    [InlineData(15, null, 15)]
    [InlineData(25, null, 12.5)]
    [InlineData(30, null, 15)]
    [InlineData(50, null, 12.5)]
    [InlineData(25, 5.0, 5)]
    [InlineData(10, 25.0, 10)]
    public void The_rate_is_the_sources_own_thinned_by_a_whole_number(double source, double? asked, double rate) =>
        Assert.Equal(rate, CameraTimeline.RateFor(source, asked), 9);

    [Fact]
    public void A_number_is_a_time_and_a_time_is_a_number()
    {
        var timeline = new CameraTimeline(new DateTimeOffset(2026, 3, 29, 0, 30, 0, TimeSpan.Zero), 12.5);
        foreach (var frame in new[] { 0, 1, 7, 12_345, 300_000_000 }) Assert.Equal(frame, timeline.FrameAt(timeline.TimeOf(frame)));
        Assert.Equal(0, timeline.FrameAt(timeline.Epoch - TimeSpan.FromDays(1)));
        Assert.Equal(int.MaxValue, timeline.FrameAt(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_polygon_contains_what_is_inside_also_where_it_is_hollow()
    {
        // A U: the notch is outside.
        var u = new Polygon([new(0.1f, 0.1f), new(0.3f, 0.1f), new(0.3f, 0.6f), new(0.7f, 0.6f), new(0.7f, 0.1f), new(0.9f, 0.1f), new(0.9f, 0.9f), new(0.1f, 0.9f)]);
        Assert.True(u.Contains(0.2f, 0.2f));
        Assert.False(u.Contains(0.5f, 0.3f));
        Assert.True(u.Contains(0.5f, 0.7f));
        Assert.True(u.ContainsFoot(new Box(40, 10, 20, 60), new FrameSize(100, 100)));
        Assert.Throws<StvgException>(() => new Polygon([new(0, 0), new(1, 1)]));
        Assert.Throws<StvgException>(() => new Polygon([new(0, 0), new(1, 1), new(2, 0)]));
        Assert.Throws<StvgException>(() => new Polygon([new(0, 0), new(1, 1), new(float.NaN, 0)]));
        Assert.Throws<StvgException>(() => new Polygon([.. Enumerable.Repeat(new PicturePoint(0, 0), 201)]));
        Assert.Throws<StvgException>(() => new Polygon(default(ImmutableArray<PicturePoint>)));
    }
}
