using Stvg.Core.Frames;
using Stvg.Video.Live;

namespace Stvg.Video.Tests.Live;

public sealed class PictureTests(Clips clips)
{
    private const int Amber = 0xFFB627;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_keeps_its_colours_and_leaves_out_what_lies_beside_it()
    {
        // The picture is the left part of a wider one, as in a frame with a detector's view.
        var image = Image(101, 67, 140, (x, y) => x < 50 ? Pixels.Red : y < 30 ? Pixels.Green : Pixels.Blue, Pixels.White);
        var jpeg = await PictureEncoder.EncodeJpegAsync(image, 0.5f, [], Ct);
        using var frame = await DecodeAsync(jpeg);
        Assert.Equal((101, 67), (frame.Image.Width, frame.Image.Height));
        Pixels.AssertNear(Pixels.Red, frame.Image.At(20, 40), 10);
        Pixels.AssertNear(Pixels.Green, frame.Image.At(75, 10), 10);
        Pixels.AssertNear(Pixels.Blue, frame.Image.At(96, 62), 10);
    }

    [Fact]
    public async Task Marks_are_drawn_where_the_original_has_them()
    {
        var image = Image(640, 360, 640, (_, _) => Pixels.Black, 0);
        PictureMark[] marks =
        [
            new(new Box(200, 200, 400, 300), "1"), new(new Box(1100, 20, 500, 100), "12 {\\b1} odd\n"),
            new(new Box(-50, -50, 20, 20), "outside"), new(new Box(float.NaN, 0, 1, 1), "nowhere"),
        ];
        var jpeg = await PictureEncoder.EncodeJpegAsync(image, 0.5f, marks, Ct);
        using var frame = await DecodeAsync(jpeg);
        // The outline of the first: x 100 to 300, y 100 to 250; nothing inside, nothing outside.
        foreach (var (x, y) in new[] { (100, 200), (300, 200), (200, 250), (250, 100) }) Pixels.AssertNear(Amber, frame.Image.At(x, y), 60);
        foreach (var (x, y) in new[] { (200, 180), (60, 200), (340, 200), (200, 300), (620, 340), (3, 3) })
            Pixels.AssertNear(Pixels.Black, frame.Image.At(x, y), 20);
        // Its chip stands on it, and has dark letters on amber.
        Assert.True(Pixels.Near(Amber, frame.Image.At(101, 92), 60), $"no chip: {frame.Image.At(101, 92):X6}");
        Assert.Contains(Enumerable.Range(100, 16), x => Pixels.Near(Pixels.Black, frame.Image.At(x, 91), 80));
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        var image = Image(64, 48, 64, (_, _) => Pixels.Red, 0);
        var cancelled = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PictureEncoder.EncodeJpegAsync(image, 1, [], cancelled));
    }

    private static ImageView Image(int width, int height, int wide, Func<int, int, int> colour, int beside)
    {
        var bytes = new byte[wide * 3 * height];
        for (var i = 0; i < wide * height; i++)
        {
            var rgb = i % wide < width ? colour(i % wide, i / wide) : beside;
            (bytes[3 * i], bytes[(3 * i) + 1], bytes[(3 * i) + 2]) = ((byte)rgb, (byte)(rgb >> 8), (byte)(rgb >> 16));
        }
        return new(bytes, width, height, wide * 3);
    }

    private async Task<Frame> DecodeAsync(byte[] jpeg)
    {
        var path = clips.NewPath("a.jpg");
        await File.WriteAllBytesAsync(path, jpeg, Ct);
        await using var reader = VideoReader.Open(await VideoProbe.ProbeAsync(path, Ct), new());
        await foreach (var frame in reader.ReadAsync(Ct)) return frame;
        throw new InvalidOperationException("the picture is empty");
    }
}
