using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Tests;
using Stvg.Video.Live;

namespace Stvg.Video.Tests.Live;

/// <summary>Files that stand for cameras.</summary>
public sealed class FileTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static LiveReadOptions Fast(double fps) => Sources.Options(fps) with { Pace = Pace.Fast };

    [Theory]
    [InlineData("video/bottle-detection.mp4")]
    [InlineData("made.mkv")]
    public async Task A_fast_file_gives_what_the_reader_of_files_gives(string clip)
    {
        var path = clip == "made.mkv" ? await clips.TestPictureAsync(clip, "320x240", 60, "-c:v", "libx264") : TestData.Path(clip);
        var views = new VideoReadOptions { DetectorInput = new(64, 64), MaxImageSide = 160 };
        var file = await VideoProbe.ProbeAsync(path, Ct);
        var expected = new List<Seen>();
        await using (var reader = VideoReader.Open(file, views))
            await foreach (var frame in reader.ReadAsync(Ct))
                using (frame) expected.Add(Seen.Of(frame));

        var info = await Sources.ProbeAsync(path);
        Assert.Equal((file.Size, file.Fps, file.Codec, file.Duration, true), (info.Size, info.Fps, info.Codec, info.Duration, info.Ends));
        var options = Fast(info.Fps) with { DetectorInput = views.DetectorInput, MaxImageSide = views.MaxImageSide };
        await using var live = LiveReader.Open(info, options);
        var frames = await Sources.TakeAsync(live);
        Assert.Equal(expected.Select(f => (f.Number, f.Hash)), frames.Select(f => (f.Number, f.Hash)));
        Assert.All(frames.Zip(expected), pair =>
            Assert.Equal(pair.Second.Timestamp.TotalSeconds, pair.First.Timestamp.TotalSeconds, 0.5 / info.Fps));
        Assert.All(frames, f => Assert.Equal(options.Timeline.Epoch + f.Timestamp, f.CapturedAt));
        Assert.Equal((expected.Count, 0L, 0), (live.FramesDecoded, live.FramesDropped, live.Pool.Rented));
    }

    [Fact]
    public async Task A_fast_file_waits_for_a_slow_consumer()
    {
        var info = await Sources.ProbeAsync(await clips.ColourAsync("a.mkv", "red", "320x240", 100));
        await using var reader = LiveReader.Open(info, Fast(10) with { BufferedFrames = 2 });
        var count = 0;
        await foreach (var frame in reader.ReadAsync(Ct))
        {
            // Two wait, one is here.
            if (count++ == 3) await EventuallyAsync(() => reader.Pool.Rented == 3);
            Assert.InRange(reader.Pool.Rented, 1, 3);
            frame.Dispose();
        }
        Assert.Equal((100, 0, 3), (count, reader.FramesDropped, reader.Pool.Created));
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(2, 5)]
    [InlineData(20, 1)]
    public async Task A_fast_file_is_thinned_to_the_grid_the_same_way_each_time(double grid, int step)
    {
        var info = await Sources.ProbeAsync(await clips.TestPictureAsync("a.mp4", "64x48", 40, "-c:v", "libx264"));
        await using var all = LiveReader.Open(info, Fast(10));
        await using var thinned = LiveReader.Open(info, Fast(grid));
        var expected = (await Sources.TakeAsync(all)).Where((_, k) => k % step == 0);
        var ticks = Math.Max(1, (int)grid / 10);
        var frames = await Sources.TakeAsync(thinned);
        Assert.Equal(expected.Select((f, k) => ((long)k * ticks, f.Hash)), frames.Select(f => (f.Number, f.Hash)));
    }

    [Fact]
    public async Task A_source_that_is_slower_than_it_says_loses_nothing_to_thinning()
    {
        var info = await Sources.ProbeAsync(await clips.TestPictureAsync("a.mp4", "64x48", 40, "-c:v", "libx264"));
        await using var reader = LiveReader.Open(info with { Fps = 60 }, Fast(15));
        var numbers = (await Sources.TakeAsync(reader)).Select(f => (double)f.Number).ToList();
        Assert.Equal(40, numbers.Count);
        Assert.All(numbers.Index(), n => Assert.Equal(n.Index * 1.5, n.Item, 0.51));
    }

    [Theory]
    [InlineData(Pace.Fast)]
    [InlineData(Pace.Realtime)]
    public async Task A_loop_begins_again_and_time_goes_on(Pace pace)
    {
        // At 40 frames a second, so that half a second is enough.
        var path = await clips.MakeAsync("a.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=40", "-frames:v", "20", "-c:v", "libx264");
        var options = Sources.Options(40) with { Pace = pace, Loop = true, BufferedFrames = 100 };
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), options);
        var frames = await Sources.TakeAsync(reader, 70);
        Assert.Equal(Enumerable.Range(0, 70).Select(k => frames[0].Number + k), frames.Select(f => f.Number));
        Assert.Equal(frames.Take(20).Select(f => f.Hash), frames.Skip(40).Take(20).Select(f => f.Hash));
    }

    [Fact]
    public async Task A_file_in_real_time_comes_at_its_own_speed_and_ends()
    {
        var path = await clips.TestPictureAsync("a.mp4", "64x48", 12, "-c:v", "libx264");
        var options = Sources.Options(10) with { BufferedFrames = 100 };
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), options);
        var begin = DateTimeOffset.UtcNow;
        var frames = await Sources.TakeAsync(reader);
        Assert.Equal(Enumerable.Range(0, 12).Select(k => frames[0].Number + k), frames.Select(f => f.Number));
        Assert.InRange((DateTimeOffset.UtcNow - begin).TotalSeconds, 1.0, 20);
        Assert.InRange(frames[0].CapturedAt, begin.AddSeconds(-0.1), begin.AddSeconds(10));
    }

    [Fact]
    public async Task A_slow_consumer_of_a_live_source_loses_the_oldest_frames_and_always_sees_new_ones()
    {
        var path = await clips.MakeAsync("a.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=50", "-frames:v", "50", "-c:v", "libx264");
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(path), Sources.Options(50) with { BufferedFrames = 3 });
        var numbers = new List<long>();
        await foreach (var frame in reader.ReadAsync(Ct))
        {
            numbers.Add(frame.Number);
            // The consumer sleeps until all other frames have come.
            if (numbers.Count == 1) await EventuallyAsync(() => reader.FramesDecoded == 50);
            frame.Dispose();
        }
        Assert.Equal([numbers[0], numbers[0] + 47, numbers[0] + 48, numbers[0] + 49], numbers);
        Assert.Equal((50, 46), (reader.FramesDecoded, reader.FramesDropped));
        // Three wait, one is with the consumer, one is being read.
        Assert.InRange(reader.Pool.Created, 4, 5);
        Assert.Equal(0, reader.Pool.Rented);
    }

    [Fact]
    public async Task A_missing_file_and_one_without_pictures_are_told_apart()
    {
        var missing = await Assert.ThrowsAsync<StvgException>(() => Sources.ProbeAsync(clips.NewPath("a.mp4")));
        Assert.Contains("no such file", missing.Message, StringComparison.Ordinal);
        var sound = await clips.MakeAsync("sound.m4a", "-f", "lavfi", "-i", "sine=d=1");
        var mute = await Assert.ThrowsAsync<StvgException>(() => Sources.ProbeAsync(sound));
        Assert.Contains("only sound", mute.Message, StringComparison.Ordinal);
        var device = await Assert.ThrowsAsync<StvgException>(() => Sources.ProbeAsync("/dev/video77"));
        Assert.Contains("there is no device", device.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_connects_once()
    {
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(await clips.ColourAsync("a.mkv", "red")), Fast(10));
        await Sources.TakeAsync(reader);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Sources.TakeAsync(reader));
    }

    internal static async Task EventuallyAsync(Func<bool> condition)
    {
        var limit = DateTime.UtcNow.AddSeconds(30);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < limit, "what was waited for did not happen within 30 s");
            await Task.Delay(1, Ct);
        }
    }
}
