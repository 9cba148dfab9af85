using System.Text;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Tests;
using Stvg.Video.Live;

namespace Stvg.Video.Tests.Live;

public sealed class CutterTests(Clips clips)
{
    private const int Amber = 0xFFB627;
    private static readonly FrameSize s_size = new(320, 240);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clip_out_of_several_segments_has_its_length_and_the_box_where_it_belongs()
    {
        var (segments, epoch) = await RecordAsync("black", 45);
        // From second 1.3 to 2.6, on frames 13 to 26; five pixels further to the right on each.
        Box? BoxAt(DateTimeOffset time) => Frame(time, epoch) is >= 13 and <= 26 and var k ? new Box(40 + (5 * k), 80, 60, 100) : null;
        var output = clips.NewPath("clip.mp4");
        var tube = new CutTube("a man in black", 0.87f, s_size, BoxAt);
        await RecordingCutter.RenderClipAsync(segments, At(epoch, 13), At(epoch, 26), tube, output, Ct);

        var clip = await VideoProbe.ProbeAsync(output, Ct);
        Assert.Equal(("h264", new FrameSize(320, 240)), (clip.Codec, clip.Size));
        await AssertBrowsersPlayAsync(output);
        var number = 3;
        await foreach (var frame in VideoReader.Open(clip, new()).ReadAsync(Ct))
        {
            using (frame)
            {
                Assert.Equal((number - 3) / 10.0, frame.Timestamp.TotalSeconds, 0.01);
                // At the height of the box's middle the amber pixels are its two sides.
                var amber = Enumerable.Range(0, 320).Where(x => Pixels.Near(Amber, frame.Image.At(x, 130), 70)).ToList();
                if (number is < 13 or > 26)
                {
                    Assert.Empty(amber);
                }
                else
                {
                    Assert.Equal(40 + (5 * number), amber[0], 3.0);
                    Assert.Equal(100 + (5 * number), amber[^1], 3.0);
                    Pixels.AssertNear(Pixels.Black, frame.Image.At(70 + (5 * number), 130), 30);
                }
            }
            number++;
        }
        // A second before and after.
        Assert.Equal(37, number);
    }

    [Fact]
    public async Task A_gap_in_the_recording_moves_nothing()
    {
        var (segments, epoch) = await RecordAsync("black", 45);
        File.Delete(segments[1].Path);
        Box? BoxAt(DateTimeOffset time) => Frame(time, epoch) >= 20 ? new Box(100, 80, 60, 100) : null;
        var output = clips.NewPath("clip.mp4");
        await RecordingCutter.RenderClipAsync(segments, At(epoch, 5), At(epoch, 25), new("x", 1, s_size, BoxAt), output, Ct);
        var frames = new List<(int Number, bool Boxed)>();
        await foreach (var frame in VideoReader.Open(await VideoProbe.ProbeAsync(output, Ct), new()).ReadAsync(Ct))
            using (frame)
                frames.Add(((int)Math.Round(frame.Timestamp.TotalSeconds * 10), Pixels.Near(Amber, frame.Image.At(100, 130), 70)));
        Assert.Equal([.. Enumerable.Range(0, 10).Select(k => (k, false)), .. Enumerable.Range(20, 16).Select(k => (k, true))], frames);
    }

    [Fact]
    public async Task A_clip_begins_and_ends_where_the_recording_does_and_one_without_any_is_an_error()
    {
        var (segments, epoch) = await RecordAsync("black", 15);
        var output = clips.NewPath("clip.mp4");
        var tube = new CutTube("x", 1, s_size, _ => null);
        await RecordingCutter.RenderClipAsync(segments, At(epoch, -20), At(epoch, 300), tube, output, Ct);
        Assert.Equal(15, (await Clips.ReadAllAsync(output)).Times.Count);

        var error = await Assert.ThrowsAsync<StvgException>(() =>
            RecordingCutter.RenderClipAsync(segments, At(epoch, 100), At(epoch, 120), tube, clips.NewPath("no.mp4"), Ct));
        Assert.Contains("there is no recording from ", error.Message, StringComparison.Ordinal);
        foreach (var segment in segments) File.Delete(segment.Path);
        await Assert.ThrowsAsync<StvgException>(() => RecordingCutter.ThumbnailAsync(segments, At(epoch, 5), new(1, 1, 9, 9), "x", Ct));
    }

    [Fact]
    public async Task A_thumbnail_shows_the_moment_and_the_box()
    {
        // Every frame is brighter than the one before.
        var (segments, epoch) = await RecordAsync("geq=lum='20+5*N':cb=128:cr=128", 40, "800x450");
        foreach (var (moment, shown) in new[] { (0, 0), (17.4, 17), (44, 39) })
        {
            var jpeg = await RecordingCutter.ThumbnailAsync(segments, At(epoch, moment), new Box(200, 112.5f, 400, 225), "a car", Ct);
            var path = clips.NewPath("a.jpg");
            await File.WriteAllBytesAsync(path, jpeg, Ct);
            await foreach (var frame in VideoReader.Open(await VideoProbe.ProbeAsync(path, Ct), new()).ReadAsync(Ct))
            {
                using (frame)
                {
                    Assert.Equal(new FrameSize(640, 360), frame.Size);
                    Assert.Equal(((20 + (5 * shown)) - 16) / 219.0 * 255, frame.Image.At(320, 180) & 0xFF, 2.6);
                    Pixels.AssertNear(Amber, frame.Image.At(160, 200), 70);
                }
            }
        }
    }

    [Fact]
    public async Task A_real_clip_is_cut_from_a_recording_with_long_segments()
    {
        var (segments, epoch) = await RecordAsync(await Sources.ProbeAsync(TestData.Path("video/car-detection.mp4")));
        var output = clips.NewPath("car.mp4");
        var tube = new CutTube("a car", 0.5f, new(768, 432), _ => new(300, 200, 90, 80));
        await RecordingCutter.RenderClipAsync(segments, epoch.AddSeconds(12), epoch.AddSeconds(14), tube, output, Ct);
        var clip = await VideoProbe.ProbeAsync(output, Ct);
        Assert.Equal(4.0, clip.Duration!.Value.TotalSeconds, 0.2);
        await AssertBrowsersPlayAsync(output);
    }

    private static DateTimeOffset At(DateTimeOffset epoch, double frame) => epoch.AddSeconds(frame / 10);

    private static int Frame(DateTimeOffset time, DateTimeOffset epoch) => (int)Math.Round((time - epoch).TotalSeconds * 10);

    // The index comes before the pictures, which are of the one kind that every browser knows.
    private static async Task AssertBrowsersPlayAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path, Ct);
        var text = Encoding.Latin1.GetString(bytes);
        Assert.InRange(text.IndexOf("moov", StringComparison.Ordinal), 0, text.IndexOf("mdat", StringComparison.Ordinal));
        Assert.Contains("avc1", text, StringComparison.Ordinal);
    }

    // A camera's recording in segments of a second, 10 frames a second.
    private async Task<(List<CutSource> Segments, DateTimeOffset Epoch)> RecordAsync(string look, int frames, string size = "320x240") =>
        await RecordAsync(await Sources.ProbeAsync(await clips.MakeAsync("a.mp4", "-f", "lavfi", "-i", $"color=c=black:s={size}:r=10",
            "-vf", look == "black" ? "null" : look, "-frames:v", $"{frames}",
            "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-qp", "10")));

    private async Task<(List<CutSource> Segments, DateTimeOffset Epoch)> RecordAsync(LiveInfo info)
    {
        var (folder, files) = (clips.NewPath("it's a recording"), new List<CutSource>());
        var recording = new RecordingOptions(
            folder, TimeSpan.FromSeconds(1), f => files.Add(new(Path.Combine(folder, f.Path), f.BeginAt, f.EndAt)));
        var options = Sources.Options(info.Fps) with { Pace = Pace.Fast, Recording = recording };
        await using var reader = LiveReader.Open(info, options);
        await Sources.TakeAsync(reader);
        return (files, options.Timeline.Epoch);
    }
}
