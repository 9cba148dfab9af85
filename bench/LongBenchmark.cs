using System.Diagnostics;
using System.Globalization;
using Stvg.Core.Grounding;
using Stvg.Embedded;

namespace Stvg.Bench;

/// <summary>
/// Long clips, joined from the real ones: people who come and go, again and again, and once, at three quarters, another clip with cars. What a
/// minute takes, how much memory is held, and whether the cars' event is found where it is.
/// </summary>
internal static class LongBenchmark
{
    private static readonly double[] s_minutes = [10, 20, 40];
    private static readonly string[] s_sentences = ["the red car"];

    public static int Run(string[] args)
    {
        var data = args.Length > 0 ? args[0] : Path.Combine("..", "shared", "data");
        var (people, cars) = (Path.Combine(data, "video", "one-by-one-person-detection.mp4"), Path.Combine(data, "video", "car-detection.mp4"));
        if (!File.Exists(people) || !File.Exists(cars))
        {
            Console.Error.WriteLine($"usage: long [DATA [MINUTES ...]]; '{data}' has no sample videos");
            return 2;
        }

        double[] minutes = args.Length > 1 ? [.. args[1..].Select(m => double.Parse(m, CultureInfo.InvariantCulture))] : s_minutes;
        RunAsync(people, cars, minutes).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(string people, string cars, double[] minutes)
    {
        var folder = Directory.CreateTempSubdirectory("stvg long ").FullName;
        try
        {
            string one = Path.Combine(folder, "people.mp4"), other = Path.Combine(folder, "cars.mp4");
            Encode(people, one);
            Encode(cars, other);
            var parser = await Sentences.LoadParserAsync(null, default);
            Console.WriteLine("sparse, without poses; heap: what is held after a collection, the most of every tenth of the clip");
            Console.WriteLine("  minutes  sentence                                 s/minute  heap MB  process MB  kept  answer s  expected s");
            foreach (var length in minutes)
            {
                var joined = Path.Combine(folder, "joined.mp4");
                var begin = Join(one, other, length, joined);
                foreach (var sentence in s_sentences)
                {
                    var plan = parser.Parse(sentence);
                    var options = new ClipOptions { Sparse = true, Poses = null, Sought = new Sought(plan, GroundingOptions.DefaultThreshold) };
                    var heap = new Heap();
                    var watch = Stopwatch.StartNew();
                    var clip = await ClipEngine.AnalyseAsync(joined, options, heap);
                    var tubes = Grounder.Ground(plan, clip.Scene, joined, new GroundingOptions());
                    using var self = Process.GetCurrentProcess();
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"  {clip.Scene.TimeOf(clip.FramesDecoded - 1).TotalMinutes,7:0.0}  {sentence,-40} {watch.Elapsed.TotalSeconds / length,8:0.00}  {heap.MostMegabytes,7:0}  {self.WorkingSet64 / 1e6,10:0}  {clip.Scene.Objects.Count,4}  {(tubes.Count > 0 ? $"{tubes[0].BeginTime.TotalSeconds,8:0.0}" : " nothing")}  {begin,8:0.0}"));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Joins clips; returns where the cars begin, seconds.</summary>
    private static double Join(string people, string cars, double minutes, string target)
    {
        var round = Seconds(people);
        var rounds = (int)Math.Ceiling(minutes * 60 / round);
        var before = 3 * rounds / 4;
        var list = target + ".txt";
        File.WriteAllLines(list, Enumerable.Range(0, rounds + 1).Select(i => $"file '{(i == before ? cars : people)}'"));
        Ffmpeg("-f", "concat", "-safe", "0", "-i", list, "-c", "copy", target);
        return before * round;
    }

    // The same size, rate and coding, so that they can be joined without coding them again.
    private static void Encode(string source, string target) =>
        Ffmpeg("-i", source, "-vf", "scale=768:432,fps=10", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-an", target);

    private static double Seconds(string video)
    {
        using var process = Process.Start(new ProcessStartInfo("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", video])
        {
            RedirectStandardOutput = true,
        })!;
        var seconds = double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        process.WaitForExit();
        return seconds;
    }

    private static void Ffmpeg(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-y", .. args]))!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"ffmpeg ended with {process.ExitCode}");
    }

    /// <summary>Looks at the heap now and then while a clip is watched.</summary>
    private sealed class Heap : IProgress<ClipProgress>
    {
        private int _next;

        public double MostMegabytes { get; private set; }

        public void Report(ClipProgress value)
        {
            if (value.Frames < _next) return;
            _next = value.Frames + Math.Max(600, (value.Total ?? 6000) / 10);
            MostMegabytes = Math.Max(MostMegabytes, GC.GetTotalMemory(forceFullCollection: true) / 1e6);
        }
    }
}
