namespace Stvg.Core.Grounding;

/// <summary>
/// Makes a score mean what it says: of answers with 0.5 as many are right as wrong. A logistic curve over the logarithm of the odds
/// (Platt 1999), so that the order of answers stays as it is.
/// </summary>
/// <param name="Slope">Positive.</param>
/// <param name="Offset">Added to the logarithm of the odds.</param>
public sealed record ScoreCalibration(double Slope, double Offset)
{
    private const double Sure = 0.995;

    /// <summary>Leaves scores as they are.</summary>
    public static ScoreCalibration Identity { get; } = new(1, 0);

    /// <summary>A calibrated score, in (0, 1).</summary>
    public float Apply(float score) => (float)Sigmoid((Slope * LogOdds(score)) + Offset);

    /// <summary>
    /// Fits the curve to scores and whether they were right, by Newton's method on the cross-entropy, with Platt's targets and a small
    /// pull towards leaving scores as they are, so that a few answers do not make it steep.
    /// </summary>
    /// <param name="answers">Scores before calibration.</param>
    public static ScoreCalibration Fit(IReadOnlyList<(float Score, bool Right)> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        const double pull = 0.5;
        int right = answers.Count(a => a.Right), wrong = answers.Count - right;
        double high = (right + 1.0) / (right + 2.0), low = 1 / (wrong + 2.0);
        double slope = 1, offset = 0;
        for (var step = 0; step < 50; step++)
        {
            double gs = pull * (slope - 1), go = pull * offset, ss = pull, so = 0, oo = pull;
            foreach (var (score, isRight) in answers)
            {
                var x = LogOdds(score);
                var p = Sigmoid((slope * x) + offset);
                var (error, weight) = (p - (isRight ? high : low), p * (1 - p));
                (gs, go) = (gs + (error * x), go + error);
                (ss, so, oo) = (ss + (weight * x * x), so + (weight * x), oo + weight);
            }

            var determinant = (ss * oo) - (so * so);
            var (ds, d) = (((oo * gs) - (so * go)) / determinant, ((ss * go) - (so * gs)) / determinant);
            (slope, offset) = (Math.Max(0.05, slope - ds), offset - d);
            if (Math.Abs(ds) + Math.Abs(d) < 1e-9) break;
        }

        return new ScoreCalibration(slope, offset);
    }

    private static double LogOdds(float score)
    {
        var clamped = Math.Clamp(score, 1 - Sure, Sure);
        return Math.Log(clamped / (1 - clamped));
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
