using Stvg.Core.Frames;

namespace Stvg.Video.Tests.Reading;

public sealed class ViewTests(Clips clips)
{
    // Red and green above, blue and white below.
    private const string Quarters =
        "color=red:s=64x48:r=10,format=bgr0,drawbox=x=32:y=0:w=32:h=24:c=0x00ff00:t=fill,drawbox=x=0:y=24:w=32:h=24:c=blue:t=fill," +
        "drawbox=x=32:y=24:w=32:h=24:c=white:t=fill";

    private Task<string> QuartersAsync(string filters = "") =>
        clips.MakeAsync("quarters.mkv", "-f", "lavfi", "-i", Quarters + filters, "-frames:v", "2", "-c:v", "ffv1");

    private static async Task<int> EachAsync(string path, VideoReadOptions options, Action<Frame> check)
    {
        var count = 0;
        await foreach (var frame in ReaderTests.FramesAsync(path, options))
        {
            check(frame);
            count++;
        }
        Assert.True(count > 0);
        return count;
    }

    private static void AssertQuarters(ImageView view, int width, int height, params int[] colours)
    {
        var (left, right, top, bottom) = (width / 4, width * 3 / 4, height / 4, height * 3 / 4);
        Pixels.AssertNear(colours[0], view.At(left, top));
        Pixels.AssertNear(colours[1], view.At(right, top));
        Pixels.AssertNear(colours[2], view.At(left, bottom));
        Pixels.AssertNear(colours[3], view.At(right, bottom));
    }

    [Fact]
    public async Task The_picture_is_the_picture() =>
        await EachAsync(await QuartersAsync(), new(), frame =>
        {
            Assert.Null(frame.DetectorInput);
            Assert.Equal((64, 48, 1f), (frame.Image.Width, frame.Image.Height, frame.ImageScale));
            AssertQuarters(frame.Image, 64, 48, Pixels.Red, Pixels.Green, Pixels.Blue, Pixels.White);
            Pixels.AssertNear(Pixels.Red, frame.Image.At(31, 23));
            Pixels.AssertNear(Pixels.White, frame.Image.At(32, 24));
        });

    [Theory]
    [InlineData(32, 32, 32, 24)]
    [InlineData(160, 32, 43, 32)]
    [InlineData(20, 100, 20, 15)]
    [InlineData(416, 320, 416, 312)]
    [InlineData(64, 48, 64, 48)]
    public async Task The_detectors_rectangle_has_the_picture_at_the_top_left_and_black_elsewhere(
        int width, int height, int contentWidth, int contentHeight) =>
        await EachAsync(await QuartersAsync(), new() { DetectorInput = new(width, height) }, frame =>
        {
            var input = frame.DetectorInput!;
            Assert.Equal((width, height, contentWidth, contentHeight), (input.View.Width, input.View.Height, input.ContentWidth, input.ContentHeight));
            AssertQuarters(input.View, contentWidth, contentHeight, Pixels.Red, Pixels.Green, Pixels.Blue, Pixels.White);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var padding = x >= contentWidth || y >= contentHeight;
                    if (padding) Assert.Equal(Pixels.Black, input.View.At(x, y));
                    else Assert.NotEqual(Pixels.Black, input.View.At(x, y));
                }
            }
            AssertQuarters(frame.Image, 64, 48, Pixels.Red, Pixels.Green, Pixels.Blue, Pixels.White);
        });

    [Theory]
    [InlineData(32, 32, 24)]
    [InlineData(10, 10, 8)]
    [InlineData(1280, 64, 48)]
    [InlineData(1, 1, 1)]
    public async Task The_picture_is_scaled_down_to_its_longest_side_and_never_up(int longest, int width, int height) =>
        await EachAsync(await QuartersAsync(), new() { MaxImageSide = longest }, frame =>
        {
            Assert.Equal((width, height, new FrameSize(64, 48)), (frame.Image.Width, frame.Image.Height, frame.Size));
            if (width >= 10) AssertQuarters(frame.Image, width, height, Pixels.Red, Pixels.Green, Pixels.Blue, Pixels.White);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task A_turned_picture_stands_upright(int clockwise)
    {
        var path = await clips.MakeAsync("turned.mp4", "-f", "lavfi", "-i", Quarters, "-frames:v", "2", "-c:v", "libx264rgb", "-qp", "0");
        Clips.SetRotation(path, clockwise);
        // Clockwise by a quarter: what was at the lower left comes to the upper left.
        int[] colours = clockwise switch
        {
            90 => [Pixels.Blue, Pixels.Red, Pixels.White, Pixels.Green],
            180 => [Pixels.White, Pixels.Blue, Pixels.Green, Pixels.Red],
            270 => [Pixels.Green, Pixels.White, Pixels.Red, Pixels.Blue],
            _ => [Pixels.Red, Pixels.Green, Pixels.Blue, Pixels.White],
        };
        await EachAsync(path, new() { DetectorInput = new(64, 64) }, frame =>
        {
            Assert.Equal(clockwise % 180 == 0 ? new FrameSize(64, 48) : new FrameSize(48, 64), frame.Size);
            AssertQuarters(frame.Image, frame.Size.Width, frame.Size.Height, colours);
            AssertQuarters(frame.DetectorInput!.View, frame.DetectorInput.ContentWidth, frame.DetectorInput.ContentHeight, colours);
        });
    }

    [Fact]
    public async Task A_detector_sees_square_pixels_where_the_file_has_others() =>
        await EachAsync(await QuartersAsync(",setsar=2"), new() { DetectorInput = new(128, 96) }, frame =>
        {
            Assert.Equal((64, 48), (frame.Image.Width, frame.Image.Height));
            Assert.Equal((128, 48), (frame.DetectorInput!.ContentWidth, frame.DetectorInput.ContentHeight));
            AssertQuarters(frame.DetectorInput.View, 128, 48, Pixels.Red, Pixels.Green, Pixels.Blue, Pixels.White);
        });

    [Fact]
    public async Task Frames_keep_their_pixels_while_others_are_decoded()
    {
        var path = await clips.MakeAsync("steps.mkv", "-f", "lavfi", "-i", "color=black:s=32x32:r=10,format=gray,geq=lum='N*8'",
            "-frames:v", "30", "-c:v", "ffv1");
        var ct = TestContext.Current.CancellationToken;
        await using var reader = VideoReader.Open(await VideoProbe.ProbeAsync(path, ct), new());
        var held = new List<Frame>();
        await foreach (var frame in reader.ReadAsync(ct)) held.Add(frame);
        Assert.All(held.Index(), f => Pixels.AssertNear(0x010101 * f.Index * 8, f.Item.Image.At(16, 16), 2));
        held.ForEach(frame => frame.Dispose());
        Assert.Equal(0, reader.Pool.Rented);
    }
}
