using System.Text.Json.Serialization;
using Stvg.Core.Grounding;

namespace Stvg.Core.Evaluation;

/// <summary>How often answers of a score are right: a score is calibrated when that share is the score itself.</summary>
/// <param name="Count">Best candidates judged, one a sentence, answers or not.</param>
/// <param name="Brier">Mean squared difference of score and rightness (0 or 1).</param>
/// <param name="CalibrationError">Mean difference of score and share right over the bins, weighted by their counts (ECE).</param>
/// <param name="Bins">The bins that hold any.</param>
public sealed record ReliabilityTable(
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("brier")] double Brier,
    [property: JsonPropertyName("calibrationError")] double CalibrationError,
    [property: JsonPropertyName("bins")] IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>An answer is right when its vIoU is above this; half of what the loose boxes of surveillance ground truth let a good one reach.</summary>
    public const double RightFrom = 0.3;

    private static readonly double[] s_edges = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0001];

    /// <summary>Sorts judged answers by their score.</summary>
    public static ReliabilityTable Of(IReadOnlyList<(float Score, bool Right)> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var bins = new List<ReliabilityBin>();
        for (var i = 0; i + 1 < s_edges.Length; i++)
        {
            var inside = answers.Where(a => a.Score >= s_edges[i] && a.Score < s_edges[i + 1]).ToList();
            if (inside.Count == 0) continue;
            bins.Add(new ReliabilityBin(
                s_edges[i], Math.Min(1, s_edges[i + 1]), inside.Count, inside.Average(a => a.Score), inside.Average(a => a.Right ? 1.0 : 0)));
        }

        var count = Math.Max(1, answers.Count);
        return new ReliabilityTable(
            answers.Count, answers.Sum(a => Math.Pow(a.Score - (a.Right ? 1 : 0), 2)) / count,
            bins.Sum(b => b.Count * Math.Abs(b.MeanScore - b.ShareRight)) / count, bins);
    }

    /// <summary>
    /// Every answer with a score from a curve that was fitted to all the others (cross-validation by sentence): what calibration is worth on
    /// sentences that it has not seen.
    /// </summary>
    /// <param name="answers">Scores before calibration.</param>
    public static IReadOnlyList<(float Score, bool Right)> CrossValidated(IReadOnlyList<(float Score, bool Right)> answers) =>
        [.. answers.Select((answer, i) => (ScoreCalibration.Fit([.. answers.Where((_, other) => other != i)]).Apply(answer.Score), answer.Right))];
}

/// <summary>Answers whose scores are alike.</summary>
/// <param name="From">Least score.</param>
/// <param name="To">Scores are below this, except for 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="MeanScore">Their mean score.</param>
/// <param name="ShareRight">The share of them that is right.</param>
public sealed record ReliabilityBin(
    [property: JsonPropertyName("from")] double From,
    [property: JsonPropertyName("to")] double To,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("meanScore")] double MeanScore,
    [property: JsonPropertyName("shareRight")] double ShareRight);
