namespace Stvg.Core.Evaluation;

/// <summary>
/// tIoU and vIoU of tubes: vIoU = (1/|S_u|) Σ_{t in S_i} IoU(b_t, b̂_t), S_i the frames in both tubes, S_u the frames in either.
/// </summary>
public static class TubeEvaluation
{
    /// <summary>Compares one predicted tube with the true one.</summary>
    /// <remarks>
    /// A frame of the common interval that lacks a box on either side adds nothing to the sum and still counts in the divisor, in every
    /// one of these definitions; so does the gap between intervals that do not meet.
    /// </remarks>
    public static TubeScore Score(TubeBoxes truth, TubeBoxes prediction, TubeDefinition definition = TubeDefinition.HcStvg)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(prediction);
        var (first, last) = (Math.Max(truth.Begin, prediction.Begin), Math.Min(truth.End, prediction.End));
        var hull = Math.Max(truth.End, prediction.End) - Math.Min(truth.Begin, prediction.Begin); // a duration: frames - 1
        var tIoU = definition == TubeDefinition.HcStvg
            ? Math.Max(0, last - first + 1) / (hull + 1.0)
            : hull == 0 ? 0 : Math.Max(0, last - first) / (double)hull;

        var endsIncluded = definition != TubeDefinition.VidStg;
        var (sum, common) = Sum(truth, prediction, first, endsIncluded ? last : last - 1);
        var frames = endsIncluded ? hull + 1 : hull;
        return new TubeScore(tIoU, frames == 0 ? 0 : sum / frames, common == 0 ? 0 : sum / common);
    }

    /// <summary>
    /// Mean box IoU over all frames on which the truth has a box, whatever interval was predicted: how good the boxes are when time is
    /// given ("gt_vIoU" of CG-STVG and TubeDETR).
    /// </summary>
    /// <param name="truth">The true tube.</param>
    /// <param name="prediction">Predicted boxes, on the frames outside the predicted interval as well.</param>
    public static double OnTrueInterval(TubeBoxes truth, TubeBoxes prediction)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(prediction);
        var frames = truth.Boxes.Keys.Count(frame => frame >= truth.Begin && frame <= truth.End);
        return frames == 0 ? 0 : Sum(truth, prediction, truth.Begin, truth.End).Sum / frames;
    }

    private static (double Sum, int Common) Sum(TubeBoxes truth, TubeBoxes prediction, int first, int last)
    {
        var (sum, common) = (0.0, 0);
        for (var frame = first; frame <= last; frame++)
        {
            if (!truth.Boxes.TryGetValue(frame, out var a) || !prediction.Boxes.TryGetValue(frame, out var b)) continue;
            sum += Overlap.IoU(a, b);
            common++;
        }
        return (sum, common);
    }
}
