using System.Diagnostics;
using System.Globalization;
using Stvg.Core.Cameras;
using Stvg.Core.Sparsification;

namespace Stvg.Bench;

/// <summary>
/// What a <see cref="CameraMachine"/> costs: the verdict on every frame, and an update after a look (appearance, tracking, colours, the
/// live objects with 30 s of history), with people who walk about. The detector itself is not part of it.
/// </summary>
internal static class CameraBenchmark
{
    private const int FramesPerSecond = 10, WarmUp = 3000, Measured = 3000;

    public static int Run(string[] arguments)
    {
        Console.WriteLine("objects  looks/s  us/update median  us/update p99  KiB/update  us/verdict median  bytes/verdict");
        foreach (var objects in (int[])[5, 20])
        {
            foreach (var sparse in (bool[])[true, false])
            {
                var (looks, update, verdict) = Measure(objects, sparse);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{objects,7}  {looks,7:F1}  {update.Median,16:F0}  {update.P99,13:F0}  {update.Bytes / 1024,10:F0}  {verdict.Median,17:F0}  {verdict.Bytes,13:F0}"));
            }
        }
        return 0;
    }

    private static (double Looks, Cost Update, Cost Verdict) Measure(int objects, bool sparse)
    {
        var scene = new WalkingScene(objects, 0);
        var studio = new Studio(WalkingScene.Size);
        var machine = new CameraMachine(new CameraMachineOptions
        {
            CameraId = "bench",
            Timeline = new CameraTimeline(DateTimeOffset.UnixEpoch, FramesPerSecond),
            Size = WalkingScene.Size,
            Sparsification = sparse ? new SparsificationOptions() : SparsificationOptions.EveryFrame,
        });
        Samples updates = new(), verdicts = new();
        for (var number = 0; number < WarmUp + Measured; number++)
        {
            scene.Advance();
            using var frame = studio.Paint(number, scene.Detections);
            verdicts.Begin();
            var look = machine.Consider(frame).Detect;
            verdicts.End(number >= WarmUp);
            if (!look)
            {
                machine.Skip(frame);
                continue;
            }
            updates.Begin();
            machine.Observe(frame, scene.Detections, null);
            updates.End(number >= WarmUp);
        }
        return ((double)updates.Count * FramesPerSecond / Measured, updates.Cost(), verdicts.Cost());
    }

    private readonly record struct Cost(double Median, double P99, double Bytes);

    private sealed class Samples
    {
        private readonly List<double> _microseconds = [];
        private long _started, _bytes, _allocated;

        public int Count => _microseconds.Count;

        public void Begin() => (_bytes, _started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());

        public void End(bool counts)
        {
            var elapsed = Stopwatch.GetElapsedTime(_started);
            if (!counts) return;
            _allocated += GC.GetAllocatedBytesForCurrentThread() - _bytes;
            _microseconds.Add(elapsed.TotalMicroseconds);
        }

        public Cost Cost()
        {
            _microseconds.Sort();
            return new Cost(_microseconds[Count / 2], _microseconds[Count * 99 / 100], (double)_allocated / Count);
        }
    }
}
