using System.Buffers;
using Stvg.Core.Frames;
using Stvg.Models.Inference;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Inference;

/// <summary>Every call to a worker comes to its end, whatever happens meanwhile.</summary>
public sealed class InferenceWorkerTests : InferenceTest
{
    [Fact]
    public async Task Newer_frame_takes_the_place_of_the_one_that_waits()
    {
        await using var worker = new InferenceWorker(new());
        using var busy = worker.Register("busy", Model, Video, QueuePolicy.LatestOnly);
        using var live = worker.Register("live", Model, Video, QueuePolicy.LatestOnly);
        using var gate = new GatedPicture();
        var running = busy.DetectAsync(gate.Frame, Ct).AsTask();
        await gate.Reached;

        var older = live.DetectAsync(Pictures.Grey(0), Ct).AsTask();
        var newer = live.DetectAsync(Pictures.Grey(0), Ct).AsTask();
        Assert.Null(await older.WaitAsync(Ct)); // although the device is still busy
        Assert.Equal((1, 1L), (worker.Statistics.QueueLength, worker.Statistics.Dropped));
        gate.Open();
        using var first = await running;
        using var second = await newer;
        Assert.Equal(3, second!.Detections.Length);
        Assert.True(second.Waited > TimeSpan.Zero && second.Ran > TimeSpan.Zero && second.BatchSize == 1);
        Assert.Equal((2L, 0), (worker.Statistics.Frames, worker.Statistics.QueueLength));
    }

    [Fact]
    public async Task Lossless_camera_gets_an_answer_to_every_frame()
    {
        await using var worker = new InferenceWorker(new() { QueueLength = 2 });
        using var file = worker.Register("file", Model, Video, QueuePolicy.Lossless);
        var calls = Enumerable.Range(0, 50).Select(_ => file.DetectAsync(Pictures.Grey(0), Ct).AsTask()).ToList();
        foreach (var call in calls)
        {
            using var result = await call;
            Assert.Equal(3, result!.Detections.Length);
        }
        Assert.Equal((50L, 0L), (worker.Statistics.Frames, worker.Statistics.Dropped));
        Assert.Equal(50, worker.Statistics.BatchesBySize[0]);
    }

    [Fact]
    public async Task Client_that_goes_gets_null_for_what_waits_and_for_what_runs()
    {
        await using var worker = new InferenceWorker(new());
        var file = worker.Register("file", Model, Video, QueuePolicy.Lossless);
        using var gate = new GatedPicture();
        var running = file.DetectAsync(gate.Frame, Ct).AsTask();
        await gate.Reached;
        var waiting = file.DetectAsync(Pictures.Grey(0), Ct).AsTask();
        file.Dispose();
        file.Dispose();
        Assert.Null(await waiting.WaitAsync(Ct));
        Assert.False(running.IsCompleted); // its frame is still being read
        gate.Open();
        Assert.Null(await running.WaitAsync(Ct));
        Assert.Null(await file.DetectAsync(Pictures.Grey(0), Ct));
    }

    [Fact]
    public async Task Worker_that_is_disposed_while_busy_ends_every_call()
    {
        var worker = new InferenceWorker(new());
        var file = worker.Register("file", Model, Video, QueuePolicy.Lossless);
        using var gate = new GatedPicture();
        var calls = Enumerable.Range(0, 5).Select(i => file.DetectAsync(i == 0 ? gate.Frame : Pictures.Grey(0), Ct).AsTask()).ToList();
        await gate.Reached;
        var end = worker.DisposeAsync().AsTask();
        foreach (var call in calls[1..]) Assert.Null(await call.WaitAsync(Ct));
        Assert.False(end.IsCompleted);
        gate.Open();
        await end.WaitAsync(Ct);
        Assert.Null(await calls[0].WaitAsync(Ct));
        Assert.Null(await file.DetectAsync(Pictures.Grey(0), Ct));
        Assert.Throws<ObjectDisposedException>(() => worker.Register("late", Model, Video, QueuePolicy.Lossless));
        await worker.DisposeAsync();
    }

    [Fact]
    public async Task Cancelled_call_leaves_the_queue()
    {
        await using var worker = new InferenceWorker(new());
        using var file = worker.Register("file", Model, Video, QueuePolicy.Lossless);
        using var gate = new GatedPicture();
        using var cancellation = new CancellationTokenSource();
        var running = file.DetectAsync(gate.Frame, cancellation.Token).AsTask();
        await gate.Reached;
        var waiting = file.DetectAsync(Pictures.Grey(0), cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Ct));
        Assert.Equal(0, worker.Statistics.QueueLength);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await file.DetectAsync(Pictures.Grey(0), cancellation.Token));
        gate.Open();
        using var result = await running.WaitAsync(Ct); // finished, since its frame was being read
        Assert.NotNull(result);
        Assert.Equal((1L, 0L), (worker.Statistics.Frames, worker.Statistics.Dropped));
    }

    [Fact]
    public async Task Frame_of_another_size_is_refused_at_once()
    {
        await using var worker = new InferenceWorker(new());
        using var live = worker.Register("live", Model, Video, QueuePolicy.LatestOnly);
        await Assert.ThrowsAsync<ArgumentException>(async () => await live.DetectAsync(Pictures.Grey(0, 32, 32), Ct));
        using var bare = new Frame("live", 0, TimeSpan.Zero, Video, default, null, MemoryPool<byte>.Shared.Rent(1));
        await Assert.ThrowsAsync<ArgumentException>(async () => await live.DetectAsync(bare, Ct));
    }

    [Fact]
    public async Task Whatever_happens_at_the_same_time_every_call_comes_to_an_end()
    {
        await using var worker = new InferenceWorker(new() { QueueLength = 3 });
        using var picture = Pictures.Grey(0);
        long found = 0, nothing = 0, cancelled = 0;
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(() => CallAsync(caller), Ct));
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(60), Ct);
        Assert.Equal(8 * 200, found + nothing + cancelled);
        Assert.True(found > 0 && nothing > 0 && cancelled > 0, $"{found} found, {nothing} nothing, {cancelled} cancelled");
        Assert.Equal((0, 0, 0), (worker.Statistics.QueueLength, worker.Statistics.Cameras, worker.Statistics.Detectors));

        async Task CallAsync(int caller)
        {
            var random = new Random(caller);
            for (var round = 0; round < 10; round++)
            {
                var policy = random.Next(2) == 0 ? QueuePolicy.Lossless : QueuePolicy.LatestOnly;
                using var client = worker.Register($"{caller}", Model, Video, policy);
                using var cancellation = new CancellationTokenSource();
                var calls = Enumerable.Range(0, 20).Select(_ => client.DetectAsync(picture, cancellation.Token).AsTask()).ToList();
                if (random.Next(3) == 0) await cancellation.CancelAsync();
                if (random.Next(3) == 0) client.Dispose();
                foreach (var call in calls) await CountAsync(call);
            }
        }

        async Task CountAsync(Task<InferenceResult?> call)
        {
            try
            {
                using var result = await call;
                if (result is not null) Assert.Equal(3, result.Detections.Length);
                Interlocked.Increment(ref result is null ? ref nothing : ref found);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref cancelled);
            }
        }
    }
}
