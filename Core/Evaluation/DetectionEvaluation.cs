namespace Stvg.Core.Evaluation;

/// <summary>
/// Average precision at IoU 0.5. Detections are taken from the highest score to the lowest over all frames (equal scores in the order of
/// the file); each takes the free ground-truth box of its frame that it overlaps most, if by at least 0.5, as COCO does, and is a false
/// alarm otherwise. Precision is made monotonous from the right and integrated over every step of recall (all-point interpolation,
/// PASCAL VOC from 2010 on; Everingham et al., IJCV 2015), not sampled at 11 or 101 recalls.
/// </summary>
public static class DetectionEvaluation
{
    private const double Threshold = 0.5 - Overlap.MachineEpsilon;

    /// <summary>Evaluates the detections of one class.</summary>
    /// <param name="groundTruth">Rows of the ground truth (see <see cref="MotText.ReadGroundTruth"/>).</param>
    /// <param name="detections">Rows of the detector's output.</param>
    /// <param name="wantedClass">
    /// COCO index; rows of other classes are left out on both sides, rows without a class are in. Null takes all.
    /// </param>
    /// <returns>The metrics; all 0 where there is no ground truth or no detection.</returns>
    public static DetectionMetrics Evaluate(IReadOnlyList<MotRow> groundTruth, IReadOnlyList<MotRow> detections, int? wantedClass)
    {
        ArgumentNullException.ThrowIfNull(groundTruth);
        ArgumentNullException.ThrowIfNull(detections);
        var truth = groundTruth.Where(row => row.MayBe(wantedClass)).GroupBy(row => row.Frame)
            .ToDictionary(frame => frame.Key, frame => frame.Select(row => Overlap.Edges.Of(row.Box)).ToArray());
        var ordered = detections.Where(row => row.MayBe(wantedClass)).OrderByDescending(row => row.Score).ToArray(); // a stable sort
        var total = truth.Values.Sum(boxes => boxes.Length);
        if (total == 0 || ordered.Length == 0) return new DetectionMetrics(0, 0, 0, 0, 0, total, ordered.Length);

        var hits = CountHits(truth, ordered);
        var (bestF1, best) = (0.0, 0);
        for (var i = 0; i < ordered.Length; i++)
        {
            // A threshold keeps all detections of one score or none.
            if (i + 1 < ordered.Length && ordered[i + 1].Score == ordered[i].Score) continue;
            var f1 = 2.0 * hits[i] / (total + i + 1);
            if (f1 > bestF1) (bestF1, best) = (f1, i);
        }
        return new DetectionMetrics(
            AveragePrecision(hits, total), bestF1, bestF1 == 0 ? 0 : (double)hits[best] / total, (double)hits[best] / (best + 1),
            ordered[best].Score, total, ordered.Length);
    }

    /// <summary>How many of the first i + 1 detections found something.</summary>
    private static int[] CountHits(Dictionary<int, Overlap.Edges[]> truth, MotRow[] ordered)
    {
        var taken = truth.ToDictionary(frame => frame.Key, frame => new bool[frame.Value.Length]);
        var hits = new int[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            hits[i] = i == 0 ? 0 : hits[i - 1];
            if (!truth.TryGetValue(ordered[i].Frame, out var boxes)) continue;
            var (used, box) = (taken[ordered[i].Frame], Overlap.Edges.Of(ordered[i].Box));
            var (best, most) = (-1, 0.0);
            for (var j = 0; j < boxes.Length; j++)
            {
                if (used[j]) continue;
                var overlap = Overlap.IoU(box, boxes[j]);
                if (overlap < Threshold || overlap <= most) continue;
                (best, most) = (j, overlap);
            }
            if (best < 0) continue;
            used[best] = true;
            hits[i]++;
        }
        return hits;
    }

    private static double AveragePrecision(int[] hits, int total)
    {
        var (area, envelope) = (0.0, 0.0);
        for (var i = hits.Length - 1; i >= 0; i--)
        {
            envelope = Math.Max(envelope, (double)hits[i] / (i + 1));
            if (hits[i] > (i == 0 ? 0 : hits[i - 1])) area += envelope / total;
        }
        return area;
    }
}
