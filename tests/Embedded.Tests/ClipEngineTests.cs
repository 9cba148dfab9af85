using System.Diagnostics;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Embedded.Tests;

public sealed class ClipEngineTests(Clip clip, ITestOutputHelper output) : IClassFixture<Clip>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_frame_is_decoded_detected_and_reported()
    {
        var reports = new List<ClipProgress>();
        var analysis = await ClipEngine.AnalyseAsync(clip.Generated, new ClipOptions(), new Recorder(reports), Cancellation);
        Assert.Equal((25, 25), (analysis.FramesDecoded, analysis.FramesDetected));
        Assert.Equal(Enumerable.Range(1, 25), reports.Select(r => r.Frames));
        Assert.Equal(new FrameSize(320, 240), analysis.Size);
        Assert.Equal(0.04, analysis.Scene.Timestamps[1].TotalSeconds, 3);
        Assert.Null(analysis.Notice);
    }

    [Fact]
    public async Task Ready_made_detections_take_the_detectors_place()
    {
        // A box that moves 4 px a frame.
        var options = new ClipOptions { Detections = frame => [new Detection(new Box(20 + (4 * frame), 60, 40, 100), CocoClasses.Person, 0.9f)] };
        var analysis = await ClipEngine.AnalyseAsync(clip.Generated, options, cancellation: Cancellation);
        var tubelet = Assert.Single(analysis.Scene.Objects).Tubelet;
        Assert.Equal(0, analysis.FramesDetected);
        Assert.Equal((0, 24), (tubelet.Begin, tubelet.End));
        Assert.InRange(tubelet.BoxAt(20).X, 95, 105);
    }

    [Fact]
    public async Task A_sentence_finds_its_object_in_a_real_clip()
    {
        var analysis = await ClipEngine.AnalyseAsync(clip.Real, new ClipOptions(), cancellation: Cancellation);
        var parser = await Sentences.LoadParserAsync(null, Cancellation);
        var tube = Assert.Single(Grounder.Ground(parser.Parse("the person wearing a white hat"), analysis.Scene, "", new GroundingOptions()));
        // Frames 115 to 199 of the clip show him.
        Assert.InRange(tube.Begin, 100, 160);
        Assert.True(tube.End > 190);
    }

    [Fact]
    public async Task The_same_clip_gives_the_same_answer()
    {
        var first = await ClipEngine.AnalyseAsync(clip.Generated, new ClipOptions(), cancellation: Cancellation);
        var second = await ClipEngine.AnalyseAsync(clip.Generated, new ClipOptions(), cancellation: Cancellation);
        Assert.Equal(first.Scene.Objects.Select(o => (o.Tubelet.Begin, o.Tubelet.End)), second.Scene.Objects.Select(o => (o.Tubelet.Begin, o.Tubelet.End)));
    }

    [Fact]
    public async Task Cancelling_ends_the_pass_and_its_child_process()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = new Stopper(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ClipEngine.AnalyseAsync(clip.Long(3), new ClipOptions(), progress, stop.Token));
        Assert.DoesNotContain(Process.GetProcessesByName("ffmpeg"), p => CommandOf(p.Id).Contains("long3.avi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_that_is_no_detector_is_refused() =>
        Assert.Contains("detector", (await Assert.ThrowsAsync<StvgException>(
            () => ClipEngine.AnalyseAsync(clip.Generated, new ClipOptions { Detector = "wordnet" }, cancellation: Cancellation))).Message);

    [Fact]
    public async Task Tracking_and_appearance_cost_little_beside_the_detector()
    {
        var real = clip.Real;
        double alone = double.MaxValue, whole = double.MaxValue, poses = double.MaxValue;
        // In turns, and the best of each: other work on the machine slows both, but never speeds one up.
        for (var round = 0; round < 3; round++)
        {
            alone = Math.Min(alone, await SecondsAsync(() => ClipEngine.DetectAsync(real, new ClipOptions(), (_, _) => { }, cancellation: Cancellation)));
            whole = Math.Min(whole, await SecondsAsync(() => ClipEngine.AnalyseAsync(real, new ClipOptions { Poses = null }, cancellation: Cancellation)));
            poses = Math.Min(poses, await SecondsAsync(() => ClipEngine.AnalyseAsync(real, new ClipOptions(), cancellation: Cancellation)));
        }

        output.WriteLine(
            $"200 frames: decode and detect {alone:0.00} s, the engine {whole:0.00} s, ratio {whole / alone:0.000}; with poses {poses:0.00} s, {poses / alone:0.000}");
        Assert.True(whole <= 1.15 * alone);
        // A second network; looked at through it is everybody, a little more than once a second.
        Assert.True(poses <= 2 * alone);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_clip()
    {
        // What other tests of this process have left behind is not the engine's.
        GC.Collect();
        var before = Environment.WorkingSet;
        var peaks = new List<long>();
        foreach (var times in (int[])[1, 3])
        {
            GC.Collect();
            var peak = new Peak();
            await ClipEngine.AnalyseAsync(clip.Long(times), new ClipOptions(), peak, Cancellation);
            peaks.Add(peak.Bytes);
        }

        output.WriteLine($"working set: {before / 1e6:0} MB before, {peaks[0] / 1e6:0} MB at most over 200 frames, {peaks[1] / 1e6:0} MB over 600");
        Assert.True(peaks[1] - before < 450e6);
        Assert.True(peaks[1] < 1.3 * peaks[0]);
    }

    private static async Task<double> SecondsAsync(Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalSeconds;
    }

    private static string CommandOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // it ended while we looked
        }
    }

    private sealed class Recorder(List<ClipProgress> reports) : IProgress<ClipProgress>
    {
        public void Report(ClipProgress value) => reports.Add(value);
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<ClipProgress>
    {
        public void Report(ClipProgress value)
        {
            if (value.Frames == 5) stop.Cancel();
        }
    }

    private sealed class Peak : IProgress<ClipProgress>
    {
        public long Bytes { get; private set; }

        public void Report(ClipProgress value) => Bytes = Math.Max(Bytes, Environment.WorkingSet);
    }
}
