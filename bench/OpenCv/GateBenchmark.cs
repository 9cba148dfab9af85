using System.Globalization;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using Stvg.Core.Sparsification;
using Stvg.Embedded;
using Stvg.Video.OpenCv;

namespace Stvg.Bench;

/// <summary>How many runs of the detector are saved by grey levels alone, and by grey levels that a background model confirms; and what is lost.</summary>
internal static class GateBenchmark
{
    public static int Run(string[] args)
    {
        var data = args.Length > 0 ? args[0] : Path.Combine("..", "shared", "data");
        if (!Directory.Exists(Path.Combine(data, "video")) || OpenCvTools.Find() is not { } tools)
        {
            Console.Error.WriteLine($"usage: gate [DATA]; needs OpenCV ({OpenCvLibrary.Description}) and a folder 'video' in '{data}'");
            return 2;
        }

        RunAsync(data, tools).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(string data, OpenCvTools tools)
    {
        var parser = await Sentences.LoadParserAsync(null, default);
        Console.WriteLine("clip                              decoded  grey levels  with MOG2   saved   m_vIoU  with MOG2   reasons with MOG2");
        foreach (var video in Directory.GetFiles(Path.Combine(data, "video")).Order(StringComparer.Ordinal))
        {
            var grey = await ClipEngine.AnalyseAsync(video, new ClipOptions { Sparse = true });
            var mixture = await ClipEngine.AnalyseAsync(video, new ClipOptions { Sparse = true, Vision = tools, ConfirmByBackground = true });
            FrameCounts before = grey.Frames.Counts(), after = mixture.Frames.Counts();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(video),-32} {before.Decoded,8} {before.Detected,12} {after.Detected,10} {1 - ((double)after.Detected / before.Detected),7:0%} {Ask(grey),8} {Ask(mixture),10}   {after}"));
        }

        string Ask(ClipAnalysis clip)
        {
            foreach (var name in (string[])["pets-dev", "clips-dev"])
            {
                var path = Path.Combine(data, "queries", name + ".json");
                using var stream = File.OpenRead(path);
                var set = GroundingSetReader.Read(stream, path);
                if (set.Clips.FirstOrDefault(c => Path.GetFileName(c.Value.Video) == Path.GetFileName(clip.Path)) is not { Key: { } key, Value: { } known }) continue;
                var asked = set with { Queries = [.. set.Queries.Where(q => q.Clip == key)] };
                using var rows = new StreamReader(Path.Combine(data, "queries", known.Tracks));
                var tracks = new Dictionary<string, IReadOnlyList<MotRow>> { [key] = MotText.ReadGroundTruth(rows, known.Tracks) };
                var answers = asked.Queries.ToDictionary(q => q.Id, q => Grounder.Ground(parser.Parse(q.Query), clip.Scene, key, new GroundingOptions()) is [var tube, ..] ? tube : null);
                return GroundingEvaluation.Evaluate(asked, tracks, answers).Figures.MeanVIoU.ToString("0.000", CultureInfo.InvariantCulture);
            }

            return "";
        }
    }
}
