using System.Diagnostics;
using Stvg.Core;
using Stvg.Core.Frames;

namespace Stvg.Video.Tests.Reading;

public sealed class LifetimeTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Far more than fits into a pipe and the buffers, so that FFmpeg is sure to be still at work.
    private async Task<VideoReader> OpenAsync(int frames = 150, int buffered = 3) =>
        VideoReader.Open(await VideoProbe.ProbeAsync(await clips.ColourAsync("a.mkv", "red", "320x240", frames), Ct), new() { BufferedFrames = buffered });

    [Fact]
    public async Task A_consumer_that_stops_stops_FFmpeg_too()
    {
        await using var reader = await OpenAsync();
        var count = 0;
        await foreach (var frame in reader.ReadAsync(Ct))
        {
            if (count++ == 5)
            {
                // Three wait, one is here: then the reader must wait. A fourth waiting one would be counted by Created below.
                while (reader.Pool.Rented < 4) await Task.Delay(1, Ct);
            }
            Assert.InRange(reader.Pool.Rented, 1, 4);
            frame.Dispose();
        }
        Assert.Equal((150, 4, 0), (count, reader.Pool.Created, reader.Pool.Rented));
    }

    [Fact]
    public async Task A_consumer_may_hold_more_frames_than_are_buffered()
    {
        await using var reader = await OpenAsync(40, buffered: 1);
        var held = new List<Frame>();
        await foreach (var frame in reader.ReadAsync(Ct)) held.Add(frame);
        Assert.Equal((40, 40), (held.Count, reader.Pool.Rented));
        held.ForEach(frame => frame.Dispose());
        Assert.Equal(0, reader.Pool.Rented);
    }

    [Fact]
    public async Task Cancelling_ends_FFmpeg_and_gives_the_buffers_back()
    {
        await using var reader = await OpenAsync();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var process = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var frame in reader.ReadAsync(cancel.Token))
            {
                frame.Dispose();
                process = reader.ProcessId!.Value;
                AssertRuns(process);
                await cancel.CancelAsync();
            }
        });
        AssertGone(process);
        Assert.Equal(0, reader.Pool.Rented);
    }

    [Fact]
    public async Task Leaving_the_loop_ends_FFmpeg_and_gives_the_buffers_back()
    {
        await using var reader = await OpenAsync();
        var process = 0;
        await foreach (var frame in reader.ReadAsync(Ct))
        {
            frame.Dispose();
            process = reader.ProcessId!.Value;
            if (frame.Number == 2) break;
        }
        AssertGone(process);
        Assert.Equal(0, reader.Pool.Rented);
    }

    [Fact]
    public async Task Disposing_the_reader_ends_FFmpeg_under_a_consumer_that_waits()
    {
        var reader = await OpenAsync();
        var frames = reader.ReadAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await frames.MoveNextAsync());
        var (process, held) = (reader.ProcessId!.Value, frames.Current);
        await reader.DisposeAsync();
        AssertGone(process);
        Pixels.AssertNear(Pixels.Red, held.Image.At(100, 100));
        held.Dispose();
        Assert.Equal(0, reader.Pool.Rented);
        await frames.DisposeAsync();
        await reader.DisposeAsync();
    }

    [Fact]
    public async Task After_the_last_frame_FFmpeg_is_gone()
    {
        await using var reader = await OpenAsync(10);
        var process = 0;
        await foreach (var frame in reader.ReadAsync(Ct))
        {
            process = reader.ProcessId!.Value;
            frame.Dispose();
        }
        AssertGone(process);
    }

    [Fact]
    public async Task A_cancelled_token_starts_nothing()
    {
        await using var reader = await OpenAsync(3);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await reader.ReadAsync(new CancellationToken(true)).GetAsyncEnumerator(Ct).MoveNextAsync());
        Assert.Null(reader.ProcessId);
    }

    [Fact]
    public async Task FFmpeg_being_ended_by_someone_else_is_an_error_and_not_the_end_of_the_file()
    {
        await using var reader = await OpenAsync();
        var error = await Assert.ThrowsAsync<StvgException>(async () =>
        {
            await foreach (var frame in reader.ReadAsync(Ct))
            {
                frame.Dispose();
                using var process = Process.GetProcessById(reader.ProcessId!.Value);
                process.Kill();
            }
        });
        Assert.Contains("stopped from outside (signal 9)", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, reader.Pool.Rented);
    }

    private static void AssertRuns(int process) => Process.GetProcessById(process).Dispose();

    internal static void AssertGone(int process)
    {
        Assert.NotEqual(0, process);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
    }
}
