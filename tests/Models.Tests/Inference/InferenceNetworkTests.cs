using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Inference;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Inference;

/// <summary>Sessions that cameras share, networks that fail, networks that take batches.</summary>
public sealed class InferenceNetworkTests : InferenceTest
{
    [Fact]
    public async Task Run_that_fails_is_its_own_camera_s_matter()
    {
        // The network looks up a table by the picture's brightest value; there is an entry for black only.
        await using var worker = new InferenceWorker(new());
        var model = TableNetwork();
        using var dark = worker.Register("dark", model, Video, QueuePolicy.LatestOnly);
        using var bright = worker.Register("bright", model, Video, QueuePolicy.LatestOnly);
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
    public async Task Cameras_of_one_size_share_a_session_and_the_last_closes_it()
    {
        await using var worker = new InferenceWorker(new());
                var clients = Enumerable.Range(0, 3).Select(i => worker.Register($"{i}", Model, Video, QueuePolicy.LatestOnly)).ToList();
        var wide = worker.Register("wide", Model, new(64, 32), QueuePolicy.LatestOnly);
        Assert.Equal((4, 2), (worker.Statistics.Cameras, worker.Statistics.Detectors));
        Assert.Equal((new FrameSize(64, 32), Model.Output!.Classes), (wide.InputSize, wide.Classes));
        foreach (var client in clients) client.Dispose();
        Assert.Equal((1, 1), (worker.Statistics.Cameras, worker.Statistics.Detectors));
        wide.Dispose();
        Assert.Equal((0, 0), (worker.Statistics.Cameras, worker.Statistics.Detectors));
        using var again = worker.Register("again", Model, Video, QueuePolicy.LatestOnly);
        using var result = await again.DetectAsync(Pictures.Grey(0), Ct);
        Assert.NotNull(result);
    }

    [Fact]
    public async Task Network_of_fixed_size_is_opened_once_for_all_aspect_ratios()
    {
        await using var worker = new InferenceWorker(new());
        var model = TinyNetwork.Write(Folder, Yolo, ["1", "3", "64", "64"], ThreeBoxes);
        using var square = worker.Register("square", model, Video, QueuePolicy.LatestOnly);
        using var wide = worker.Register("wide", model, new(640, 64), QueuePolicy.LatestOnly);
        using var square2 = worker.Register("square 2", model, Video, QueuePolicy.LatestOnly);
        using var wide2 = worker.Register("wide 2", model, new(640, 64), QueuePolicy.LatestOnly);
        Assert.Equal((1, Video), (worker.Statistics.Detectors, wide.InputSize));
        foreach (var client in new[] { square, wide, square2 }) client.Dispose();
        using var result = await wide2.DetectAsync(Pictures.Grey(0), Ct);
        Assert.NotNull(result);
    }

    [Fact]
    public async Task Model_that_cannot_be_used_is_refused_and_others_go_on()
    {
        await using var worker = new InferenceWorker(new() { Store = new(Folder.Path) });
        var missing = ModelCatalogue.BuiltIn.Get("nanodet");
        var error = Assert.Throws<StvgException>(() => worker.Register("x", missing, Video, QueuePolicy.Lossless));
        Assert.Contains("models pull", error.Message);
        using var live = worker.Register("live", Model, Video, QueuePolicy.Lossless);
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
}
