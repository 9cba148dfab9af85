using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Export;
using Stvg.Models.Inference;
using Stvg.Models.Tests.Inference;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Learning;

/// <summary>A grounder takes its turns on the device that cameras use, too.</summary>
public sealed class GrounderClientTests : InferenceTest
{
    private static readonly LearnedOptions s_once = new() { Reattend = false };

    private static GrounderInput Question => Grounders.Question(Grounders.Plan("a man in red walks to the left"), Grounders.Scene(2));

    [Theory, InlineData(true), InlineData(false)]
    public async Task Answers_are_those_of_the_grounder_that_was_exported(bool assemble)
    {
        await using var worker = new InferenceWorker(new());
        using var client = worker.OpenGrounder(Grounders.Trained.Export(Folder));
        Assert.Equal(Grounders.About, client.About);
        var (scene, options) = (Grounders.Scene(7), s_once with { Assemble = assemble });
        foreach (var plan in Grounders.Sentences)
        {
            var expected = Grounders.Trained.Ground(plan, scene, options).OrderBy(a => a.TubeletId).ToList();
            var actual = (await client.GroundAsync(plan, scene, options, Ct)).OrderBy(a => a.TubeletId).ToList();
            Assert.Equal(expected.Select(a => (a.TubeletId, a.Begin, a.End)), actual.Select(a => (a.TubeletId, a.Begin, a.End)));
            Assert.All(expected.Zip(actual), p =>
            {
                Assert.Equal(p.First.Share, p.Second.Share, 1e-4f);
                Assert.Equal(p.First.Fit, p.Second.Fit, 1e-3f);
            });
        }

        Assert.Equal((assemble ? 40L : 20L, 0L, 0), (worker.Statistics.Questions, worker.Statistics.Frames, worker.Statistics.Cameras));
        Assert.True(worker.Statistics.BusySeconds > 0);
        await Assert.ThrowsAsync<ArgumentException>(() => client.GroundAsync(Grounders.Sentences[0], scene, new LearnedOptions(), Ct));
    }

    [Fact]
    public async Task Scene_without_tubelets_has_no_answers()
    {
        await using var worker = new InferenceWorker(new());
        using var client = worker.OpenGrounder(Grounders.Random().Export(Folder));
        Assert.Empty(await client.GroundAsync(Grounders.Sentences[0], Grounders.Scene(0), s_once, Ct));
    }

    [Fact]
    public async Task Question_waits_for_its_turn_between_frames()
    {
        await using var worker = new InferenceWorker(new());
        using var file = worker.Register("file", Model, Video, QueuePolicy.Lossless);
        using var client = worker.OpenGrounder(Grounders.Random().Export(Folder));
        using var gate = new GatedPicture();
        var running = file.DetectAsync(gate.Frame, Ct).AsTask();
        await gate.Reached;
        var asked = client.AskAsync(Question, Ct);
        var next = file.DetectAsync(Pictures.Grey(0), Ct).AsTask();
        Assert.Equal((2, 1), (worker.Statistics.QueueLength, worker.Statistics.Cameras));
        Assert.False(asked.IsCompleted);
        gate.Open();
        Assert.Equal(Grounders.Random().Run(Question).Who, (await asked.WaitAsync(Ct)).Who, (a, b) => MathF.Abs(a - b) < 1e-3f);
        using var first = await running;
        using var second = await next;
        Assert.Equal((3, 3), (first!.Detections.Length, second!.Detections.Length));
        Assert.Equal((2L, 1L), (worker.Statistics.Frames, worker.Statistics.Questions));
    }

    [Fact]
    public async Task Cancelled_question_leaves_the_queue_and_surplus_ones_are_refused()
    {
        await using var worker = new InferenceWorker(new() { QueueLength = 2 });
        using var file = worker.Register("file", Model, Video, QueuePolicy.Lossless);
        using var client = worker.OpenGrounder(Grounders.Random().Export(Folder));
        using var gate = new GatedPicture();
        var running = file.DetectAsync(gate.Frame, Ct).AsTask();
        await gate.Reached;
        using var cancellation = new CancellationTokenSource();
        var (cancelled, waiting) = (client.AskAsync(Question, cancellation.Token), client.AskAsync(Question, Ct));
        Assert.Contains("ask again later", (await Assert.ThrowsAsync<StvgException>(() => client.AskAsync(Question, Ct))).Message);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Ct));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.AskAsync(Question, cancellation.Token));
        Assert.Equal(1, worker.Statistics.QueueLength);
        gate.Open();
        Assert.Equal(2, (await waiting.WaitAsync(Ct)).Who.Length);
        using var result = await running;
    }

    [Fact]
    public async Task Client_that_goes_leaves_no_question_behind()
    {
        var worker = new InferenceWorker(new());
        using var file = worker.Register("file", Model, Video, QueuePolicy.Lossless);
        var client = worker.OpenGrounder(Grounders.Random().Export(Folder));
        var other = worker.OpenGrounder(Folder.File("grounder.onnx"));
        using var gate = new GatedPicture();
        var running = file.DetectAsync(gate.Frame, Ct).AsTask();
        await gate.Reached;
        var (waiting, behind) = (client.AskAsync(Question, Ct), other.AskAsync(Question, Ct));
        client.Dispose();
        client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.AskAsync(Question, Ct));
        var end = worker.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => behind.WaitAsync(Ct));
        gate.Open();
        await end.WaitAsync(Ct);
        Assert.Null(await running.WaitAsync(Ct));
        Assert.Throws<ObjectDisposedException>(() => worker.OpenGrounder(Folder.File("grounder.onnx")));
    }

    [Fact]
    public async Task File_that_is_no_grounder_is_refused_and_the_device_goes_on()
    {
        await using var worker = new InferenceWorker(new());
        Assert.Contains("is no learned grounder", Assert.Throws<StvgException>(() => worker.OpenGrounder(Model.Source.File!)).Message);
        using var client = worker.OpenGrounder(Grounders.Random().Export(Folder));
        Assert.Equal(2, (await client.AskAsync(Question, Ct)).Yes.Length);
    }
}
