using System.Globalization;
using Stvg.Core.Cameras;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Embedded;
using Stvg.Video.OpenCv;

namespace Stvg.Bench;

/// <summary>
/// What a moving camera costs in quality, and how much of that is won back: the real clips through windows that move by known rules, against
/// the same detections of the camera that stood. docs/moving-cameras.md says how it is measured.
/// </summary>
internal static class MovingBenchmark
{
    // A sentence is asked of a clip when at least this share of its true tube is in the window.
    private const double LeastVisible = 0.6;

    private const string Still = "still camera";

    private static readonly (string Name, Func<MovingClip, IVisionTools>? Tools)[] s_ways =
    [
        (Still, null), ("none", null), ("estimated", static _ => new Tools(static () => new FlowCameraMotion())), ("known", static clip => new Tools(clip.KnownMotion)),
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
                foreach (var window in MovingWindow.All)
                {
                    var moving = await MovingClip.MakeAsync(video, truth, window, Path.Combine(folder, $"{key}-{window.Name}.avi"));
                    var found = await DetectAsync(moving);
                    foreach (var (how, tools) in s_ways)
                    {
                        var quality = await MeasureAsync(how == Still ? video : moving.Path, moving, found, set, key, parser, tools?.Invoke(moving), how == Still);
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

    /// <summary>What the detector finds in the moving picture, once for all.</summary>
    private static async Task<Dictionary<long, Detection[]>> DetectAsync(MovingClip clip)
    {
        var found = new Dictionary<long, Detection[]>();
        await ClipEngine.DetectAsync(clip.Path, new ClipOptions(), (frame, detections) => found[frame] = detections.ToArray());
        return found;
    }

    private static async Task<Quality> MeasureAsync(
        string video, MovingClip clip, Dictionary<long, Detection[]> found, GroundingSet set, string name, QueryParser parser, IVisionTools? tools, bool still)
    {
        var watched = await ClipEngine.AnalyseAsync(video, new ClipOptions
        {
            Vision = tools,
            // The same detections: of the camera that stands where they are in its picture.
            Detections = frame => still
                ? Array.ConvertAll(found[frame], d => d with { Box = clip.Views[(int)frame].Inverse.Map(d.Box) }) : found[frame],
        });
        var tracks = watched.Scene.Objects.Where(o => o.Fate == ThingFate.None).Select(o => o.Tubelet).Where(Travel.IsPersonOrMoves)
            .SelectMany(t => t.Boxes.Select((b, i) => (Frame: t.Begin + i, t.Id, Box: Seen(b, t.Begin + i))))
            .Where(r => r.Box.Area > 0).Select(r => new MotRow(r.Frame + 1, r.Id, r.Box, 1)).ToList();
        var tracking = TrackingEvaluation.Evaluate(clip.Tracking, MovingClip.Visits(tracks));

        var asked = set with { Queries = [.. set.Queries.Where(q => q.Clip == name).Select(q => Visible(q, clip)).OfType<GroundingQuery>()] };
        var options = new GroundingOptions();
        var answers = asked.Queries.ToDictionary(
            q => q.Id, q => Grounder.Ground(parser.Parse(q.Query), watched.Scene, name, options) is { Count: > 0 } tubes ? InWindow(tubes[0]) : null);
        var report = GroundingEvaluation.Evaluate(asked, new Dictionary<string, IReadOnlyList<MotRow>> { [name] = clip.Grounding }, answers);
        return new Quality(100 * tracking.Hota.Hota.Mean, 100 * tracking.Identity.Idf1, report.Figures.MeanVIoU, asked.Queries.Count);

        Box Seen(Box box, int frame) => (still ? clip.Views[frame].Map(box) : box).ClipTo(clip.Size.Width, clip.Size.Height);

        Tube InWindow(Tube tube) => tube with { Boxes = [.. tube.Boxes.Select((b, i) => Seen(b, tube.Begin + i))] };
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
        Console.WriteLine("share of the loss against the still camera that is left with compensation, all clips: estimated (known)");
        foreach (var window in MovingWindow.All)
        {
            var still = Mean(sums[(window.Name, Still)]);
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

    /// <summary>Camera motion alone: what else looks at pixels is measured elsewhere.</summary>
    private sealed class Tools(Func<ICameraMotion> motion) : IVisionTools
    {
        public string Description => "camera motion";

        public ICameraMotion CreateCameraMotion() => motion();

        public IBackgroundModel? CreateBackground() => null;
    }
}
