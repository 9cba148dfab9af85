using System.Diagnostics;
using System.Globalization;
using Stvg.Core.Frames;
using Stvg.Core.Tracking.Appearance;

namespace Stvg.Bench;

/// <summary>What describing eight people costs per frame, at several sizes; pixels per box are bounded, so that size hardly matters.</summary>
internal static class AppearanceBenchmark
{
    private const int People = 8, WarmUp = 20_000, Measured = 1000, Width = 1280, Height = 720, Cells = 160, CellRows = 90, Channels = 64;

    public static int Run(string[] arguments)
    {
        var random = new Random(5);
        var pixels = new byte[Width * Height * 3];
        random.NextBytes(pixels);
        var image = new ImageView(pixels, Width, Height, Width * 3);
        var values = new float[Cells * CellRows * Channels];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextSingle();
        var features = new FeatureMap(values, Cells, CellRows, Channels, 8);

        Console.WriteLine("parts              box height  us/frame median  bytes/frame");
        foreach (var parts in Enum.GetValues<AppearanceParts>())
        {
            foreach (var height in (int[])[84, 300])
            {
                var detections = Enumerable.Range(0, People).Select(i => new Detection(new Box(30 + (140 * i), 100, 0.4f * height, height), 0, 0.9f)).ToArray();
                var (median, bytes) = Measure(new AppearanceExtractor(parts), image, features, detections);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parts,-17}  {height,10}  {median,15:F1}  {bytes,11:F1}"));
            }
        }
        return 0;
    }

    private static (double Median, double Bytes) Measure(AppearanceExtractor extractor, ImageView image, FeatureMap features, Detection[] detections)
    {
        var rows = new float[detections.Length * extractor.Length];
        var microseconds = new double[Measured];
        var allocated = 0L;
        for (var i = 0; i < WarmUp + Measured; i++)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            extractor.Extract(image, 1, features, detections, rows);
            var elapsed = Stopwatch.GetElapsedTime(started);
            if (i < WarmUp) continue;
            microseconds[i - WarmUp] = elapsed.TotalMicroseconds;
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
        }
        Array.Sort(microseconds);
        return (microseconds[Measured / 2], (double)allocated / Measured);
    }
}
