using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;
using Stvg.Models.Inference;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Inference;

/// <summary>The default detector on real frames, shared by cameras.</summary>
[Collection("inference")]
public sealed class RealInferenceTests
{
    private const int Frames = 6;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cameras_get_exactly_what_the_detector_finds_and_keep_it()
    {
        RealClip.Path();
        var model = await RealModels.EntryAsync(ModelCatalogue.DefaultDetector);
        await using var worker = new InferenceWorker(new());
        var clients = Enumerable.Range(0, 3).Select(i => worker.Register($"{i}", model, RealClip.Size, QueuePolicy.Lossless)).ToList();
        Assert.Equal(1, worker.Statistics.Detectors);
        var frames = await RealClip.FramesAsync("clip", clients[0].InputSize, Frames);

        // Nothing is disposed before all have run, so that results and features which share memory would show.
        var results = await Task.WhenAll(from client in clients from frame in frames select client.DetectAsync(frame, Ct).AsTask());
        using var detector = Detector.Open(model, RealClip.Size);
        var expected = new DetectionBuffer();
        for (var i = 0; i < results.Length; i++)
        {
            detector.Detect(frames[i % Frames], expected);
            var result = results[i]!;
            Assert.Equal(expected.Detections, result.Detections);
            var (wanted, found) = (Assert.NotNull(expected.Features), Assert.NotNull(result.Features));
            Assert.Equal(wanted with { Values = default }, found with { Values = default });
            Assert.True(wanted.Values.Span.SequenceEqual(found.Values.Span), "the features differ");
        }
        Assert.True(expected.Detections.Length > 3);
        foreach (var result in results) result!.Dispose();
    }

    [Fact]
    public async Task Result_can_be_given_back_twice_and_then_not_be_read()
    {
        RealClip.Path();
        var model = await RealModels.EntryAsync(ModelCatalogue.DefaultDetector);
        await using var worker = new InferenceWorker(new());
        using var client = worker.Register("clip", model, RealClip.Size, QueuePolicy.Lossless);
        var frames = await RealClip.FramesAsync("clip", client.InputSize, 2);
        var gone = (await client.DetectAsync(frames[0], Ct))!;
        gone.Dispose();
        using var kept = (await client.DetectAsync(frames[0], Ct))!;
        gone.Dispose(); // must not give back what is the other's now
        var before = kept.Detections.ToArray();
        using var other = await client.DetectAsync(frames[1], Ct);
        Assert.Equal(before, kept.Detections);
        Assert.Throws<ObjectDisposedException>(() => { _ = gone.Detections.Length; });
        Assert.Throws<ObjectDisposedException>(() => { _ = gone.Features; });
    }
}
