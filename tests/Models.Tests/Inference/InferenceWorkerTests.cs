using System.Buffers;
using System.Diagnostics.Metrics;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Import;
using Stvg.Models.Inference;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Inference;

[Collection("inference")] // they share the meter
public sealed class InferenceWorkerTests : IDisposable
{
    private static readonly FrameSize s_video = new(64, 64);
    private static readonly OutputFormat s_yolo = new() { Style = OutputStyle.YoloV8, Classes = ["cat", "dog"] };

    private static readonly (string, int[], float[]) s_threeBoxes = ("out", [1, 6, 3],
        [16, 17, 48, 16, 16, 24, 8, 8, 20, 16, 16, 16, .9f, .1f, 0, .2f, .8f, .7f]);

    private readonly TempFolder _folder = new();
    private readonly ModelEntry _model;

    public InferenceWorkerTests() => _model = TinyNetwork.Write(_folder, s_yolo, ["batch", "3", "height", "width"], s_threeBoxes);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Newer_frame_takes_the_place_of_the_one_that_waits()
    {
        await using var worker = new InferenceWorker(new());
        using var busy = worker.Register("busy", _model, s_video, QueuePolicy.LatestOnly);
        using var live = worker.Register("live", _model, s_video, QueuePolicy.LatestOnly);
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
        using var file = worker.Register("file", _model, s_video, QueuePolicy.Lossless);
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
        var file = worker.Register("file", _model, s_video, QueuePolicy.Lossless);
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
        var file = worker.Register("file", _model, s_video, QueuePolicy.Lossless);
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
        Assert.Throws<ObjectDisposedException>(() => worker.Register("late", _model, s_video, QueuePolicy.Lossless));
        await worker.DisposeAsync();
    }

    [Fact]
    public async Task Cancelled_call_leaves_the_queue()
    {
        await using var worker = new InferenceWorker(new());
        using var file = worker.Register("file", _model, s_video, QueuePolicy.Lossless);
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
    public async Task Run_that_fails_is_its_own_camera_s_matter()
    {
        // The network looks up a table by the picture's brightest value; there is an entry for black only.
        await using var worker = new InferenceWorker(new());
        var model = TableNetwork();
        using var dark = worker.Register("dark", model, s_video, QueuePolicy.LatestOnly);
        using var bright = worker.Register("bright", model, s_video, QueuePolicy.LatestOnly);
        for (var i = 0; i < 3; i++)
        {
            var error = await Assert.ThrowsAsync<StvgException>(async () => await bright.DetectAsync(Pictures.Grey(255), Ct));
            Assert.Contains("'tiny'", error.Message, StringComparison.Ordinal);
            Assert.Contains("'bright'", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            using var result = await dark.DetectAsync(Pictures.Grey(0), Ct);
            Assert.Equal(3, result!.Detections.Length);
        }
        Assert.Equal((3L, 3L), (worker.Statistics.Frames, worker.Statistics.Failed));
    }

    [Fact]
    public async Task Frame_of_another_size_is_refused_at_once()
    {
        await using var worker = new InferenceWorker(new());
        using var live = worker.Register("live", _model, s_video, QueuePolicy.LatestOnly);
        await Assert.ThrowsAsync<ArgumentException>(async () => await live.DetectAsync(Pictures.Grey(0, 32, 32), Ct));
        using var bare = new Frame("live", 0, TimeSpan.Zero, s_video, default, null, MemoryPool<byte>.Shared.Rent(1));
        await Assert.ThrowsAsync<ArgumentException>(async () => await live.DetectAsync(bare, Ct));
    }

    [Fact]
    public async Task Cameras_of_one_size_share_a_session_and_the_last_closes_it()
    {
        await using var worker = new InferenceWorker(new());
                var clients = Enumerable.Range(0, 3).Select(i => worker.Register($"{i}", _model, s_video, QueuePolicy.LatestOnly)).ToList();
        var wide = worker.Register("wide", _model, new(64, 32), QueuePolicy.LatestOnly);
        Assert.Equal((4, 2), (worker.Statistics.Cameras, worker.Statistics.Detectors));
        Assert.Equal((new FrameSize(64, 32), _model.Output!.Classes), (wide.InputSize, wide.Classes));
        foreach (var client in clients) client.Dispose();
        Assert.Equal((1, 1), (worker.Statistics.Cameras, worker.Statistics.Detectors));
        wide.Dispose();
        Assert.Equal((0, 0), (worker.Statistics.Cameras, worker.Statistics.Detectors));
        using var again = worker.Register("again", _model, s_video, QueuePolicy.LatestOnly);
        using var result = await again.DetectAsync(Pictures.Grey(0), Ct);
        Assert.NotNull(result);
    }

    [Fact]
    public async Task Network_of_fixed_size_is_opened_once_for_all_aspect_ratios()
    {
        await using var worker = new InferenceWorker(new());
        var model = TinyNetwork.Write(_folder, s_yolo, ["1", "3", "64", "64"], s_threeBoxes);
        using var square = worker.Register("square", model, s_video, QueuePolicy.LatestOnly);
        using var wide = worker.Register("wide", model, new(640, 64), QueuePolicy.LatestOnly);
        using var square2 = worker.Register("square 2", model, s_video, QueuePolicy.LatestOnly);
        using var wide2 = worker.Register("wide 2", model, new(640, 64), QueuePolicy.LatestOnly);
        Assert.Equal((1, s_video), (worker.Statistics.Detectors, wide.InputSize));
        foreach (var client in new[] { square, wide, square2 }) client.Dispose();
        using var result = await wide2.DetectAsync(Pictures.Grey(0), Ct);
        Assert.NotNull(result);
    }

    [Fact]
    public async Task Model_that_cannot_be_used_is_refused_and_others_go_on()
    {
        await using var worker = new InferenceWorker(new() { Store = new(_folder.Path) });
        var missing = ModelCatalogue.BuiltIn.Get("nanodet");
        var error = Assert.Throws<StvgException>(() => worker.Register("x", missing, s_video, QueuePolicy.Lossless));
        Assert.Contains("models pull", error.Message);
        using var live = worker.Register("live", _model, s_video, QueuePolicy.Lossless);
        using var result = await live.DetectAsync(Pictures.Grey(0), Ct);
        Assert.NotNull(result);
    }

    [Theory]
    [InlineData("tpu")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    public void Device_that_is_not_known_is_refused(string device) =>
        Assert.Contains("cuda:N", Assert.Throws<StvgException>(() => new InferenceWorker(new() { Device = device })).Message);

    [Fact]
    public async Task Waiting_frames_of_several_cameras_are_run_together_where_the_network_takes_batches()
    {
        await using var worker = new InferenceWorker(new() { MaxBatch = 4, BatchOnCpu = true });
        var model = EchoNetwork();
        var clients = Enumerable.Range(0, 7).Select(i => worker.Register($"{i}", model, new(2, 1), QueuePolicy.LatestOnly)).ToList();
        using var gate = new GatedPicture(2, 1);
        var calls = new List<Task<InferenceResult?>> { clients[0].DetectAsync(gate.Frame, Ct).AsTask() };
        await gate.Reached;
        for (var i = 1; i < clients.Count; i++) calls.Add(clients[i].DetectAsync(Candidate(width: 2 * i), Ct).AsTask());
        gate.Open();
        var results = await Task.WhenAll(calls);
        Assert.Equal([1, 4, 4, 4, 4, 2, 2], results.Select(r => r!.BatchSize));
        // The picture is the box: each camera gets its own.
        for (var i = 1; i < results.Length; i++) Assert.Equal(2 * i, Assert.Single(results[i]!.Detections.ToArray()).Box.Width, 2);
        Assert.Equal([1, 1, 0, 1], worker.Statistics.BatchesBySize);
        foreach (var result in results) result!.Dispose();
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
                using var client = worker.Register($"{caller}", _model, s_video, policy);
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

    [Fact]
    public async Task Meter_tells_what_the_worker_does()
    {
        var sums = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "Stvg.Models") l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        await using (var worker = new InferenceWorker(new()))
        {
            using var live = worker.Register("live", _model, s_video, QueuePolicy.LatestOnly);
            using var gate = new GatedPicture();
            var running = live.DetectAsync(gate.Frame, Ct).AsTask();
            await gate.Reached;
            var older = live.DetectAsync(Pictures.Grey(0), Ct).AsTask();
            var newer = live.DetectAsync(Pictures.Grey(0), Ct).AsTask();
            listener.RecordObservableInstruments();
            gate.Open();
            foreach (var call in new[] { running, older, newer }) (await call)?.Dispose();
        }
        lock (sums)
        {
            Assert.Equal(1, sums["stvg.inference.queue.length"]);
            Assert.Equal(2, sums["stvg.inference.batch.size"]);
            Assert.Equal(1, sums["stvg.inference.dropped"]);
            Assert.True(sums["stvg.inference.wait.duration"] > 0 && sums["stvg.inference.run.duration"] > 0);
        }

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Length != 1 || tags[0] is not { Key: "device", Value: "cpu" }) return;
            lock (sums) sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
        }
    }

    // Fails for every picture that is not black: there is one row, and the brightest value is its number.
    private ModelEntry TableNetwork()
    {
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.Float, ["1", "3", "64", "64"]) } };
        var (name, shape, values) = s_threeBoxes;
        graph.Initializers.Add(TensorData.OfFloats("table", shape, values));
        graph.Nodes.Add(new("ReduceMax", "brightest", ["images"], ["brightest"]) { Attributes = { ["keepdims"] = 0L } });
        graph.Nodes.Add(new("Cast", "row", ["brightest"], ["row"]) { Attributes = { ["to"] = (long)OnnxType.Int64 } });
        graph.Nodes.Add(new("Gather", "found", ["table", "row"], ["found"]));
        graph.Initializers.Add(TensorData.OfLongs("shape", [1, 6, 3]));
        graph.Nodes.Add(new("Reshape", "shaped", ["found", "shape"], [name]));
        graph.Outputs.Add(new(name, OnnxType.Float, ["1", "6", "3"]));
        return TinyNetwork.Save(_folder, graph, s_yolo, new InputFormat { Scale = 1, LongSide = 64 });
    }

    // The two pixels of the picture are the one candidate.
    private ModelEntry EchoNetwork()
    {
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.Float, ["batch", "1", "2", "3"]) } };
        graph.Outputs.Add(new("out", OnnxType.Float, ["batch", "1", "6"]));
        graph.Initializers.Add(TensorData.OfLongs("shape", [0, 1, 6]));
        graph.Nodes.Add(new("Reshape", "r", ["images", "shape"], ["out"]));
        var format = new InputFormat { Layout = TensorLayout.Nhwc, Channels = ChannelOrder.Rgb, Scale = .01f, LongSide = 32 };
        return TinyNetwork.Save(_folder, graph, s_yolo, format);
    }

    // In hundredths of a pixel: centre x, centre y and width in the first pixel, height and scores in the second.
    private static Frame Candidate(int width) =>
        Pictures.Of(new byte[] { (byte)width, 50, 100, 0, 90, 2 }, 2, 1, new(200, 100));
}
