using System.Text;
using Stvg.Core.Cameras;
using Stvg.Video.Live;

namespace Stvg.Video.Tests.Live;

public sealed class HttpTests(Clips clips) : IDisposable
{
    private readonly HttpCamera _camera = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _camera.Dispose();

    private Task<string> ClipAsync(string name, int frames = 40) =>
        clips.TestPictureAsync(name, "160x120", frames, "-c:v", "libx264", "-g", "10");

    [Fact]
    public async Task A_file_on_a_web_server_is_a_file()
    {
        var path = await ClipAsync("a.mp4");
        _camera.File("/clips/a.mp4", await File.ReadAllBytesAsync(path, Ct));
        var info = await Sources.ProbeAsync(_camera.Url("/clips/a.mp4"));
        Assert.Equal((true, "h264", 10.0), (info.Ends, info.Codec, info.Fps));
        var options = Sources.Options(10) with { Pace = Pace.Fast };
        await using var here = LiveReader.Open(await Sources.ProbeAsync(path), options);
        await using var there = LiveReader.Open(info, options);
        Assert.Equal(await Sources.TakeAsync(here), await Sources.TakeAsync(there));
    }

    [Fact]
    public async Task A_web_server_that_breaks_off_is_lost()
    {
        var path = await clips.TestPictureAsync("a.mp4", "160x120", 100, "-c:v", "libx264", "-movflags", "+faststart");
        var content = await File.ReadAllBytesAsync(path, Ct);
        _camera.File("/a.mp4", content);
        var info = await Sources.ProbeAsync(_camera.Url("/a.mp4"));
        _camera.File("/a.mp4", content, breaksOffAt: content.Length / 2);
        await using var reader = LiveReader.Open(info, Sources.Options(10) with { Pace = Pace.Fast });
        var error = await Assert.ThrowsAsync<SourceLostException>(() => Sources.TakeAsync(reader));
        Assert.StartsWith($"'{_camera.Url("/a.mp4")}' was lost: ", error.Message, StringComparison.Ordinal);
        Assert.InRange(reader.FramesDecoded, 10, 90);
    }

    [Fact]
    public async Task Pictures_without_times_get_that_of_their_arrival()
    {
        var pictures = new List<byte[]>();
        var names = clips.NewPath("%02d.jpg");
        await Clips.RunAsync("-f", "lavfi", "-i", "testsrc2=s=160x120:r=10", "-frames:v", "60", names);
        foreach (var name in Directory.GetFiles(Path.GetDirectoryName(names)!).Order())
            pictures.Add(await File.ReadAllBytesAsync(name, Ct));
        // The first 30 are for the probe's taste of it; then a picture every 50 ms, twice as fast as the numbers' grid.
        _camera.Pictures("/video.cgi", pictures, k => k < 30 ? Task.CompletedTask : Task.Delay(50, Ct));
        var info = await Sources.ProbeAsync(_camera.Url("/video.cgi"));
        Assert.Equal((false, "mjpeg", true), (info.Ends, info.Codec, info.Untimed));
        var options = Sources.Options(10) with { BufferedFrames = 100 };
        await using var reader = LiveReader.Open(info, options);
        var begin = DateTimeOffset.UtcNow;
        var error = await Assert.ThrowsAsync<SourceLostException>(async () =>
        {
            await foreach (var frame in reader.ReadAsync(Ct))
                using (frame) Assert.InRange((DateTimeOffset.UtcNow - frame.CapturedAt).TotalSeconds, -0.3, 20);
        });
        Assert.Equal($"'{_camera.Url("/video.cgi")}' was lost: it ended the stream", error.Message);
        // One and a half seconds of pictures on a grid of ten a second, and what came at once at the beginning.
        Assert.InRange(reader.FramesDecoded, 8, 30);
    }

    [Fact]
    public async Task A_playlist_of_the_web_is_read_and_one_that_reaches_for_files_is_not()
    {
        var segments = clips.NewPath("s%d.ts");
        var part = await ClipAsync("whole.ts", 30);
        await Clips.RunAsync("-i", part, "-c", "copy", "-f", "segment", "-segment_time", "1", segments);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(segments)!))
            _camera.File("/" + Path.GetFileName(file), await File.ReadAllBytesAsync(file, Ct));
        _camera.File("/good.m3u8", Playlist("s0.ts", "s1.ts", "s2.ts"), "application/vnd.apple.mpegurl");
        _camera.File("/bad.m3u8", Playlist("file://" + part), "application/vnd.apple.mpegurl");

        var info = await Sources.ProbeAsync(_camera.Url("/good.m3u8"));
        await using var reader = LiveReader.Open(info, Sources.Options(10) with { Pace = Pace.Fast });
        Assert.Equal((true, 30), (info.Ends, (await Sources.TakeAsync(reader)).Count));
        var error = await Assert.ThrowsAsync<SourceLostException>(() => Sources.ProbeAsync(_camera.Url("/bad.m3u8")));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_web_server_that_refuses_is_quoted_without_the_password()
    {
        _camera.Status("/closed", 401);
        _camera.Status("/forbidden", 403);
        _camera.Status("/moved", 302, "/nowhere?token=tok3n-xyz");
        _camera.File("/text", "just some words\n"u8.ToArray(), "text/plain");
        Assert.Contains("(401)", await FailsAsync("/closed"), StringComparison.Ordinal);
        Assert.Contains("(403)", await FailsAsync("/forbidden"), StringComparison.Ordinal);
        Assert.Contains("(404)", await FailsAsync("/moved?token=tok3n-xyz&channel=1"), StringComparison.Ordinal);
        Assert.Contains("no video that FFmpeg can read", await FailsAsync("/text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_whose_clock_jumps_goes_on_and_only_its_recording_does_not()
    {
        // Live Matroska of no known length; after two seconds the camera's clock is an hour ahead.
        var path = await clips.MakeAsync("a.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10", "-frames:v", "40",
            "-vf", "setpts='PTS+gte(N,20)*3600/TB'", "-fps_mode", "passthrough", "-enc_time_base", "1/1000", "-c:v", "mjpeg", "-live", "1");
        var content = await File.ReadAllBytesAsync(path, Ct);
        _camera.Stream("/live", "video/x-matroska", stream => stream.WriteAsync(content, Ct).AsTask());
        var info = await Sources.ProbeAsync(_camera.Url("/live"));
        Assert.False(info.Ends);
        var options = Sources.Options(10) with { BufferedFrames = 100 };
        await using (var reader = LiveReader.Open(info, options))
        {
            var numbers = new List<long>();
            await Assert.ThrowsAsync<SourceLostException>(async () =>
            {
                await foreach (var frame in reader.ReadAsync(Ct))
                    using (frame) numbers.Add(frame.Number);
            });
            Assert.InRange(numbers[^1] - numbers[0], 1, 100);
            Assert.Equal(numbers.Order().Distinct(), numbers);
        }
        var recording = new RecordingOptions(clips.NewPath("recording"), TimeSpan.FromSeconds(1), _ => { });
        await using var recorded = LiveReader.Open(info, options with { Recording = recording });
        var error = await Assert.ThrowsAsync<SourceLostException>(() => Sources.TakeAsync(recorded));
        Assert.Contains("has jumped", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Playlist(params string[] parts) => Encoding.ASCII.GetBytes(
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n" + string.Concat(parts.Select(part => $"#EXTINF:1,\n{part}\n")) + "#EXT-X-ENDLIST\n");

    private async Task<string> FailsAsync(string path)
    {
        var error = await Assert.ThrowsAsync<SourceLostException>(() => Sources.ProbeAsync(_camera.Url(path, "admin:pa55word")));
        foreach (var secret in new[] { "\n", "pa55word", "tok3n" }) Assert.DoesNotContain(secret, error.Message, StringComparison.Ordinal);
        return error.Message;
    }
}
