using System.Globalization;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Bench;

/// <summary>
/// Whether the tracker's defaults are a plateau or a lucky point: quality over the 11 MOT15 sequences when one setting at a time is
/// halved to doubled, and leave-one-out, where each sequence is tracked with the settings that are best for the other ten.
/// </summary>
internal static class TrackerRobustness
{
    private sealed record Clip(string Name, float FramesPerSecond, FrameSize Size, int Length, List<MotRow> Truth, ILookup<int, Detection> Detections);

    private sealed record Settings(string Name, TrackerOptions Tracker, MendingOptions Mending);

    public static int Run(string[] arguments)
    {
        var data = arguments.Length > 0 ? arguments[0] : Environment.GetEnvironmentVariable("STVG_DATA") ?? Path.Combine("..", "shared", "data");
        if (!Directory.Exists(Path.Combine(data, "mot15")))
        {
            Console.Error.WriteLine($"tracker-robustness: no folder mot15 in '{data}'; name the evaluation data's folder");
            return 2;
        }
        var clips = Directory.GetDirectories(Path.Combine(data, "mot15")).Order(StringComparer.Ordinal).Select(Read).ToArray();
        var variants = Variants().ToArray();
        Console.WriteLine($"{"setting",-34} {"HOTA",7} {"IDF1",7}");
        var results = variants.Select(v => clips.Select(c => Evaluate(c, v)).ToArray()).ToArray();
        for (var i = 0; i < variants.Length; i++) Print(variants[i].Name, results[i]);

        var held = clips.Select((clip, c) =>
        {
            var best = Enumerable.Range(0, variants.Length).MaxBy(v => Merit(results[v].Where((_, other) => other != c)));
            Console.WriteLine($"without {clip.Name,-16} best is {variants[best].Name}");
            return results[best][c];
        }).ToArray();
        Print("leave-one-out", held);
        return 0;
    }

    private static IEnumerable<Settings> Variants()
    {
        var tracker = new TrackerOptions();
        var mending = new MendingOptions();
        yield return new("defaults", tracker, mending);
        foreach (var v in (float[])[6, 7, 9, 10]) yield return new($"MaximumDistance {v}", tracker with { MaximumDistance = v }, mending);
        foreach (var v in (float[])[0.05f, 0.2f]) yield return new($"MinimumOverlap {v}", tracker with { MinimumOverlap = v }, mending);
        foreach (var v in (float[])[0.5f, 2]) yield return new($"LostSeconds {v}", tracker with { LostSeconds = v }, mending);
        foreach (var v in (float[])[1.5f, 6]) yield return new($"ConfirmationScore {v}", tracker with { ConfirmationScore = v }, mending);
        foreach (var v in (float[])[0.125f, 0.5f])
            yield return new($"tracker CentreAcceleration {v}", tracker with { Motion = tracker.Motion with { CentreAcceleration = v } }, mending);
        foreach (var v in (float[])[0.03f, 0.08f])
            yield return new($"tracker CentreNoise {v}", tracker with { Motion = tracker.Motion with { CentreNoise = v } }, mending);
        foreach (var v in (float[])[2, 3, 4, 6, 7, 8]) yield return new($"LinkThreshold {v}", tracker, mending with { LinkThreshold = v });
        foreach (var v in (float[])[0.25f, 1]) yield return new($"CutSeconds {v}", tracker, mending with { CutSeconds = v });
        foreach (var v in (float[])[1.5f, 6]) yield return new($"LongestGapSeconds {v}", tracker, mending with { LongestGapSeconds = v });
        foreach (var v in (float[])[0.25f, 1]) yield return new($"GapCost {v}", tracker, mending with { GapCost = v });
        foreach (var v in (float[])[0, 0.7f, 0.85f, 0.9f]) yield return new($"LeastRelativeScore {v}", tracker, mending with { LeastRelativeScore = v });
        foreach (var v in (float[])[0.25f, 1]) yield return new($"ShortestSeconds {v}", tracker, mending with { ShortestSeconds = v });
        foreach (var v in (float[])[0.125f, 0.5f])
            yield return new($"mending CentreAcceleration {v}", tracker, mending with { Motion = mending.Motion with { CentreAcceleration = v } });
        yield return new("no smoothing", tracker, mending with { Smooth = false });
    }

    private static TrackingMetrics Evaluate(Clip clip, Settings settings)
    {
        var tracker = new Tracker(settings.Tracker with { FramesPerSecond = clip.FramesPerSecond, FrameSize = clip.Size });
        for (var frame = 0; frame < clip.Length; frame++) tracker.Update(frame, [.. clip.Detections[frame + 1]]);
        var tubelets = TubeletMending.Mend(tracker.Finish(), settings.Mending with { FramesPerSecond = clip.FramesPerSecond, FrameSize = clip.Size });
        return TrackingEvaluation.Evaluate(clip.Truth, [.. tubelets.SelectMany(t => t.Boxes.Select((b, i) => new MotRow(t.Begin + i + 1, t.Id, b, 1)))]);
    }

    private static double Merit(IEnumerable<TrackingMetrics> parts)
    {
        var combined = TrackingMetrics.Combine([.. parts]);
        return combined.Hota.Hota.Mean + combined.Identity.Idf1;
    }

    private static void Print(string name, TrackingMetrics[] parts)
    {
        var combined = TrackingMetrics.Combine(parts);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {100 * combined.Hota.Hota.Mean,7:F2} {100 * combined.Identity.Idf1,7:F2}"));
    }

    private static Clip Read(string folder)
    {
        var info = File.ReadLines(Path.Combine(folder, "seqinfo.ini"))
            .Select(line => line.Split('=')).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        using var truth = new StreamReader(Path.Combine(folder, "gt", "gt.txt"));
        using var detections = new StreamReader(Path.Combine(folder, "det", "det.txt"));
        return new Clip(
            Path.GetFileName(folder), float.Parse(info["frameRate"], CultureInfo.InvariantCulture),
            new FrameSize(Number("imWidth"), Number("imHeight")), Number("seqLength"), MotText.ReadGroundTruth(truth, folder),
            MotText.Read(detections, folder).ToLookup(row => row.Frame, row => new Detection(row.Box, CocoClasses.Person, row.Score)));

        int Number(string key) => int.Parse(info[key], CultureInfo.InvariantCulture);
    }
}
