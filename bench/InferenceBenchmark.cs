using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;
using Stvg.Models.Inference;

namespace Stvg.Bench;

/// <summary>
/// What sharing a device costs: frames per second of 1, 4 and 16 cameras that always have a frame ready, beside the bare detector in a
/// loop; how much of the time the device runs; bytes allocated per frame; and how equally the cameras are served while one of them always
/// has eight frames pending.
/// </summary>
internal static class InferenceBenchmark
{
    private const int Rounds = 4, FramesPerRound = 160;

    private static readonly FrameSize s_video = new(768, 576);

    public static int Run(string[] arguments)
    {
        RunAsync().GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync()
    {
        var model = ModelCatalogue.BuiltIn.Get(ModelCatalogue.DefaultDetector);
        using var detector = Detector.Open(model, s_video);
        var picture = Picture(detector.InputSize);
        int[] cameras = [1, 4, 16];
        var bare = new List<double>();
        var shared = cameras.ToDictionary(n => n, _ => new List<Figures>());
        Bare(detector, picture);
        foreach (var n in cameras) await SharedAsync(model, picture, n, greedy: false); // warm-up
        // In turns, so that whatever else the machine does falls on all.
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(Bare(detector, picture));
            foreach (var n in cameras) shared[n].Add(await SharedAsync(model, picture, n, greedy: false));
        }
        Print($"bare detector           {FramesPerRound / bare.Min(),6:0.0} frames/s");
        Print($"cameras  frames/s  ratio to bare  device busy  bytes/frame  frames per camera");
        foreach (var n in cameras)
        {
            var best = shared[n].MinBy(f => f.Seconds)!;
            var (busy, bytes) = (shared[n].Max(f => f.Busy), shared[n].Min(f => f.Bytes));
            var (rate, ratio) = (FramesPerRound / best.Seconds, bare.Min() / best.Seconds);
            Print($"{n,7}  {rate,8:0.0}  {ratio,13:0.000}  {busy,11:0.0%}  {bytes,11:0}  {best.Least}-{best.Most}");
        }
        var unequal = await SharedAsync(model, picture, 16, greedy: true);
        Print($"16 cameras, one of them with 8 frames pending: {unequal.Least}-{unequal.Most} frames each, that one {unequal.Greedy}");
    }

    private static double Bare(Detector detector, Frame picture)
    {
        var found = new DetectionBuffer();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < FramesPerRound; i++) detector.Detect(picture, found);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<Figures> SharedAsync(ModelEntry model, Frame picture, int cameras, bool greedy)
    {
        await using var worker = new InferenceWorker(new());
        QueuePolicy PolicyOf(int camera) => greedy && camera == 0 ? QueuePolicy.Lossless : QueuePolicy.LatestOnly;
        var clients = Enumerable.Range(0, cameras).Select(i => worker.Register($"{i}", model, s_video, PolicyOf(i))).ToArray();
        var counts = new int[cameras];
        var left = FramesPerRound;
        // Pools fill and code is compiled before anything counts.
        foreach (var first in await Task.WhenAll([.. clients.Select(c => c.DetectAsync(picture, default).AsTask())])) first?.Dispose();
        var busy = worker.Statistics.BusySeconds;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var callers = Enumerable.Range(0, cameras).SelectMany(i => Enumerable.Repeat(i, greedy && i == 0 ? 8 : 1));
        await Task.WhenAll([.. callers.Select(CallAsync)]);
        var seconds = watch.Elapsed.TotalSeconds;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        busy = worker.Statistics.BusySeconds - busy;
        foreach (var client in clients) client.Dispose();
        var others = greedy ? counts[1..] : counts;
        return new(seconds, busy / seconds, (double)bytes / FramesPerRound, others.Min(), others.Max(), counts[0]);

        async Task CallAsync(int camera)
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var result = await clients[camera].DetectAsync(picture, default);
                if (result is null || Volatile.Read(ref left) < 0) continue; // not what is left pending when the others have ended
                Interlocked.Increment(ref counts[camera]);
            }
        }
    }

    // Coarse noise, so that the detector has something to look at.
    private static Frame Picture(FrameSize input)
    {
        var pixels = new byte[3 * s_video.Width * s_video.Height];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)((i / 96 * 7919) % 251);
        var image = new ImageView(pixels, s_video.Width, s_video.Height, 3 * s_video.Width);
        return new("bench", 0, TimeSpan.Zero, s_video, image, DetectorInputBuilder.Build(image, input), MemoryPool<byte>.Shared.Rent(1));
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Figures(double Seconds, double Busy, double Bytes, int Least, int Most, int Greedy);
}
