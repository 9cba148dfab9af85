using System.Globalization;
using Stvg.Core.Cameras;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Embedded;
using Stvg.Video.OpenCv;

namespace Stvg.Bench;

/// <summary>
/// What a moving camera costs in quality, and how much of that is won back: the real clips through windows that move by known rules, against the
/// same window at rest. docs/moving-cameras.md says how it is measured.
/// </summary>
internal static class MovingBenchmark
{
    // A sentence is asked of a clip when at least this share of its true tube is in the window.
    private const double LeastVisible = 0.6;

    public static int Run(string[] args)
    {
        var data = args.Length > 0 ? args[0] : Path.Combine("..", "shared", "data");
        if (!Directory.Exists(Path.Combine(data, "video")))
        {
            Console.Error.WriteLine($"usage: moving [DATA [KEEP]]; '{data}' has no folder 'video'");
            return 2;
        }

        if (OpenCvTools.Find() is null)
        {
            Console.Error.WriteLine($"moving: {OpenCvLibrary.Description}");
            return 2;
        }

        var keep = args.Length > 1 ? Directory.CreateDirectory(args[1]).FullName : null;
        var folder = keep ?? Directory.CreateTempSubdirectory("stvg moving ").FullName;
        try
        {
            RunAsync(data, folder).GetAwaiter().GetResult();
        }
        finally
        {
            if (keep is null) Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task RunAsync(string data, string folder)
    {
        var parser = await Sentences.LoadParserAsync(null, default);
        string[] sets = ["pets-dev", "clips-dev"];
        Console.WriteLine($"{"clip",-8} {"window",-6} {"camera motion",-13} {"HOTA",6} {"IDF1",6} {"m_vIoU",7} {"asked",6}");
        var sums = new Dictionary<(string, string), List<Quality>>();
        foreach (var name in sets)
        {
            var path = Path.Combine(data, "queries", name + ".json");
            GroundingSet set;
            using (var stream = File.OpenRead(path)) set = GroundingSetReader.Read(stream, path);
            foreach (var (key, clip) in set.Clips)
            {
                using var reader = new StreamReader(Path.Combine(data, "queries", clip.Tracks));
                var truth = MotText.ReadGroundTruth(reader, clip.Tracks);
                var video = Path.GetFullPath(Path.Combine(data, "queries", clip.Video));
                foreach (var window in (MovingWindow[])[MovingWindow.Still, .. MovingWindow.All])
                {
                    var moving = await MovingClip.MakeAsync(video, truth, window, Path.Combine(folder, $"{key}-{window.Name}.avi"));
                    foreach (var (how, tools) in Ways(moving, window))
                    {
                        var quality = await MeasureAsync(moving, set, key, parser, tools);
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                            $"{key,-8} {window.Name,-6} {how,-13} {quality.Hota,6:0.0} {quality.Idf1,6:0.0} {quality.VIoU,7:0.000} {quality.Asked,6}"));
                        var place = (window.Name, how);
                        (sums.TryGetValue(place, out var known) ? known : sums[place] = []).Add(quality);
                    }
                }
            }
        }

        Summarise(sums);
    }

    private static IEnumerable<(string, IVisionTools?)> Ways(MovingClip clip, MovingWindow window)
    {
        yield return ("none", null);
        yield return ("estimated", OpenCvTools.Find());
        if (window != MovingWindow.Still) yield return ("known", new KnownTools(clip));
    }

    private static async Task<Quality> MeasureAsync(MovingClip clip, GroundingSet set, string name, QueryParser parser, IVisionTools? tools)
    {
        var watched = await ClipEngine.AnalyseAsync(clip.Path, new ClipOptions { Vision = tools });
        var tracks = watched.Scene.Objects.Select(o => o.Tubelet).Where(Travel.IsPersonOrMoves)
            .SelectMany(t => t.Boxes.Select((b, i) => (Frame: t.Begin + i + 1, t.Id, Box: b.ClipTo(clip.Size.Width, clip.Size.Height))))
            .Where(r => r.Box.Area > 0).Select(r => new MotRow(r.Frame, r.Id, r.Box, 1)).ToList();
        var tracking = TrackingEvaluation.Evaluate(clip.Tracking, tracks);

        var asked = set with { Queries = [.. set.Queries.Where(q => q.Clip == name && IsVisible(q, clip))] };
        var options = new GroundingOptions();
        var answers = asked.Queries.ToDictionary(
            q => q.Id, q => Grounder.Ground(parser.Parse(q.Query), watched.Scene, name, options) is { Count: > 0 } tubes ? tubes[0] : null);
        var report = GroundingEvaluation.Evaluate(asked, new Dictionary<string, IReadOnlyList<MotRow>> { [name] = clip.Grounding }, answers);
        return new Quality(100 * tracking.Hota.Hota.Mean, 100 * tracking.Identity.Idf1, report.Figures.MeanVIoU, asked.Queries.Count);
    }

    private static bool IsVisible(GroundingQuery query, MovingClip clip) => query.Truth is { } truth
        && clip.Grounding.Count(r => r.Id == truth.Target && r.Frame >= truth.Begin && r.Frame <= truth.End) >= LeastVisible * (truth.End - truth.Begin + 1);

    private static void Summarise(Dictionary<(string Window, string How), List<Quality>> sums)
    {
        Console.WriteLine();
        Console.WriteLine("share of the loss against the window at rest that is left with compensation, all clips: estimated (known)");
        var still = Mean(sums[(MovingWindow.Still.Name, "none")]);
        foreach (var window in MovingWindow.All)
        {
            Quality none = Mean(sums[(window.Name, "none")]), estimated = Mean(sums[(window.Name, "estimated")]), known = Mean(sums[(window.Name, "known")]);
            Console.WriteLine($"{window.Name,-6} HOTA {Left(q => q.Hota)}  IDF1 {Left(q => q.Idf1)}  m_vIoU {Left(q => q.VIoU)}");

            string Left(Func<Quality, double> figure)
            {
                var lost = figure(still) - figure(none);
                return string.Create(CultureInfo.InvariantCulture,
                    $"{figure(still):0.000} -> {figure(none):0.000}, {figure(estimated):0.000}: {(figure(still) - figure(estimated)) / lost:0.00} ({(figure(still) - figure(known)) / lost:0.00})");
            }
        }
    }

    private static Quality Mean(List<Quality> all) => new(
        all.Average(q => q.Hota), all.Average(q => q.Idf1), all.Sum(q => q.VIoU * q.Asked) / all.Sum(q => q.Asked), all.Sum(q => q.Asked));

    private readonly record struct Quality(double Hota, double Idf1, double VIoU, int Asked);

    private sealed class KnownTools(MovingClip clip) : IVisionTools
    {
        public string Description => "the known motion";

        public ICameraMotion CreateCameraMotion() => clip.KnownMotion();
    }
}
