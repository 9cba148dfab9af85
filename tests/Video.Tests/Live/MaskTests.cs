using System.Collections.Immutable;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Video.Live;
using Stvg.Video.Live.Connection;

namespace Stvg.Video.Tests.Live;

public sealed class MaskTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // The left quarter, and a triangle at the bottom right.
    private static readonly ImmutableArray<Polygon> s_masks =
        [Shape((0, 0), (0.25f, 0), (0.25f, 1), (0, 1)), Shape((1, 0.5f), (1, 1), (0.5f, 1))];

    private static readonly float[] s_around = [-1, -0.5f, 0, 0.5f, 1];

    [Fact]
    public void A_pixel_is_hidden_when_its_centre_is_in_a_polygon_by_the_even_odd_rule()
    {
        // A star whose middle is outside, by that rule.
        var star = Shape((0.5f, 0), (0.8f, 1), (0, 0.4f), (1, 0.4f), (0.2f, 1));
        var size = new FrameSize(101, 67);
        var alpha = new byte[size.Width * size.Height];
        MaskPicture.Paint(alpha, size, [star]);
        var (exact, more) = (0, 0);
        for (var y = 0; y < size.Height; y++)
        {
            for (var x = 0; x < size.Width; x++)
            {
                var inside = star.Contains((x + 0.5f) / size.Width, (y + 0.5f) / size.Height);
                var hidden = alpha[(y * size.Width) + x] == 255;
                Assert.True(hidden || !inside, $"{x},{y} shows");
                if (hidden == inside) exact++;
                else more++;
            }
        }
        // Only squares of two by two at the edges hide more.
        Assert.InRange(more, 1, exact / 8);
        Assert.Equal(0, alpha[(35 * size.Width) + 50]);
    }

    [Theory]
    [InlineData("64x48", 64, "bgr0")]
    [InlineData("65x49", 64, "yuv420p")]
    [InlineData("640x480", 64, "yuv444p")]
    [InlineData("64x48", 32, "yuvj422p")]
    public async Task No_view_ever_sees_what_is_masked(string size, int side, string format)
    {
        var path = await clips.ColourAsync("a.mkv", "red", size, 5, format);
        var options = Sources.Options(10) with { Pace = Pace.Fast, Masks = s_masks, MaxImageSide = side, DetectorInput = new(40, 40) };
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), options);
        var count = 0;
        await foreach (var frame in reader.ReadAsync(Ct))
        {
            using (frame)
            {
                AssertMasked(frame.Image, frame.Image.Width, frame.Image.Height);
                AssertMasked(frame.DetectorInput!.View, frame.DetectorInput.ContentWidth, frame.DetectorInput.ContentHeight);
            }
            count++;
        }
        Assert.Equal(5, count);
    }

    [Theory]
    [InlineData("64x48", "bgr0")]
    [InlineData("65x49", "yuv420p")]
    public async Task No_recording_ever_holds_what_is_masked(string size, string format)
    {
        var (folder, files) = (clips.NewPath("recording"), new List<RecordedFile>());
        var options = Sources.Options(10) with
        {
            Pace = Pace.Fast, Masks = s_masks, Recording = new(folder, TimeSpan.FromSeconds(1), files.Add),
        };
        var path = await clips.ColourAsync("a.mkv", "red", size, 25, format);
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), options);
        Assert.Equal(25, (await Sources.TakeAsync(reader)).Count);
        Assert.Equal([0, 1, 2], files.Select(f => Math.Round((f.BeginAt - options.Timeline.Epoch).TotalSeconds, 2)));
        var frames = 0;
        foreach (var file in files)
        {
            await using var recorded = VideoReader.Open(await VideoProbe.ProbeAsync(Path.Combine(folder, file.Path), Ct), new());
            await foreach (var frame in recorded.ReadAsync(Ct))
                using (frame) AssertMasked(frame.Image, frame.Image.Width, frame.Image.Height, 40, edge: 4);
            frames += recorded.Summary.FramesRead;
        }
        Assert.Equal(25, frames);
    }

    [Fact]
    public async Task A_camera_that_changes_the_size_of_its_pictures_stays_masked()
    {
        var parts = new List<byte>();
        foreach (var size in new[] { "64x48", "128x96", "48x64" })
        {
            var colour = $"color=c=red:s={size}:r=10";
            var part = await clips.MakeAsync("a.ts", "-f", "lavfi", "-i", colour, "-frames:v", "10", "-c:v", "libx264");
            parts.AddRange(await File.ReadAllBytesAsync(part, Ct));
        }
        var path = clips.NewPath("changing.ts");
        await File.WriteAllBytesAsync(path, [.. parts], Ct);
        var folder = clips.NewPath("recording");
        var files = new List<RecordedFile>();
        var options = Sources.Options(10) with
        {
            Pace = Pace.Fast, Masks = s_masks, Recording = new(folder, TimeSpan.FromSeconds(1), files.Add),
        };
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), options);
        var count = 0;
        await foreach (var frame in reader.ReadAsync(Ct))
        {
            using (frame) AssertMasked(frame.Image, frame.Image.Width, frame.Image.Height, 30);
            count++;
        }
        Assert.InRange(count, 25, 30);
        foreach (var file in files)
        {
            await using var recorded = VideoReader.Open(await VideoProbe.ProbeAsync(Path.Combine(folder, file.Path), Ct), new());
            await foreach (var frame in recorded.ReadAsync(Ct))
                using (frame) AssertMasked(frame.Image, frame.Image.Width, frame.Image.Height, 40, edge: 4);
        }
    }

    private static bool IsMasked(float x, float y) =>
        s_masks.Any(mask => mask.Contains(Math.Clamp(x, 0.001f, 0.999f), Math.Clamp(y, 0.001f, 0.999f)));

    private static Polygon Shape(params (float X, float Y)[] points) => new([.. points.Select(p => new PicturePoint(p.X, p.Y))]);

    // Every pixel that is clearly in a mask is black, every one that is clearly outside is red.
    private static void AssertMasked(ImageView image, int width, int height, int tolerance = 12, float edge = 2.5f)
    {
        var (x2, y2) = (edge / width, edge / height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fx, fy) = ((x + 0.5f) / width, (y + 0.5f) / height);
                var near = (from dx in s_around from dy in s_around select IsMasked(fx + (dx * x2), fy + (dy * y2))).ToList();
                if (near.Distinct().Count() == 2) continue;
                var expected = near[0] ? Pixels.Black : Pixels.Red;
                Assert.True(Pixels.Near(expected, image.At(x, y), tolerance), $"{x},{y} of {width}x{height} is {image.At(x, y):X6}");
            }
        }
    }
}
