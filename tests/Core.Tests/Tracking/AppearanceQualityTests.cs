using Stvg.Core.Tracking.Appearance;

namespace Stvg.Core.Tests.Tracking;

/// <summary>How well appearance rows tell real people apart, some time later.</summary>
public sealed class AppearanceQualityTests(ITestOutputHelper output)
{
    private sealed record Look(int Person, int Frame, float[] Row);

    /// <summary>
    /// Floors: what RGB histograms of three stripes reach on the same clip with three times the numbers. Rank-1: how often, of those who
    /// are there later, the right one is the most alike; AUC: how often the right one is more alike than a wrong one.
    /// </summary>
    [Fact]
    public void People_are_known_again_after_seconds()
    {
        var looks = Looks(Sequence.PetsNanoDet);
        var byFrame = looks.ToLookup(l => l.Frame);
        foreach (var (gap, leastRank1, leastAuc) in ((int, double, double)[])[(35, 0.82, 0.94), (105, 0.77, 0.91), (210, 0.74, 0.89)])
        {
            var (hits, asked) = (0, 0);
            var (right, wrong) = (new List<float>(), new List<float>());
            foreach (var look in looks)
            {
                var later = byFrame[look.Frame + gap].Select(l => (l.Person, Likeness: Cosine.Similarity(look.Row, l.Row))).ToArray();
                if (!Array.Exists(later, l => l.Person == look.Person)) continue;
                asked++;
                if (later.MaxBy(l => l.Likeness).Person == look.Person) hits++;
                foreach (var (person, likeness) in later) (person == look.Person ? right : wrong).Add(likeness);
            }
            wrong.Sort();
            var auc = right.Average(r => (double)Below(wrong, r) / wrong.Count);
            output.WriteLine($"after {gap} frames: rank-1 {(double)hits / asked:F3}, AUC {auc:F3} ({asked} looks)");
            Assert.True((double)hits / asked > leastRank1 && auc > leastAuc);
        }
    }

    private static List<Look> Looks(Sequence pets)
    {
        using var video = ClipPixels.Open("video/pets09-s2l1.avi", pets.Size);
        var extractor = new AppearanceExtractor();
        var truth = pets.Truth.ToLookup(row => row.Frame);
        var looks = new List<Look>();
        for (var frame = 0; frame < pets.Length; frame++)
        {
            var picture = video.Next();
            foreach (var row in truth[frame + 1])
            {
                var detection = pets.Detections[frame + 1].Where(d => d.Score >= 0.5f).OrderByDescending(d => d.Box.IoU(row.Box)).FirstOrDefault();
                if (detection.Box.IoU(row.Box) < 0.5f) continue;
                var values = new float[extractor.Length];
                extractor.Extract(picture, 1, null, [detection], values);
                looks.Add(new Look(row.Id, frame, values));
            }
        }
        return looks;
    }

    private static int Below(List<float> sorted, float value)
    {
        var index = sorted.BinarySearch(value);
        return index < 0 ? ~index : index;
    }
}
