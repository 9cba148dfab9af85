using System.Globalization;

namespace Stvg.Core.Learning;

/// <summary>
/// How much the built-in evidence and the learned grounder count together: the probability that a candidate is right is
/// sigmoid(built-in · logit(score) + fit · Fit + share · log(K · Share) + bias), fitted on judged candidates. Sentences that the built-in
/// grounder judges wholly have weights of their own: there its evidence is seldom wrong.
/// </summary>
/// <param name="Judged">Where every word is judged by the built-in grounder.</param>
/// <param name="Unjudged">Where some word is not.</param>
public sealed record EvidenceWeighing(EvidenceWeights Judged, EvidenceWeights Unjudged)
{
    internal void Write(Dictionary<string, string> to) => (to["judged"], to["unjudged"]) = (Judged.ToText(), Unjudged.ToText());

    internal static EvidenceWeighing? Read(Dictionary<string, string> from) =>
        EvidenceWeights.Parse(from.GetValueOrDefault("judged")) is { } judged && EvidenceWeights.Parse(from.GetValueOrDefault("unjudged")) is { } unjudged
            ? new EvidenceWeighing(judged, unjudged) : null;
}

/// <summary>The weights of one kind of sentence.</summary>
/// <param name="BuiltIn">Of the logit of the built-in score.</param>
/// <param name="Fit">Of <see cref="LearnedAnswer.Fit"/>.</param>
/// <param name="Share">Of the logarithm of <see cref="LearnedAnswer.Share"/> times the number of candidates.</param>
/// <param name="Bias">Added.</param>
public sealed record EvidenceWeights(float BuiltIn, float Fit, float Share, float Bias)
{
    private const int Rounds = 40;
    private const double Prior = 0.05;

    /// <summary>The built-in grounder alone.</summary>
    public static EvidenceWeights BuiltInAlone { get; } = new(1, 0, 0, 0);

    /// <summary>The probability that a candidate is right, in (0, 1).</summary>
    /// <param name="evidence">What is known of it.</param>
    public float Probability(CandidateEvidence evidence) =>
        1 / (1 + MathF.Exp(-((BuiltIn * evidence.BuiltInLogit) + (Fit * evidence.Fit) + (Share * evidence.LogShare) + Bias)));

    /// <summary>Fits weights by logistic regression (iteratively reweighted least squares, with a weak prior towards the built-in grounder alone).</summary>
    /// <param name="judged">Candidates, and whether each was right.</param>
    /// <returns>The built-in grounder alone where all, or none, were right.</returns>
    public static EvidenceWeights Fitted(IReadOnlyList<(CandidateEvidence Evidence, bool Right)> judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        if (judged.All(j => j.Right) || !judged.Any(j => j.Right)) return BuiltInAlone;
        double[] weights = [1, 0, 0, 0], prior = [1, 0, 0, 0];
        for (var round = 0; round < Rounds; round++)
        {
            var (matrix, right) = (new double[4, 4], new double[4]);
            for (var i = 0; i < 4; i++) (matrix[i, i], right[i]) = (Prior * judged.Count / 10, -Prior * judged.Count / 10 * (weights[i] - prior[i]));
            foreach (var (evidence, isRight) in judged)
            {
                ReadOnlySpan<double> x = [evidence.BuiltInLogit, evidence.Fit, evidence.LogShare, 1];
                var p = 1 / (1 + Math.Exp(-((weights[0] * x[0]) + (weights[1] * x[1]) + (weights[2] * x[2]) + weights[3])));
                for (var i = 0; i < 4; i++)
                {
                    right[i] += ((isRight ? 1 : 0) - p) * x[i];
                    for (var j = 0; j < 4; j++) matrix[i, j] += Math.Max(p * (1 - p), 1e-4) * x[i] * x[j];
                }
            }

            Solve(matrix, right);
            for (var i = 0; i < 4; i++) weights[i] += right[i];
            if (right.Max(Math.Abs) < 1e-6) break;
        }

        // Evidence never counts against itself.
        return new EvidenceWeights((float)Math.Max(0, weights[0]), (float)Math.Max(0, weights[1]), (float)Math.Max(0, weights[2]), (float)weights[3]);
    }

    internal string ToText() => string.Create(CultureInfo.InvariantCulture, $"{BuiltIn:R} {Fit:R} {Share:R} {Bias:R}");

    internal static EvidenceWeights? Parse(string? text)
    {
        if (text?.Split(' ') is not { Length: 4 } parts) return null;
        var numbers = new float[4];
        for (var i = 0; i < 4; i++)
            if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !float.IsFinite(numbers[i])) return null;
        return new EvidenceWeights(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>Solves a symmetric positive system in place (Gauss).</summary>
    private static void Solve(double[,] matrix, double[] right)
    {
        for (var i = 0; i < 4; i++)
        {
            for (var r = i + 1; r < 4; r++)
            {
                var factor = matrix[r, i] / matrix[i, i];
                for (var c = i; c < 4; c++) matrix[r, c] -= factor * matrix[i, c];
                right[r] -= factor * right[i];
            }
        }

        for (var i = 3; i >= 0; i--)
        {
            for (var c = i + 1; c < 4; c++) right[i] -= matrix[i, c] * right[c];
            right[i] /= matrix[i, i];
        }
    }
}

/// <summary>What is known of a candidate.</summary>
/// <param name="BuiltInLogit">Logit of the built-in score, within ±5.</param>
/// <param name="Fit">See <see cref="LearnedAnswer.Fit"/>.</param>
/// <param name="LogShare">Logarithm of <see cref="LearnedAnswer.Share"/> times the number of candidates, within ±5.</param>
public readonly record struct CandidateEvidence(float BuiltInLogit, float Fit, float LogShare)
{
    /// <summary>Of a built-in score in [0, 1] and a learned answer among so many candidates.</summary>
    public static CandidateEvidence Of(float builtIn, LearnedAnswer learned, int candidates)
    {
        ArgumentNullException.ThrowIfNull(learned);
        var score = Math.Clamp(builtIn, 0.007f, 0.993f);
        return new CandidateEvidence(
            MathF.Log(score / (1 - score)), Math.Clamp(learned.Fit, -5, 5), Math.Clamp(MathF.Log(MathF.Max(learned.Share, 1e-6f) * candidates), -5, 5));
    }
}
