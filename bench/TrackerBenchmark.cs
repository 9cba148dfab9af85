using System.Diagnostics;
using System.Globalization;
using Stvg.Core.Tracking;

namespace Stvg.Bench;

/// <summary>
/// What <see cref="Tracker.Update"/> costs per frame: objects that walk about a 1080p picture, meet, hide one frame in twenty and are
/// detected with noise. Only the call itself is timed; the median does not see other programs on the machine.
/// </summary>
internal static class TrackerBenchmark
{
    private const int WarmUp = 6000, Measured = 2000, AppearanceLength = 198;

    public static int Run(string[] arguments)
    {
        // The just-in-time compiler takes its time to bring all code to its best form.
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < TimeSpan.FromSeconds(2);) Measure(32, AppearanceLength, historySeconds: 30);

        Console.WriteLine("objects  appearance  us/frame median  us/frame p99  bytes/frame (30 s of history)  bytes/frame (all history)");
        foreach (var appearanceLength in (int[])[0, AppearanceLength])
        {
            foreach (var objects in (int[])[10, 32, 100])
            {
                var live = Measure(objects, appearanceLength, historySeconds: 30);
                var whole = Measure(objects, appearanceLength, historySeconds: null);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{objects,7}  {appearanceLength,10}  {live.Median,15:F1}  {live.P99,12:F1}  {live.Bytes,29:F1}  {whole.Bytes,25:F1}"));
            }
        }
        return 0;
    }

    private static (double Median, double P99, double Bytes) Measure(int objects, int appearanceLength, float? historySeconds)
    {
        var scene = new WalkingScene(objects, appearanceLength);
        var tracker = new Tracker(new TrackerOptions
        {
            FrameSize = WalkingScene.Size,
            AppearanceLength = appearanceLength,
            HistorySeconds = historySeconds,
        });
        var microseconds = new double[Measured];
        var allocated = 0L;
        for (var frame = 0; frame < WarmUp + Measured; frame++)
        {
            scene.Advance();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            tracker.Update(frame, scene.Detections, scene.Appearance);
            var elapsed = Stopwatch.GetElapsedTime(started);
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            tracker.TakeFinished(); // as a live camera's host does; not part of what is measured
            if (frame < WarmUp) continue;
            microseconds[frame - WarmUp] = elapsed.TotalMicroseconds;
            allocated += bytes;
        }
        Array.Sort(microseconds);
        return (microseconds[Measured / 2], microseconds[Measured * 99 / 100], (double)allocated / Measured);
    }
}
