using System.Diagnostics;
using System.Globalization;
using Stvg.Core.Frames;
using Stvg.Video;
using Stvg.Video.OpenCv;

namespace Stvg.Bench;

/// <summary>What looking at pixels costs: milliseconds per frame on clips that stand and on clips that move, and native memory over many frames.</summary>
internal static class VisionBenchmark
{
    private static readonly FrameSize s_detector = new(416, 416);

    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("usage: vision VIDEO ... [--frames N]; what 'moving' keeps will do");
            return 2;
        }

        var at = Array.IndexOf(args, "--frames");
        var frames = at >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 100_000;
        string[] videos = at >= 0 ? [.. args[..at], .. args[(at + 2)..]] : args;
        RunAsync(videos, frames).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(string[] videos, int frames)
    {
        Console.WriteLine("ms per frame              camera motion              background");
        Console.WriteLine("clip                      mean  median    99 %       mean    99 %");
        foreach (var video in videos)
        {
            using var motion = new FlowCameraMotion();
            using var background = new MixtureBackground();
            List<double> moving = [], behind = [];
            await foreach (var frame in FramesAsync(video))
            {
                moving.Add(Timed(() => motion.Observe(frame, [])));
                behind.Add(Timed(() => background.Observe(frame)));
            }

            moving.Sort();
            behind.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(video),-24} {moving.Average(),5:0.00} {moving[moving.Count / 2],7:0.00} {moving[moving.Count * 99 / 100],7:0.00} {behind.Average(),10:0.00} {behind[behind.Count * 99 / 100],7:0.00}"));
        }

        Console.WriteLine();
        Console.WriteLine($"memory over {frames} frames of the last clip, again and again, with both:");
        Console.WriteLine("  frames  process MB  managed heap  natively allocated");
        await MemoryAsync(videos[^1], frames);
    }

    private static async Task MemoryAsync(string video, int frames)
    {
        using var motion = new FlowCameraMotion();
        using var background = new MixtureBackground();
        var done = 0;
        while (done < frames)
        {
            await foreach (var frame in FramesAsync(video))
            {
                motion.Observe(frame, []);
                background.Observe(frame);
                if (++done % (frames / 10) == 0) Print(done);
                if (done == frames) return;
            }
        }
    }

    private static void Print(int frames)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var self = Process.GetCurrentProcess();
        double all = self.WorkingSet64 / 1e6, managed = GC.GetTotalMemory(true) / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frames,8} {all,11:0.0} {managed,13:0.0} {NativeHeap.Megabytes(),19:0.00}"));
    }

    private static async IAsyncEnumerable<Frame> FramesAsync(string video)
    {
        var reader = VideoReader.Open(await VideoProbe.ProbeAsync(video, default), new VideoReadOptions { DetectorInput = s_detector });
        await using (reader)
        {
            await foreach (var frame in reader.ReadAsync(default))
                using (frame) yield return frame;
        }
    }

    private static double Timed(Action action)
    {
        var begin = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }
}
