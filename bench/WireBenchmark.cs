using System.Diagnostics;
using System.Globalization;
using Stvg.Core.Cameras.Wire;

namespace Stvg.Bench;

/// <summary>
/// What it costs to send a camera's updates to another machine: twenty people with half a minute of past each, 15 updates a second.
/// </summary>
internal static class WireBenchmark
{
    private const int People = 20, WarmUp = 700, Measured = 600, WholeEvery = 10;

    public static int Run(string[] arguments)
    {
        var scene = new WatchedScene(People);
        var writer = new UpdateWriter("bench", 1);
        var reader = new UpdateReader();
        Cost write = new(), read = new(), writeWhole = new(), readWhole = new();
        for (var i = 0; i < WarmUp + Measured; i++)
        {
            var (update, counts) = (scene.Next(), i >= WarmUp);
            var message = write.Take(() => writer.Write(update), counts, m => m.Content.Length);
            read.Take(() => reader.Read(message, out _), counts, _ => message.Content.Length);
            if (i % WholeEvery > 0) continue;
            var whole = writeWhole.Take(writer.WriteWhole, counts, m => m.Content.Length);
            readWhole.Take(() => new UpdateReader().Read(whole, out _), counts, _ => whole.Content.Length);
        }

        Console.WriteLine($"{People} people with 30 s, {Measured} updates at {WatchedScene.Fps} per second");
        Console.WriteLine("                    us median    us p99  bytes sent  KiB allocated");
        write.Print("difference, write");
        read.Print("difference, read");
        writeWhole.Print("whole, write");
        readWhole.Print("whole, read");
        return 0;
    }

    private sealed class Cost
    {
        private readonly List<double> _microseconds = [];
        private double _allocated, _sent;

        public T Take<T>(Func<T> work, bool counts, Func<T, int> size)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            var result = work();
            var elapsed = Stopwatch.GetElapsedTime(started);
            if (!counts) return result;
            _allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            _sent += size(result);
            _microseconds.Add(elapsed.TotalMicroseconds);
            return result;
        }

        public void Print(string what)
        {
            _microseconds.Sort();
            var n = _microseconds.Count;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what,-18}  {_microseconds[n / 2],9:F0}  {_microseconds[n * 99 / 100],8:F0}  " +
                $"{_sent / n,10:F0}  {_allocated / n / 1024,13:F0}"));
        }
    }
}
