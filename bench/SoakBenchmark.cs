using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Embedded.Live;

namespace Stvg.Bench;

/// <summary>
/// A server left alone with cameras that never end: memory, handles, child processes and delay at the start and at the end, which should be
/// the same. Ten minutes by default; hours say more.
/// </summary>
internal static class SoakBenchmark
{
    private const double DefaultMinutes = 10;

    private static readonly string[] s_sentences =
    [
        "a person walking to the left", "a person walking to the right", "a person in black", "a car", "a white car",
        "somebody who comes in from the left", "two people walking together", "a man who stands still", "a dog", "a person riding a bicycle",
    ];

    private static readonly string[] s_clips = ["pets09-s2l1.avi", "car-detection.mp4", "one-by-one-person-detection.mp4"];

    public static int Run(string[] args)
    {
        var minutes = args.Length > 0 && double.TryParse(args[0], CultureInfo.InvariantCulture, out var given) ? given : DefaultMinutes;
        var clips = args.Length > 1 ? args[1..] : DefaultClips();
        if (clips.Length == 0 || !Array.TrueForAll(clips, File.Exists))
        {
            Console.Error.WriteLine("usage: soak [MINUTES [VIDEO ...]]; the videos are played in a loop, each as a camera");
            return 2;
        }

        RunAsync(minutes, clips).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(double minutes, string[] clips)
    {
        var folder = Directory.CreateTempSubdirectory("stvg soak ").FullName;
        try
        {
            var options = new ServerOptions
            {
                DataFolder = folder, MediaFolders = [.. clips.Select(c => Path.GetDirectoryName(Path.GetFullPath(c))!)], WebhookBody = _ => [],
                Video = new VideoRetention(TimeSpan.FromMinutes(2), 1L << 30), SegmentLength = TimeSpan.FromSeconds(5),
            };
            await using var server = await GroundingServer.StartAsync(options, NullLoggerFactory.Instance, default);
            for (var i = 0; i < s_sentences.Length; i++)
                await server.Queries.AddAsync(new StandingQuery { Id = $"q{i}", Text = s_sentences[i], Cooldown = TimeSpan.FromSeconds(20) }, default);
            for (var i = 0; i < clips.Length; i++)
                await server.Cameras.AddAsync(new CameraSettings { Id = $"camera-{i}", Source = Path.GetFullPath(clips[i]), Loop = true }, default);

            // A fifth of the time, half a minute at most, belongs to starting up: it says nothing of the long run.
            var total = TimeSpan.FromMinutes(minutes);
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, total.TotalSeconds / 5)));
            Console.WriteLine($"{clips.Length} cameras, {s_sentences.Length} standing queries, {minutes:0.#} minutes");
            Console.WriteLine("  minute  memory MB  heap MB  handles  threads  children  delay s  decoded  detected  dropped  alerts");
            var watch = Stopwatch.StartNew();
            while (true)
            {
                await PrintAsync(server, watch.Elapsed);
                if (watch.Elapsed >= total) break;
                var rest = total - watch.Elapsed;
                var step = TimeSpan.FromSeconds(Math.Max(10, total.TotalSeconds / 20));
                await Task.Delay(rest < step ? rest : step);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PrintAsync(GroundingServer server, TimeSpan elapsed)
    {
        // Collected first: what is left is what is held, not what has not been looked at yet.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var self = Process.GetCurrentProcess();
        var cameras = (await server.Cameras.ListAsync(default)).Select(c => c.Status).ToList();
        var handles = OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : self.HandleCount;
        var alerts = await server.Alerts.LatestAsync(default);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {elapsed.TotalMinutes,6:0.0}  {self.WorkingSet64 >> 20,9}  {GC.GetTotalMemory(false) >> 20,7}  {handles,7}  {self.Threads.Count,7}"
            + $"  {Children(),8}  {cameras.Max(c => c.DelaySeconds),7:0.00}  {cameras.Sum(c => c.FramesDecoded),7}  {cameras.Sum(c => c.FramesDetected),8}"
            + $"  {cameras.Sum(c => c.FramesDropped),7}  {alerts,6}"));
    }

    private static int Children() => OperatingSystem.IsLinux()
        ? Directory.GetDirectories("/proc/self/task").Sum(t => File.ReadAllText(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)
        : -1;

    private static string[] DefaultClips()
    {
        var folder = Environment.GetEnvironmentVariable("STVG_DATA") ?? Path.Combine("..", "shared", "data");
        return [.. s_clips.Select(n => Path.Combine(folder, "video", n)).Where(File.Exists)];
    }
}
