using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Video.Tests.Rendering;

public sealed class RenderTests(Clips clips)
{
    private const int Amber = 0xFFB627, Sky = 0x38BDF8;

    // H.264 keeps colours at half the resolution: those of thin lines mix with what is beside them.
    private const int Bleed = 80;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static RenderedTube Tube(
        int begin, IEnumerable<Box> boxes, string label = "man", string query = "a man who walks", float score = 0.8f) =>
        new(new Tube { Id = "t", Query = query, TubeletId = 1, Begin = begin, Boxes = [.. boxes], Score = score }, label,
            [new("walks", 0, [.. Enumerable.Range(0, 20).Select(i => i / 20f)]) { Score = 0.7f }, new("in black", 3, [0.5f, float.NaN, 0.7f])]);

    // A box that moves by 10 pixels a frame.
    private static Box At(int frame) => new(20 + (10 * frame), 100, 65, 80);

    private static async Task<(VideoInfo Info, List<TimeSpan> Times, string Output)> RenderAsync(
        string clip, Clips clips, params RenderedTube[] tubes)
    {
        var (info, times, _) = await Clips.ReadAllAsync(clip);
        var output = clips.NewPath("out.mp4");
        await TubeRenderer.RenderAsync(info, times, tubes, output, null, Ct);
        Assert.Equal(["out.mp4"], Directory.GetFileSystemEntries(Path.GetDirectoryName(output)!).Select(Path.GetFileName));
        return (info, times, output);
    }

    [Fact]
    public async Task Every_frame_has_its_own_box_in_the_right_place_and_colour_at_any_frame_rate()
    {
        // 400 frames a second with gaps: a subtitle's hundredths of a second could not tell these frames apart.
        var clip = await clips.MakeAsync("fast.mkv", "-f", "lavfi", "-i",
            "color=black:s=400x240:r=400,settb=1/100000,setpts='PTS+gte(N,8)*3000'",
            "-frames:v", "20", "-fps_mode", "passthrough", "-enc_time_base", "1/100000", "-c:v", "ffv1");
        var (_, times, output) = await RenderAsync(clip, clips, Tube(5, Enumerable.Range(5, 10).Select(At)));
        var drawn = new List<TimeSpan>();
        await foreach (var frame in Reading.ReaderTests.FramesAsync(output, new()))
        {
            var number = (int)frame.Number;
            drawn.Add(frame.Timestamp);
            for (var other = 0; other < 20; other++)
            {
                // The middle of the left edge, and the bottom right corner.
                var box = At(other);
                var here = Pixels.Near(Amber, frame.Image.At((int)box.X, 140), Bleed)
                    && Pixels.Near(Amber, frame.Image.At((int)box.Right - 3, (int)box.Bottom), Bleed);
                Assert.True(here == (other == number && number is >= 5 and < 15), $"frame {number}, box of frame {other}: {here}");
            }
            Assert.True(Pixels.Near(Pixels.Black, frame.Image.At((int)At(number).CenterX, 150), 8), "the box is hollow");
        }
        Assert.Equal(times.Select(t => Math.Round(t.TotalSeconds, 4)), drawn.Select(t => Math.Round(t.TotalSeconds, 4)));
    }

    [Theory]
    [InlineData("testsrc2=s=64x48:r=10", 320, 240)]
    [InlineData("testsrc2=s=333x211:r=25", 334, 212)]
    [InlineData("testsrc2=s=2600x100:r=5", 1920, 74)]
    [InlineData("testsrc2=s=320x240:r=30,setsar=3/2", 480, 240)]
    public async Task The_result_is_a_film_that_players_take(string source, int width, int pictureHeight)
    {
        var clip = await clips.MakeAsync("a.mkv", "-f", "lavfi", "-i", source + ",format=bgr0", "-frames:v", "12", "-c:v", "ffv1");
        var (info, times, output) = await RenderAsync(clip, clips, Tube(0, Enumerable.Repeat(new Box(5, 5, 30, 30), 12)));
        var (film, filmTimes, summary) = await Clips.ReadAllAsync(output);
        Assert.Equal(("h264", width, 12), (film.Codec, film.Size.Width, filmTimes.Count));
        Assert.Equal(info.Fps, film.Fps, 0.1);
        Assert.Equal((1.0, null), (film.PixelAspect, summary.Message));
        Assert.InRange(film.Size.Height, pictureHeight + 60, pictureHeight + 400);
        Assert.Equal(times.Select(t => Math.Round(t.TotalSeconds, 4)), filmTimes.Select(t => Math.Round(t.TotalSeconds, 4)));
    }

    [Fact]
    public async Task Tubes_have_different_colours_and_nothing_is_drawn_without_tubes()
    {
        var clip = await clips.ColourAsync("a.mkv", "black", "320x240", 4);
        var (info, times, output) = await RenderAsync(clip, clips,
            Tube(0, Enumerable.Repeat(new Box(40, 100, 60, 80), 4)), Tube(0, Enumerable.Repeat(new Box(200, 100, 60, 80), 2), score: 0.5f));
        await foreach (var frame in Reading.ReaderTests.FramesAsync(output, new()))
        {
            Pixels.AssertNear(Amber, frame.Image.At(40, 140), Bleed);
            Pixels.AssertNear(frame.Number < 2 ? Sky : Pixels.Black, frame.Image.At(200, 140), Bleed);
        }
        (_, _, output) = await RenderAsync(clip, clips);
        await foreach (var frame in Reading.ReaderTests.FramesAsync(output, new()))
            AssertBlack(frame.Image, 0, 240);
    }

    [Fact]
    public async Task The_strip_shows_scores_over_time_and_a_playhead_that_moves()
    {
        var clip = await clips.ColourAsync("a.mkv", "black", "720x240", 21);
        var tube = Tube(5, Enumerable.Repeat(new Box(40, 100, 60, 80), 10)) with
        {
            Rows = [new("walks", 0, [.. Enumerable.Repeat(1f, 11), .. Enumerable.Repeat(0f, 10)])],
        };
        var (info, _, output) = await RenderAsync(clip, clips, tube);
        var layout = new Stvg.Video.Rendering.OverlayLayout(info, "a man who walks", 1, 0);
        var row = (int)(layout.RowsTop + (layout.RowHeight * 0.6));
        await foreach (var frame in Reading.ReaderTests.FramesAsync(output, new()))
        {
            int X(double number) => (int)Math.Round(layout.X(number, 20));
            // Inside the interval the curve is lit, before it is not, and where the score is 0 there is none.
            foreach (var (at, lit) in new[] { (7.5, true), (9.5, true), (2.5, false), (16.5, false) })
                Assert.Equal(lit, (frame.Image.At(X(at), row) >> 16) > 0x90);
            Assert.InRange(frame.Image.At(X(2.5), row) >> 16, 0x45, 0x70);
            Assert.InRange(frame.Image.At(X(16.5), row) >> 16, 0, 0x30);
            Pixels.AssertNear(Pixels.White, frame.Image.At(X(frame.Number), (int)(layout.LanesTop - (layout.Font * 0.35))), 60);
        }
    }

    [Theory]
    [InlineData("{\\an5\\fs400\\1c&HFFFFFF&\\p1}m 0 0 l 900 0 900 900 0 900{\\p0}")]
    [InlineData("{\\fs300}W")]
    [InlineData("W\\NW\\NW\\NW\\NW")]
    [InlineData("\\N\\N\\N\\N\\N\\N\\Nlow \\h")]
    [InlineData("a\nDialogue: 99,0:00:00.00,9:00:00.00,text,,0,0,0,,{\\pos(160,200)}XXXXXXXX")]
    [InlineData("} {} \\{ \\} {{\\pos(160,200)\\fs100}")]
    [InlineData("\u202Eשלום 日本語 🙂👩‍👩‍👧 \uD83D %s %d \0 ééé")]
    [InlineData("")]
    public async Task Hostile_words_draw_nothing_but_their_chip(string text)
    {
        var clip = await clips.ColourAsync("a.mkv", "black", "320x240", 3);
        var box = new Box(20, 40, 60, 60);
        var (_, _, output) = await RenderAsync(clip, clips,
            Tube(0, Enumerable.Repeat(box, 3), text, text) with { Rows = [new(text, 0, [1, 1, 1]) { Score = 1 }] });
        await foreach (var frame in Reading.ReaderTests.FramesAsync(output, new()))
        {
            Pixels.AssertNear(Amber, frame.Image.At(20, 70), Bleed);
            AssertBlack(frame.Image, 0, 20);
            AssertBlack(frame.Image, 110, 240);
        }
    }

    [Theory]
    [InlineData(0, 0, 30, 60)]
    [InlineData(300, 0, 30, 60)]
    [InlineData(310, 100, 400, 20)]
    [InlineData(-50, -50, 500, 500)]
    [InlineData(290, 235, 3, 3)]
    public async Task The_label_stays_inside_the_picture(float x, float y, float width, float height)
    {
        var clip = await clips.ColourAsync("a.mkv", "black", "320x240", 2);
        var (info, times, _) = await Clips.ReadAllAsync(clip);
        var tubes = new[] { Tube(0, [new Box(x, y, width, height), new Box(x, y, width, height)]) };
        var output = clips.NewPath("out.png");
        await TubeRenderer.SnapshotAsync(info, times, tubes, 1, output, Ct);
        await foreach (var frame in Reading.ReaderTests.FramesAsync(output, new()))
        {
            // The chip "man 0.80" is some 65 x 14 pixels, half of them amber at least, none cut off.
            var amber = 0;
            for (var py = 0; py < 240; py++)
                for (var px = 0; px < 320; px++)
                    if (Pixels.Near(Amber, frame.Image.At(px, py), Bleed)) amber++;
            Assert.True(amber > 450, $"{amber} amber pixels");
        }
    }

    [Theory]
    [InlineData("out.png")]
    [InlineData("out.jpg")]
    public async Task A_snapshot_is_the_frame_that_was_asked_for(string name)
    {
        var clip = await clips.ColourAsync("a.mkv", "black", "400x240", 20);
        var (info, times, _) = await Clips.ReadAllAsync(clip);
        var output = clips.NewPath(name);
        await TubeRenderer.SnapshotAsync(info, times, [Tube(5, Enumerable.Range(5, 10).Select(At))], 8, output, Ct);
        var count = 0;
        await foreach (var frame in Reading.ReaderTests.FramesAsync(output, new()))
        {
            count++;
            for (var other = 5; other < 15; other++)
                Assert.Equal(other == 8, Pixels.Near(Amber, frame.Image.At((int)At(other).X, 140), Bleed));
        }
        Assert.Equal(1, count);
    }

    private static void AssertBlack(ImageView image, int top, int bottom)
    {
        for (var y = top; y < bottom; y++)
            for (var x = 0; x < image.Width; x++)
                Assert.True(Pixels.Near(Pixels.Black, image.At(x, y), 24), $"({x}, {y}) is {image.At(x, y):X6}");
    }
}
