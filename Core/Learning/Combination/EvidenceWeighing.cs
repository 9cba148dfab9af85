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
    private const int Rounds = 40, MostHalvings = 30;

    // The pull of the prior, as a share of the candidates.
    private const double Pull = 0.005;

    private static readonly double[] s_prior = [1, 0, 0, 0];

    /// <summary>The built-in grounder alone.</summary>
    public static EvidenceWeights BuiltInAlone { get; } = new(1, 0, 0, 0);

    /// <summary>The probability that a candidate is right, in (0, 1).</summary>
    /// <param name="evidence">What is known of it.</param>
    public float Probability(CandidateEvidence evidence) =>
        1 / (1 + MathF.Exp(-((BuiltIn * evidence.BuiltInLogit) + (Fit * evidence.Fit) + (Share * evidence.LogShare) + Bias)));

    /// <summary>Fits weights by logistic regression (damped Newton steps, with a weak prior towards the built-in grounder alone).</summary>
    /// <param name="judged">Candidates, and whether each was right.</param>
    /// <returns>The built-in grounder alone where all, or none, were right.</returns>
    public static EvidenceWeights Fitted(IReadOnlyList<(CandidateEvidence Evidence, bool Right)> judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        if (judged.All(j => j.Right) || !judged.Any(j => j.Right)) return BuiltInAlone;
        double[] weights = [.. s_prior];
        var loss = Loss(judged, weights);
        for (var round = 0; round < Rounds; round++)
        {
            var (matrix, step) = (new double[4, 4], new double[4]);
            for (var i = 0; i < 4; i++) (matrix[i, i], step[i]) = (Pull * judged.Count, -Pull * judged.Count * (weights[i] - s_prior[i]));
            foreach (var (evidence, isRight) in judged)
            {
                ReadOnlySpan<double> x = [evidence.BuiltInLogit, evidence.Fit, evidence.LogShare, 1];
                var p = 1 / (1 + Math.Exp(-Logit(weights, x)));
                for (var i = 0; i < 4; i++)
                {
                    step[i] += ((isRight ? 1 : 0) - p) * x[i];
                    for (var j = 0; j < 4; j++) matrix[i, j] += p * (1 - p) * x[i] * x[j];
                }
            }

            Solve(matrix, step);
            // A whole step goes too far where evidence is nearly certain, and from there ever further.
            double[] next = [.. weights.Zip(step, (w, s) => w + s)];
            for (var halved = 0; Loss(judged, next) > loss && halved < MostHalvings; halved++)
                for (var i = 0; i < 4; i++) next[i] = (next[i] + weights[i]) / 2;
            (var before, loss) = (loss, Math.Min(loss, Loss(judged, next)));
            if (loss >= before) break;
            weights = next;
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

    private static double Logit(double[] weights, ReadOnlySpan<double> x) =>
        (weights[0] * x[0]) + (weights[1] * x[1]) + (weights[2] * x[2]) + (weights[3] * x[3]);

    /// <summary>What the fit makes small: the negative logarithm of how likely the judgements are, and of the prior.</summary>
    private static double Loss(IReadOnlyList<(CandidateEvidence Evidence, bool Right)> judged, double[] weights)
    {
        var loss = 0.0;
        for (var i = 0; i < 4; i++) loss += Pull * judged.Count / 2 * (weights[i] - s_prior[i]) * (weights[i] - s_prior[i]);
        foreach (var (evidence, isRight) in judged)
        {
            var logit = Logit(weights, [evidence.BuiltInLogit, evidence.Fit, evidence.LogShare, 1]);
            var against = isRight ? -logit : logit;
            loss += Math.Max(0, against) + Math.Log(1 + Math.Exp(-Math.Abs(against)));
        }

        return loss;
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
