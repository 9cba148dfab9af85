using System.Diagnostics;
using System.Globalization;
using Stvg.Core;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Queries;
using Stvg.Embedded;

namespace Stvg.Bench;

/// <summary>
/// What one camera update costs when thousands of sentences are on watch, against what it costs with ten of them: the same updates of the
/// same moving scene, in turns, so that whatever else the machine does falls on both.
/// </summary>
internal static class StandingBenchmark
{
    private const double RealShare = 0;
    private const int Many = 10_000, Few = 10, People = 20, WarmUp = 900, Measured = 1500;

    public static int Run(string[] arguments)
    {
        var data = arguments.Length > 0 ? arguments[0] : Environment.GetEnvironmentVariable("STVG_DATA") ?? Path.Combine("..", "shared", "data");
        var share = arguments.Length > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : RealShare;
        var vidStg = Path.Combine(data, "queries", "vidstg-val.json");
        if (!File.Exists(vidStg))
        {
            Console.Error.WriteLine($"standing: no file '{vidStg}'; name the evaluation data's folder");
            return 2;
        }

        var parser = Sentences.LoadParserAsync(Console.Error.WriteLine, default).GetAwaiter().GetResult();
        var plans = Plans(StandingSentences.Make(vidStg, 3 * Many, share), parser);
        if (plans.Count < Many) throw new InvalidOperationException($"only {plans.Count} of the sentences are understood");

        // Every thousandth, so that the ten are as mixed as all.
        var many = new Watched([.. plans.Take(Many)]);
        var few = new Watched([.. plans.Take(Many).Where((_, i) => i % (Many / Few) == Many / Few / 2)]);
        var scene = new WatchedScene(People);
        for (var i = 0; i < WarmUp + Measured; i++)
        {
            var update = scene.Next();
            if (i == WarmUp)
            {
                many.Begin();
                few.Begin();
            }

            (i % 2 == 0 ? many : few).Take(update, i >= WarmUp);
            (i % 2 == 0 ? few : many).Take(update, i >= WarmUp);
        }

        Console.WriteLine($"{People} people, {Measured} updates at {WatchedScene.Fps} per second");
        Console.WriteLine("queries  meanings  us/update median     mean      p99   KB/update  looks  touched  considered  scored  matched  changes   (per update)");
        few.Print();
        many.Print();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio of medians {many.Median / few.Median:F2}, of means {many.Mean / few.Mean:F2}"));
        return 0;
    }

    private static List<(StandingQuery Query, QueryPlan Plan)> Plans(List<string> sentences, QueryParser parser)
    {
        var plans = new List<(StandingQuery, QueryPlan)>();
        foreach (var sentence in sentences)
        {
            try
            {
                plans.Add((new StandingQuery { Id = $"q{plans.Count}", Text = sentence }, parser.Parse(sentence)));
            }
            catch (StvgException)
            {
                // A few of the annotators' sentences are not understood at all; nobody can put those on watch.
            }
        }

        return plans;
    }

    private sealed class Watched
    {
        private readonly StandingQueries _queries = new();
        private readonly List<double> _microseconds = [];
        private StandingWork _before;
        private long _bytes, _changes;

        public Watched(List<(StandingQuery Query, QueryPlan Plan)> plans)
        {
            foreach (var (query, plan) in plans) _queries.Put(query, plan);
        }

        public double Median => _microseconds.Order().ElementAt(_microseconds.Count / 2);

        public double Mean => _microseconds.Average();

        public void Begin() => _before = _queries.Work;

        public void Take(CameraUpdate update, bool isMeasured)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            var changes = _queries.Update(update);
            var elapsed = Stopwatch.GetElapsedTime(started);
            if (!isMeasured) return;
            _microseconds.Add(elapsed.TotalMicroseconds);
            _bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
            _changes += changes.Count;
        }

        public void Print()
        {
            var (now, n) = (_queries.Work, (double)_microseconds.Count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{_queries.Count,7}  {_queries.Meanings,8}  {Median,16:F0}  {Mean,7:F0}  {_microseconds.Order().ElementAt(_microseconds.Count * 99 / 100),7:F0}  {_bytes / n / 1024,10:F1}  {(now.Looks - _before.Looks) / n,5:F2}  {(now.Touched - _before.Touched) / n,7:F1}  {(now.Considered - _before.Considered) / n,10:F1}  {(now.Scored - _before.Scored) / n,6:F1}  {(now.Matched - _before.Matched) / n,7:F1}  {_changes / n,7:F2}"));
        }
    }
}
