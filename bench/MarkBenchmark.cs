using System.Diagnostics;
using System.Globalization;
using Stvg.Core.Correspondences;
using Stvg.Core.Frames;

namespace Stvg.Bench;

/// <summary>What drawing marks costs per frame of 768x576, and how many bytes it allocates.</summary>
internal static class MarkBenchmark
{
    private const int Width = 768, Height = 576, WarmUp = 500, Measured = 1000;

    public static int Run(string[] arguments)
    {
        var pixels = new byte[Width * Height * 3];
        Console.WriteLine("marks  people     outline  us/frame median  p99      bytes/frame");
        foreach (var count in (int[])[1, 5, 8, 20])
        {
            foreach (var height in (int[])[84, 300])
            {
                foreach (var outline in (bool[])[false, true])
                {
                    (int, int, Box)[] people = [.. Enumerable.Range(0, count).Select(i =>
                        (i + 8, i, new Box(30 + (700f / count * i), 200 + (37 * i % 60), 0.4f * height, height)))];
                    var marks = MarkPlacement.Place(people, [], new FrameSize(Width, Height), new MarkOptions().Diameter * Width);
                    var (median, p99, bytes) = Measure(pixels, marks, outline);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{count,5}  {height,3} px     {(outline ? "yes" : "no"),-7}  {median,15:F1}  {p99,7:F1}  {bytes,11:F1}"));
                }
            }
        }
        return 0;
    }

    private static (double Median, double P99, double Bytes) Measure(byte[] pixels, PlacedMark[] marks, bool outline)
    {
        var microseconds = new double[Measured];
        var allocated = 0L;
        for (var i = 0; i < WarmUp + Measured; i++)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            MarkPainter.Draw(pixels, Width, Height, Width * 3, 1, marks, outline);
            var elapsed = Stopwatch.GetElapsedTime(started);
            if (i < WarmUp) continue;
            microseconds[i - WarmUp] = elapsed.TotalMicroseconds;
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
        }
        Array.Sort(microseconds);
        return (microseconds[Measured / 2], microseconds[Measured * 99 / 100], (double)allocated / Measured);
    }
}
