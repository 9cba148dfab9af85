using Stvg.Core.Evaluation;
using Stvg.Core.Queries;
using Stvg.Core.Tests.Tracking;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Tests;

namespace Stvg.Core.Tests.Grounding.Filtering;

/// <summary>Real people: a clip's pictures with somebody's detections, through the tracker and the colour sampler.</summary>
internal static class RealScenes
{
    /// <summary>Watches a clip as the engine does, without appearance.</summary>
    public static Scene Of(string video, Sequence sequence)
    {
        using var pixels = ClipPixels.Open(video, sequence.Size);
        var options = new TrackerOptions { FramesPerSecond = sequence.FramesPerSecond, FrameSize = sequence.Size };
        var tracker = new Tracker(options);
        var samples = new List<ColourSample>();
        var period = Math.Max(1, (int)Math.Round(sequence.FramesPerSecond * 0.4));
        for (var frame = 0; frame < sequence.Length; frame++)
        {
            var picture = pixels.Next();
            foreach (var seen in tracker.Update(frame, [.. sequence.Detections[frame + 1]], null))
                if (seen.DetectionIndex >= 0 && (frame + seen.Id) % period == 0) samples.Add(ColourSample.Take(picture, 1, frame, seen.Box, seen.Score));
        }

        TimeSpan[] times = [.. Enumerable.Range(0, sequence.Length).Select(i => TimeSpan.FromSeconds(i / (double)sequence.FramesPerSecond))];
        return new Scene(sequence.Size, times, TubeletMending.Mend(tracker.Finish(), MendingOptions.For(options)), samples);
    }

    /// <summary>The plans of both development sets and of every twentieth sentence of VidSTG, as far as they are understood.</summary>
    public static IEnumerable<QueryPlan> Plans(QueryParser parser)
    {
        foreach (var sentence in Sentences())
        {
            QueryPlan plan;
            try
            {
                plan = parser.Parse(sentence);
            }
            catch (StvgException)
            {
                continue; // without a lexicon some are refused; other tests judge that
            }

            yield return plan;
        }
    }

    private static IEnumerable<string> Sentences()
    {
        foreach (var set in (string[])["pets-dev", "clips-dev"])
        {
            using var json = File.OpenRead(TestData.Path($"queries/{set}.json"));
            foreach (var query in GroundingSetReader.Read(json, set).Queries) yield return query.Query;
        }

        using var vidStg = File.OpenRead(TestData.Path("queries/vidstg-val.json"));
        foreach (var sentence in VidStgReader.Read(vidStg, "vidstg-val").Where((_, i) => i % 20 == 0)) yield return sentence.Text;
    }
}
