using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Evaluation;

/// <summary>
/// LLaVA-ST's definition (CVPR 2025), for answers in coordinate tokens: time and boxes are compared on a grid of 100 moments of the clip.
/// tIoU is of normalised durations; S_u is the set of moments on which either tube has a box; thresholds are inclusive.
/// </summary>
public static class LlavaStEvaluation
{
    /// <summary>Compares one answer with the truth.</summary>
    /// <param name="truth">The true interval and boxes, by frame; only boxes on frames of the grid take part.</param>
    /// <param name="answer">The model's answer.</param>
    /// <param name="grid">The clip that the tokens speak of.</param>
    /// <remarks>
    /// Rounds where the published evaluator rounds: true times to three decimals, predicted ones to five, boxes to whole pixels.
    /// </remarks>
    public static TubeScore Score(TubeBoxes truth, TokenTube answer, TokenGrid grid)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(answer);
        var predicted = new Dictionary<int, Box>();
        foreach (var box in answer.Boxes) predicted[grid.FrameAt(box.Time)] = WholePixels(box, grid.Size);
        var moments = new HashSet<int>();
        for (var bin = 0; bin < CoordinateTokens.Bins; bin++) moments.Add(grid.FrameAt(bin));
        moments.IntersectWith(truth.Boxes.Keys);

        var sum = moments.Where(predicted.ContainsKey).Sum(frame => Overlap.IoU(truth.Boxes[frame], predicted[frame]));
        var common = moments.Count(predicted.ContainsKey);
        var either = moments.Count + predicted.Count - common;
        return new TubeScore(
            TIoU(truth, answer, grid), either == 0 ? 0 : sum / either, common == 0 ? 0 : sum / common);
    }

    /// <summary>Share of scores that reach a threshold, inclusive.</summary>
    public static double ShareAtLeast(IReadOnlyCollection<double> scores, double threshold) =>
        scores.Count == 0 ? 0 : scores.Count(score => score >= threshold) / (double)scores.Count;

    private static double TIoU(TubeBoxes truth, TokenTube answer, TokenGrid grid)
    {
        if (answer.Span is not { } span) return 0;
        double Normalised(int frame) => Math.Round((double)(frame - grid.FirstFrame) / Math.Max(1, grid.LastFrame - grid.FirstFrame), 3);
        var (begin, end) = (Normalised(truth.Begin), Normalised(truth.End));
        var (from, to) = (Math.Round(CoordinateTokens.Fraction(span.Begin), 5), Math.Round(CoordinateTokens.Fraction(span.End), 5));
        var hull = Math.Max(end, to) - Math.Min(begin, from);
        return hull <= 0 ? 0 : Math.Max(0, Math.Min(end, to) - Math.Max(begin, from)) / hull;
    }

    private static Box WholePixels(TokenBox box, FrameSize size)
    {
        float X(int bin) => (float)Math.Round(CoordinateTokens.Fraction(bin) * size.Width);
        float Y(int bin) => (float)Math.Round(CoordinateTokens.Fraction(bin) * size.Height);
        return Box.FromEdges(X(box.Left), Y(box.Top), X(box.Right), Y(box.Bottom));
    }
}
