using Stvg.Core.Frames;
using Stvg.Video.Rendering;

namespace Stvg.Video.Tests.Rendering;

public sealed class LayoutTests
{
    private static OverlayLayout Layout(int width, int height, double aspect = 1, int rows = 3) =>
        new(new VideoInfo { Path = "x", Size = new(width, height), Fps = 10, Codec = "x", PixelAspect = aspect }, "a man who walks", rows, 2);

    [Theory]
    [InlineData(768, 576, 768, 576)]
    [InlineData(16, 16, 320, 320)]
    [InlineData(320, 240, 320, 240)]
    [InlineData(7680, 4320, 1920, 1080)]
    [InlineData(2160, 3840, 1080, 1920)]
    [InlineData(33, 17, 320, 165)]
    [InlineData(4000, 10, 1920, 5)]
    [InlineData(10, 4000, 5, 1920)]
    public void The_picture_has_a_size_for_players_and_people(int width, int height, int drawnWidth, int drawnHeight)
    {
        var layout = Layout(width, height);
        Assert.Equal(new FrameSize(drawnWidth, drawnHeight), layout.Picture);
        Assert.Equal(0, (layout.Canvas.Width | layout.Canvas.Height) & 1);
        Assert.True(layout.Canvas.Width >= Math.Max(320, drawnWidth));
        Assert.True(layout.HeaderTop >= drawnHeight && layout.AxisTop < layout.Canvas.Height);
        Assert.InRange(layout.Font, 11, 30);
        Assert.True(layout.PlotRight - layout.PlotLeft > layout.Canvas.Width / 3);
    }

    [Fact]
    public void Boxes_follow_the_picture_and_stay_in_it()
    {
        var layout = Layout(7680, 4320);
        Assert.Equal((100.0, 50.0, 300.0, 150.0), layout.Place(new Box(400, 200, 800, 400)));
        Assert.Equal((0.0, 0.0, 1920.0, 1080.0), layout.Place(new Box(-100, -100, 9000, 9000)));
        Assert.Equal((200.0, 10.0, 400.0, 20.0), Layout(500, 500, aspect: 2).Place(new Box(100, 10, 100, 10)));
        var narrow = Layout(10, 400);
        Assert.Equal(155, narrow.PictureLeft);
        Assert.Equal((155.0, 0.0, 165.0, 400.0), narrow.Place(new Box(0, 0, 10, 400)));
    }

    [Fact]
    public void Each_frame_lies_well_inside_its_own_span()
    {
        // 240 frames a second, with a gap: closer than a hundredth of a second, which is all that ASS knows.
        var times = Enumerable.Range(0, 50).Select(i => TimeSpan.FromSeconds((i + (i > 30 ? 7 : 0)) / 240.0)).ToList();
        var timeline = new Timeline(times, 240);
        for (var i = 0; i < times.Count; i++)
        {
            var span = timeline.Frames(i, i);
            var (begin, end) = (Math.Round(span.Begin * 1000), Math.Round(span.End * 1000));
            Assert.True(begin <= times[i].TotalMilliseconds && times[i].TotalMilliseconds < end);
            if (i > 0) Assert.True(times[i - 1].TotalMilliseconds < begin);
        }
        Assert.Equal(timeline.Frames(3, 3).End, timeline.Frames(4, 4).Begin);
    }
}
