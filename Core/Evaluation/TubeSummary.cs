namespace Stvg.Core.Evaluation;

/// <summary>Figures over many tubes. Fractions in [0, 1]; 0 when there are none.</summary>
/// <param name="Count">Number of tubes.</param>
/// <param name="MeanTIoU">m_tIoU.</param>
/// <param name="MeanVIoU">m_vIoU.</param>
/// <param name="VIoUAt30">vIoU@0.3: share of tubes with more vIoU than that.</param>
/// <param name="VIoUAt50">vIoU@0.5: share of tubes with more vIoU than that.</param>
public readonly record struct TubeSummary(int Count, double MeanTIoU, double MeanVIoU, double VIoUAt30, double VIoUAt50)
{
    /// <summary>Averages scores; a query without an answer takes part as <c>default(TubeScore)</c>.</summary>
    public static TubeSummary Of(IReadOnlyCollection<TubeScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.Count == 0 ? default : new TubeSummary(
            scores.Count, scores.Average(score => score.TIoU), scores.Average(score => score.VIoU),
            scores.Average(score => score.VIoU > 0.3 ? 1.0 : 0), scores.Average(score => score.VIoU > 0.5 ? 1.0 : 0));
    }
}
