using System.Diagnostics;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Tests;
using Stvg.Video.Live;

namespace Stvg.Video.Tests.Live;

public sealed class RecordingTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Segments_hold_the_stream_as_it_came_and_know_their_times()
    {
        // B-frames make the first packets' decoding times negative, which must not move anything.
        var path = await clips.TestPictureAsync("a.mp4", "64x48", 47, "-c:v", "libx264", "-g", "10", "-bf", "2");
        var (folder, files) = (clips.NewPath("a 100% new %d folder"), new List<RecordedFile>());
        var options = Fast(10) with { Recording = new(folder, TimeSpan.FromSeconds(1), files.Add) };
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), options);
        var frames = await Sources.TakeAsync(reader);
        Assert.Equal(47, frames.Count);
        Assert.Equal([0, 1, 2, 3, 4], files.Select(f => Seconds(options, f.BeginAt)));
        Assert.Equal([1, 2, 3, 4, 4.7], files.Select(f => Seconds(options, f.EndAt)));
        Assert.Equal(Directory.GetFiles(folder).Order(), files.Select(f => Path.Combine(folder, f.Path)));
        Assert.All(files, f => Assert.Equal(new FileInfo(Path.Combine(folder, f.Path)).Length, f.Bytes));
        var recorded = new List<int>();
        foreach (var file in files) recorded.AddRange((await ReadAsync(Path.Combine(folder, file.Path))).Select(f => f.Hash));
        Assert.Equal(frames.Select(f => f.Hash), recorded);
        Assert.Equal("h264", (await VideoProbe.ProbeAsync(Path.Combine(folder, files[0].Path), Ct)).Codec);
    }

    [Fact]
    public async Task A_camera_is_recorded_on_the_clock_of_its_frames()
    {
        var clip = await clips.MakeAsync("a.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=25", "-frames:v", "250");
        await using var camera = await RtspServer.StartAsync(clip);
        var (folder, files) = (clips.NewPath("recording"), new List<RecordedFile>());
        var options = Sources.Options(25) with { BufferedFrames = 200, Recording = new(folder, TimeSpan.FromSeconds(1), files.Add) };
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(camera.Url), options);
        // Leaving in the midst of it closes the last file as well.
        var frames = await Sources.TakeAsync(reader, 110);
        Assert.InRange(files.Count, 4, 8);
        Assert.All(files.Zip(files.Skip(1)), pair => Assert.Equal(pair.First.EndAt, pair.Second.BeginAt, TimeSpan.FromMilliseconds(100)));

        // A picture of the recording is that of the frame whose number its time gives.
        var numbers = frames.ToDictionary(f => f.Number, f => f.Hash);
        var (same, seen) = (0, 0);
        // While the connection is new, the clock is still being set right.
        foreach (var file in files.Skip(1))
        {
            foreach (var frame in await ReadAsync(Path.Combine(folder, file.Path)))
            {
                if (!numbers.TryGetValue(options.Timeline.FrameAt(file.BeginAt + frame.Timestamp), out var hash)) continue;
                seen++;
                if (hash == frame.Hash) same++;
            }
        }
        TestContext.Current.SendDiagnosticMessage($"{same} of {seen} recorded pictures are at the time of their frame");
        Assert.InRange(seen, 50, 100);
        Assert.InRange(same, 0.8 * seen, seen);
    }

    [Fact]
    public async Task What_was_written_before_FFmpeg_was_killed_is_kept_and_readable()
    {
        var path = await clips.MakeAsync("a.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=40", "-frames:v", "80",
            "-c:v", "libx264", "-g", "20");
        var (folder, files) = (clips.NewPath("recording"), new List<RecordedFile>());
        var options = Sources.Options(40) with { Loop = true, Recording = new(folder, TimeSpan.FromSeconds(1.5), files.Add) };
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), options);
        var count = 0;
        var last = DateTimeOffset.MinValue;
        var error = await Assert.ThrowsAsync<SourceLostException>(async () =>
        {
            await foreach (var frame in reader.ReadAsync(Ct))
            {
                using (frame) last = frame.CapturedAt;
                if (++count != 120) continue;
                using var process = Process.GetProcessById(reader.ProcessId!.Value);
                process.Kill();
            }
        });
        Assert.Contains("stopped from outside", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, files.Count);
        Assert.Equal(Directory.GetFiles(folder).Order(), files.Select(f => Path.Combine(folder, f.Path)));
        // At most the last second and what is on its way is lost.
        Assert.InRange((last - files[1].EndAt).TotalSeconds, -0.1, 1.3);
        var frames = await ReadAsync(Path.Combine(folder, files[1].Path));
        Assert.Equal((files[1].EndAt - files[1].BeginAt).TotalSeconds, frames[^1].Timestamp.TotalSeconds, 0.05);
    }

    [Fact]
    public async Task A_full_disk_ends_the_reading_and_is_named()
    {
        var folder = Directory.CreateDirectory(clips.NewPath("disk")).FullName;
        var mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
            && await ExitAsync("mount", "-t", "tmpfs", "-o", "size=100k", "stvg-test", folder) == 0;
        Assert.SkipUnless(mounted, "needs to mount a tiny file system");
        try
        {
            var path = await clips.TestPictureAsync("a.mp4", "640x480", 60, "-c:v", "libx264", "-g", "10");
            var files = new List<RecordedFile>();
            var options = Fast(10) with { Loop = true, Recording = new(folder, TimeSpan.FromSeconds(1), files.Add) };
            await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), options);
            var error = await Assert.ThrowsAsync<StvgException>(() => Sources.TakeAsync(reader));
            Assert.StartsWith($"cannot record to '{folder}': no space is left on its disk; ", error.Message, StringComparison.Ordinal);
            // What fitted is there and accounted for.
            Assert.NotEmpty(files);
            Assert.Equal(Directory.GetFiles(folder).Order(), files.Select(f => Path.Combine(folder, f.Path)));
        }
        finally
        {
            await ExitAsync("umount", folder);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_named()
    {
        var path = await clips.ColourAsync("a.mkv", "red");
        var options = Fast(10) with { Recording = new(Path.Combine(path, "folder"), TimeSpan.FromSeconds(1), _ => { }) };
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), options);
        var error = await Assert.ThrowsAsync<StvgException>(() => Sources.TakeAsync(reader));
        Assert.StartsWith($"cannot record to '{options.Recording.Folder}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_recordings_share_a_folder()
    {
        var info = await Sources.ProbeAsync(await clips.TestPictureAsync("a.mp4", "64x48", 20, "-c:v", "libx264", "-g", "10"));
        var (folder, files) = (clips.NewPath("recording"), new List<RecordedFile>());
        var options = Fast(10) with { Recording = new(folder, TimeSpan.FromSeconds(1), file => { lock (files) files.Add(file); }) };
        await using var one = LiveReader.Open(info, options);
        await using var two = LiveReader.Open(info, options);
        await Task.WhenAll(Sources.TakeAsync(one), Sources.TakeAsync(two));
        Assert.Equal((4, 4), (files.Select(f => f.Path).Distinct().Count(), Directory.GetFiles(folder).Length));
    }

    [Fact]
    public async Task Whoever_cannot_take_a_segment_ends_the_reading()
    {
        var info = await Sources.ProbeAsync(await clips.TestPictureAsync("a.mp4", "64x48", 60, "-c:v", "libx264", "-g", "10"));
        static void Refuse(RecordedFile file) => throw new StvgException("the archive is closed");
        var recording = new RecordingOptions(clips.NewPath("recording"), TimeSpan.FromSeconds(1), Refuse);
        await using var reader = LiveReader.Open(info, Fast(10) with { Recording = recording });
        var error = await Assert.ThrowsAsync<StvgException>(() => Sources.TakeAsync(reader));
        Assert.Equal("the archive is closed", error.Message);
        Assert.Equal(0, reader.Pool.Rented);
    }

    private static LiveReadOptions Fast(double fps) => Sources.Options(fps) with { Pace = Pace.Fast };

    private static double Seconds(LiveReadOptions options, DateTimeOffset time) =>
        Math.Round((time - options.Timeline.Epoch).TotalSeconds, 3);

    private static async Task<List<Seen>> ReadAsync(string path)
    {
        var frames = new List<Seen>();
        await using var reader = VideoReader.Open(await VideoProbe.ProbeAsync(path, Ct), new());
        await foreach (var frame in reader.ReadAsync(Ct))
            using (frame) frames.Add(Seen.Of(frame));
        return frames;
    }

    private static async Task<int> ExitAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return process.ExitCode;
    }
}
