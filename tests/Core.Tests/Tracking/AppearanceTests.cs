using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tracking.Appearance;

namespace Stvg.Core.Tests.Tracking;

public sealed class AppearanceTests
{
    private const int Width = 400, Height = 300;

    private static readonly Detection s_left = new(new Box(50, 50, 60, 150), 0, 0.9f);
    private static readonly Detection s_right = new(new Box(250, 80, 60, 150), 0, 0.9f);

    [Fact]
    public void The_same_clothes_look_alike_and_others_do_not()
    {
        var alike = Similarity(Picture(((180, 30, 30), (30, 30, 120)), ((180, 30, 30), (30, 30, 120))));
        var swapped = Similarity(Picture(((180, 30, 30), (30, 30, 120)), ((30, 30, 120), (180, 30, 30))));
        var other = Similarity(Picture(((180, 30, 30), (30, 30, 120)), ((60, 160, 60), (210, 210, 210))));
        Assert.True(alike > 0.98f, $"alike {alike}");
        Assert.True(swapped < 0.6f, $"top and bottom swapped {swapped}");
        Assert.True(other < 0.6f, $"others {other}");
    }

    [Fact]
    public void Greys_differ_by_lightness()
    {
        Assert.True(Similarity(Picture(((40, 40, 40), (40, 40, 40)), ((200, 200, 200), (200, 200, 200)))) < 0.7f);
        Assert.True(Similarity(Picture(((100, 100, 100), (40, 40, 40)), ((108, 108, 108), (46, 46, 46)))) > 0.9f);
    }

    [Fact]
    public void Rows_have_unit_length_and_room_for_what_was_asked()
    {
        var picture = Picture(((180, 30, 30), (30, 30, 120)), ((1, 2, 3), (200, 100, 0)));
        foreach (var parts in Enum.GetValues<AppearanceParts>())
        {
            var extractor = new AppearanceExtractor(parts);
            var rows = new float[2 * extractor.Length];
            extractor.Extract(picture, 1, Features(), [s_left, s_right], rows);
            Assert.All(rows.Chunk(extractor.Length), row => Assert.Equal(1, row.Sum(v => v * v), 4));
        }
        Assert.Equal(198, new AppearanceExtractor().Length);
        Assert.Throws<ArgumentException>(() => new AppearanceExtractor().Extract(picture, 1, null, [s_left], new float[10]));
    }

    [Fact]
    public void A_scaled_picture_gives_almost_the_same_row()
    {
        var full = Picture(((180, 30, 30), (30, 30, 120)), ((1, 2, 3), (200, 100, 0)));
        var half = new byte[Width / 2 * (Height / 2) * 3];
        for (var y = 0; y < Height / 2; y++)
            for (var x = 0; x < Width / 2; x++)
                full.Pixels.Span.Slice(((2 * y * Width) + (2 * x)) * 3, 3).CopyTo(half.AsSpan(((y * (Width / 2)) + x) * 3));
        var small = new ImageView(half, Width / 2, Height / 2, Width / 2 * 3);
        Assert.True(Cosine.Similarity(Row(full, 1, s_left), Row(small, 0.5f, s_left)) > 0.98f);
    }

    [Fact]
    public void Boxes_outside_the_picture_give_zeros_or_what_is_visible()
    {
        var picture = Picture(((180, 30, 30), (30, 30, 120)), ((1, 2, 3), (200, 100, 0)));
        Assert.All(Row(picture, 1, new(new Box(-500, 0, 60, 100), 0, 0.9f)), v => Assert.Equal(0, v));
        Assert.All(Row(picture, 1, new(new Box(float.NaN, 0, 60, 100), 0, 0.9f)), v => Assert.Equal(0, v));
        Assert.All(Row(picture, 1, new(new Box(0, 0, 60, 100), 0, 0.1f)), v => Assert.Equal(0, v));
        Assert.Contains(Row(picture, 1, new(new Box(-20, -50, 60, 150), 0, 0.9f)), v => v > 0);
        Assert.Contains(Row(picture, 1, new(new Box(-1e5f, -1e5f, 3e5f, 3e5f), 0, 0.9f)), v => v > 0);
        Assert.Contains(Row(picture, 1, new(new Box(100, 100, 0.5f, 0.5f), 0, 0.9f)), v => v > 0);
    }

    [Fact]
    public void Features_are_read_where_the_box_is()
    {
        var extractor = new AppearanceExtractor(AppearanceParts.ColourAndFeatures);
        var plain = Picture(((90, 90, 90), (90, 90, 90)), ((90, 90, 90), (90, 90, 90)));
        var rows = new float[3 * extractor.Length];
        var twin = s_left with { Box = s_left.Box with { Y = 60 } };
        extractor.Extract(plain, 1, Features(), [s_left, twin, s_right], rows);
        var row = rows.Chunk(extractor.Length).ToArray();
        // Same colours everywhere: only the features, a fifth of the weight, can tell.
        Assert.True(Cosine.Similarity(row[0], row[1]) > 0.95f);
        Assert.True(Cosine.Similarity(row[0], row[2]) < 0.9f);
    }

    [Fact]
    public void Extracting_allocates_nothing()
    {
        var picture = Picture(((180, 30, 30), (30, 30, 120)), ((1, 2, 3), (200, 100, 0)));
        var features = Features();
        var extractor = new AppearanceExtractor(AppearanceParts.ColourAndFeatures);
        Detection[] detections = [s_left, s_right];
        var rows = new float[2 * extractor.Length];
        extractor.Extract(picture, 1, features, detections, rows);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++) extractor.Extract(picture, 1, features, detections, rows);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_tracker_knows_two_again_by_their_clothes_after_both_were_hidden()
    {
        // They meet head on, stay together out of sight, and turn back: motion alone expects them to have passed each other.
        float[] red = [1, 0, 0.2f], blue = [0, 1, 0.2f];
        var prior = new AppearancePrior(0.95f, 0.05f, 0.2f, 0.2f, 50);
        var options = new TrackerOptions { AppearanceLength = 3, AppearancePrior = prior, FrameSize = Stage.Size };
        var withLooks = new Tracker(options);
        var without = new Tracker(options with { AppearanceLength = 0 });
        int[] first = [], last = [], blind = [];
        for (var f = 0; f < 60; f++)
        {
            if (f is >= 26 and < 30) continue;
            var apart = 6 * MathF.Abs(28 - f);
            Detection[] detections = [new(new Box(400 - apart, 200, 40, 100), 0, 0.8f), new(new Box(406 + apart, 200, 40, 100), 0, 0.8f)];
            var seen = withLooks.Update(f, detections, [.. red, .. blue]).ToArray();
            var blindly = without.Update(f, detections).ToArray();
            if (f == 20) (first, blind) = (Ids(seen), Ids(blindly));
            last = Ids(seen);
            if (f == 59) Assert.NotEqual(blind, Ids(blindly));
        }
        Assert.Equal(first, last);

        static int[] Ids(TrackedObject[] report) => [.. report.OrderBy(o => o.DetectionIndex).Select(o => o.Id)];
    }

    private static float Similarity(ImageView picture) => Cosine.Similarity(Row(picture, 1, s_left), Row(picture, 1, s_right));

    private static float[] Row(ImageView picture, float scale, Detection detection)
    {
        var row = new float[new AppearanceExtractor().Length];
        new AppearanceExtractor().Extract(picture, scale, null, [detection], row);
        return row;
    }

    /// <summary>Two people on grey: upper and lower colours (red, green, blue) of each, with a little texture.</summary>
    private static ImageView Picture(
        ((int R, int G, int B) Upper, (int R, int G, int B) Lower) left, ((int R, int G, int B) Upper, (int R, int G, int B) Lower) right)
    {
        var pixels = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (r, g, b) = Inside(s_left.Box, x, y) ? Half(left, s_left.Box, y)
                    : Inside(s_right.Box, x, y) ? Half(right, s_right.Box, y) : (128, 128, 128);
                var texture = ((x * 7) + (y * 3)) % 11;
                for (var c = 0; c < 3; c++) pixels[(((y * Width) + x) * 3) + c] = (byte)Math.Min(255, (c == 0 ? b : c == 1 ? g : r) + texture);
            }
        }
        return new ImageView(pixels, Width, Height, Width * 3);
    }

    private static bool Inside(Box box, int x, int y) => x >= box.X && x < box.Right && y >= box.Y && y < box.Bottom;

    private static (int R, int G, int B) Half(((int R, int G, int B) Upper, (int R, int G, int B) Lower) colours, Box box, int y) =>
        y < box.CenterY ? colours.Upper : colours.Lower;

    /// <summary>A map whose channels fade from one to the other across the picture.</summary>
    private static FeatureMap Features()
    {
        const int cells = 50, rows = 38, channels = 64;
        var values = new float[cells * rows * channels];
        for (var y = 0; y < rows; y++)
            for (var x = 0; x < cells; x++)
                for (var c = 0; c < channels; c++)
                    values[(((y * cells) + x) * channels) + c] = MathF.Sin((c * 0.7f) + (x * 0.2f));
        return new FeatureMap(values, cells, rows, channels, 8);
    }
}
