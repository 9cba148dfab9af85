using Stvg.Core.Frames;

namespace Stvg.Video.Tests.Reading;

public sealed class ReaderTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_PETS_clip_has_the_frames_of_its_ground_truth()
    {
        var (info, times, summary) = await Clips.ReadAllAsync(Stvg.Tests.TestData.Path("video/pets09-s2l1.avi"));
        Assert.Equal((new FrameSize(768, 576), 795, 795), (info.Size, info.FrameCount, times.Count));
        Assert.Equal(new ReadSummary(795, false, null), summary);
        Assert.All(times.Index(), t => Assert.Equal(t.Index * 0.1, t.Item.TotalSeconds, 6));
    }

    [Theory]
    [InlineData("a.mp4", "libx264", "-bf", "3")]
    [InlineData("a.avi", "libx264", "-bf", "3")]
    [InlineData("a.mkv", "libx265", "-x265-params", "log-level=error")]
    [InlineData("a.ts", "libx264", "-bf", "2")]
    [InlineData("a.h264", "libx264", "-bf", "2")]
    [InlineData("a.webm", "libvpx-vp9", "-deadline", "realtime")]
    [InlineData("a.gif", "gif", "-loop", "0")]
    [InlineData("a.avi", "mjpeg", "-q:v", "3")]
    [InlineData("a.mov", "libx264", "-bf", "0")]
    public async Task Every_frame_comes_once_and_in_time(string name, string codec, string option, string value)
    {
        var (_, times, summary) = await Clips.ReadAllAsync(await clips.TestPictureAsync(name, "64x48", 23, "-c:v", codec, option, value));
        Assert.Equal(new ReadSummary(23, false, null), summary);
        Assert.All(times.Index(), t => Assert.Equal(t.Index * 0.1, t.Item.TotalSeconds, 2));
    }

    [Theory]
    [InlineData("a.mkv")]
    [InlineData("a.mp4")]
    public async Task Times_of_a_variable_frame_rate_are_the_files_own(string name)
    {
        // Ten frames, then every third only; the stream itself starts late.
        var path = await clips.MakeAsync(name, "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=3",
            "-vf", "select='not(mod(n,3))+lt(n,10)',setpts=PTS+1.5/TB", "-fps_mode", "passthrough",
            "-enc_time_base", "1/90000", "-c:v", "libx264", "-bf", "2");
        var (_, times, summary) = await Clips.ReadAllAsync(path);
        double[] expected = [0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1.2, 1.5, 1.8, 2.1, 2.4, 2.7];
        Assert.Equal(expected, times.Select(t => Math.Round(t.TotalSeconds, 3)));
        Assert.False(summary.Truncated, summary.Message);
    }

    [Fact]
    public async Task Times_after_many_hours_are_still_exact()
    {
        var path = await clips.MakeAsync("long.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1",
            "-vf", "settb=1/1000,setpts='PTS+if(gte(N,5),12345.678/TB,0)'",
            "-fps_mode", "passthrough", "-enc_time_base", "1/1000", "-c:v", "ffv1");
        var (_, times, _) = await Clips.ReadAllAsync(path);
        Assert.Equal(12345.678 + 0.9, times[^1].TotalSeconds, 3);
    }

    [Theory]
    [InlineData("16x16", 1, "ffv1", "bgr0")]
    [InlineData("33x17", 3, "ffv1", "bgr0")]
    [InlineData("2x300", 2, "ffv1", "bgr0")]
    [InlineData("7680x4320", 1, "mjpeg", "yuvj444p")]
    public async Task Any_size_and_length_is_read(string size, int frames, string codec, string format)
    {
        var path = await clips.MakeAsync("a.mkv", "-f", "lavfi", "-i", $"color=red:s={size}:r=10,format={format}",
            "-frames:v", $"{frames}", "-c:v", codec, "-q:v", "2");
        var count = 0;
        await foreach (var frame in FramesAsync(path, new() { DetectorInput = new(64, 32) }))
        {
            count++;
            Assert.Equal(size, frame.Size.ToString());
            Assert.InRange(Math.Max(frame.Image.Width, frame.Image.Height), 1, Math.Min(1280, Math.Max(frame.Size.Width, frame.Size.Height)));
            Pixels.AssertNear(Pixels.Red, frame.Image.At(frame.Image.Width - 1, frame.Image.Height - 1));
            Pixels.AssertNear(Pixels.Red, frame.DetectorInput!.View.At(frame.DetectorInput.ContentWidth - 1, frame.DetectorInput.ContentHeight - 1));
        }
        Assert.Equal(frames, count);
    }

    [Theory]
    [InlineData("gray", 0x808080)]
    [InlineData("yuv420p10le", 0x808080)]
    [InlineData("yuva420p", 0x808080)]
    [InlineData("gbrp", 0x808080)]
    [InlineData("gray16le", 0x808080)]
    public async Task Any_pixel_format_is_read(string format, int expected)
    {
        var path = await clips.ColourAsync("a.mkv", "gray", pixelFormat: format);
        await foreach (var frame in FramesAsync(path, new() { DetectorInput = new(32, 32) }))
        {
            Pixels.AssertNear(expected, frame.Image.At(30, 20));
            Pixels.AssertNear(expected, frame.DetectorInput!.View.At(10, 10));
        }
    }

    [Fact]
    public async Task Pictures_of_another_size_in_mid_stream_are_fitted_to_the_first_size()
    {
        var small = await clips.TestPictureAsync("a.ts", "64x48", 10, "-c:v", "libx264");
        var large = await clips.TestPictureAsync("b.ts", "128x96", 10, "-c:v", "libx264");
        var path = clips.NewPath("both.ts");
        await File.WriteAllBytesAsync(path, [.. await File.ReadAllBytesAsync(small, Ct), .. await File.ReadAllBytesAsync(large, Ct)], Ct);
        var count = 0;
        var last = TimeSpan.MinValue;
        await foreach (var frame in FramesAsync(path, new() { DetectorInput = new(32, 32) }))
        {
            Assert.Equal((new FrameSize(64, 48), 64, 48), (frame.Size, frame.Image.Width, frame.Image.Height));
            Assert.True(frame.Timestamp > last, "time runs on");
            (last, count) = (frame.Timestamp, count + 1);
        }
        Assert.Equal(20, count);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    public async Task Sound_beside_the_pictures_is_passed_over(string audioFirst)
    {
        string[] maps = audioFirst == "file" ? ["-map", "0", "-map", "1"] : ["-map", "1", "-map", "0"];
        var path = await clips.MakeAsync("a.mp4",
            ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1", "-f", "lavfi", "-i", "sine=d=4", .. maps, "-c:v", "libx264", "-c:a", "aac"]);
        var (info, times, summary) = await Clips.ReadAllAsync(path);
        Assert.Equal((10, false), (times.Count, summary.Truncated));
        Assert.Equal(1, info.Duration!.Value.TotalSeconds, 1);
    }

    [Fact]
    public async Task A_still_picture_is_a_video_of_one_frame() =>
        Assert.Single((await Clips.ReadAllAsync(await clips.TestPictureAsync("a.png", "64x48", 1))).Times);

    [Fact]
    public async Task A_file_is_read_once()
    {
        var info = await VideoProbe.ProbeAsync(await clips.ColourAsync("a.mkv", "red"), Ct);
        await using var reader = VideoReader.Open(info, new());
        await foreach (var frame in reader.ReadAsync(Ct)) frame.Dispose();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.ReadAsync(Ct).GetAsyncEnumerator(Ct).MoveNextAsync());
    }

    [Fact]
    public void Options_without_sense_are_refused()
    {
        var info = new VideoInfo { Path = "x", Size = new(4, 4), Fps = 1, Codec = "x" };
        Assert.Throws<ArgumentOutOfRangeException>(() => VideoReader.Open(info, new() { BufferedFrames = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => VideoReader.Open(info, new() { MaxImageSide = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => VideoReader.Open(info, new() { DetectorInput = new(0, 32) }));
    }

    internal static async IAsyncEnumerable<Frame> FramesAsync(string path, VideoReadOptions options)
    {
        var info = await VideoProbe.ProbeAsync(path, Ct);
        await using var reader = VideoReader.Open(info, options);
        await foreach (var frame in reader.ReadAsync(Ct))
            using (frame) yield return frame;
        Assert.Equal(0, reader.Pool.Rented);
    }
}
