using System.Globalization;
using Stvg.Core.Cameras;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Embedded;
using Stvg.Video.OpenCv;

namespace Stvg.Bench;

/// <summary>
/// What a moving camera costs in quality, and how much of that is won back: the real clips through windows that move by known rules, against the
/// same window at rest, and against a motion that is known. docs/moving-cameras.md says how it is measured.
/// </summary>
internal static class MovingBenchmark
{
    // A sentence is asked of a clip when at least this share of its true tube is in the window.
    private const double LeastVisible = 0.6;

    private static readonly (string Name, Func<MovingClip, IVisionTools>? Tools)[] s_ways =
    [
        ("none", null), ("estimated", static _ => new Tools(static () => new FlowCameraMotion())), ("known", static clip => new Tools(clip.KnownMotion)),
    ];

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
                foreach (var window in (MovingWindow[])[MovingWindow.Rest, .. MovingWindow.All])
                {
                    var moving = await MovingClip.MakeAsync(video, truth, window, Path.Combine(folder, $"{key}-{window.Name}.avi"));
                    foreach (var (how, tools) in s_ways.Where(w => window != MovingWindow.Rest || w.Name != "known"))
                    {
                        var quality = await MeasureAsync(moving, set, key, parser, tools?.Invoke(moving));
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

    private static async Task<Quality> MeasureAsync(MovingClip clip, GroundingSet set, string name, QueryParser parser, IVisionTools? tools)
    {
        var watched = await ClipEngine.AnalyseAsync(clip.Path, new ClipOptions { Vision = tools });
        var tracks = watched.Scene.Objects.Select(o => o.Tubelet).Where(Travel.IsPersonOrMoves)
            .SelectMany(t => t.Boxes.Select((b, i) => (Frame: t.Begin + i + 1, t.Id, Box: b.ClipTo(clip.Size.Width, clip.Size.Height))))
            .Where(r => r.Box.Area > 0).Select(r => new MotRow(r.Frame, r.Id, r.Box, 1)).ToList();
        var tracking = TrackingEvaluation.Evaluate(clip.Tracking, tracks);

        var asked = set with { Queries = [.. set.Queries.Where(q => q.Clip == name).Select(q => Visible(q, clip)).OfType<GroundingQuery>()] };
        var options = new GroundingOptions();
        var answers = asked.Queries.ToDictionary(
            q => q.Id, q => Grounder.Ground(parser.Parse(q.Query), watched.Scene, name, options) is { Count: > 0 } tubes ? tubes[0] : null);
        var report = GroundingEvaluation.Evaluate(asked, new Dictionary<string, IReadOnlyList<MotRow>> { [name] = clip.Grounding }, answers);
        return new Quality(100 * tracking.Hota.Hota.Mean, 100 * tracking.Identity.Idf1, report.Figures.MeanVIoU, asked.Queries.Count);
    }

    /// <summary>A sentence with the part of its truth that is in the window; null where that is too little, and where nothing is true of it.</summary>
    private static GroundingQuery? Visible(GroundingQuery query, MovingClip clip)
    {
        if (query.Truth is not { } truth) return null;
        int[] frames = [.. clip.Grounding.Where(r => r.Id == truth.Target && r.Frame >= truth.Begin && r.Frame <= truth.End).Select(r => r.Frame).Order()];
        if (frames.Length < LeastVisible * (truth.End - truth.Begin + 1)) return null;
        return query with { Truth = truth with { Begin = frames[0], End = frames[^1] } };
    }

    private static void Summarise(Dictionary<(string Window, string How), List<Quality>> sums)
    {
        Console.WriteLine();
        Console.WriteLine("all clips: at rest, known motion -> no compensation, estimated: share of the loss against the better of the first two that is left");
        foreach (var window in MovingWindow.All)
        {
            Quality still = Mean(sums[(MovingWindow.Rest.Name, "none")]), none = Mean(sums[(window.Name, "none")]), estimated = Mean(sums[(window.Name, "estimated")]), known = Mean(sums[(window.Name, "known")]);
            Console.WriteLine($"{window.Name,-6} HOTA {Left(q => q.Hota)}  IDF1 {Left(q => q.Idf1)}  m_vIoU {Left(q => q.VIoU)}");

            string Left(Func<Quality, double> figure)
            {
                // The stricter of the two that lose nothing.
                var best = Math.Max(figure(still), figure(known));
                return string.Create(CultureInfo.InvariantCulture,
                    $"{figure(still):0.000} {figure(known):0.000} -> {figure(none):0.000}, {figure(estimated):0.000}: {(best - figure(estimated)) / (best - figure(none)):0.00}");
            }
        }
    }

    private static Quality Mean(List<Quality> all) => new(
        all.Average(q => q.Hota), all.Average(q => q.Idf1), all.Sum(q => q.VIoU * q.Asked) / all.Sum(q => q.Asked), all.Sum(q => q.Asked));

    private readonly record struct Quality(double Hota, double Idf1, double VIoU, int Asked);

    /// <summary>Camera motion alone: what else looks at pixels is measured elsewhere.</summary>
    private sealed class Tools(Func<ICameraMotion> motion) : IVisionTools
    {
        public string Description => "camera motion";

        public ICameraMotion CreateCameraMotion() => motion();

        public IBackgroundModel? CreateBackground() => null;

        public ICaptureDevices? Captures => null;
    }
}
