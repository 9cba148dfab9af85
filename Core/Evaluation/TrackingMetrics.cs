namespace Stvg.Core.Evaluation;

/// <summary>How good tracks are, by the three families of metrics that TrackEval computes. Fractions in [0, 1] and counts.</summary>
/// <param name="Hota">HOTA and its parts.</param>
/// <param name="Clear">MOTA and its parts.</param>
/// <param name="Identity">IDF1 and its parts.</param>
/// <param name="TruthTracks">Number of ground-truth tracks.</param>
/// <param name="ResultTracks">Number of result tracks.</param>
public sealed record TrackingMetrics(HotaMetrics Hota, ClearMetrics Clear, IdentityMetrics Identity, int TruthTracks, int ResultTracks)
{
    /// <summary>Number of ground-truth boxes.</summary>
    public int TruthBoxes => Clear.Tp + Clear.Fn;

    /// <summary>Number of result boxes.</summary>
    public int ResultBoxes => Clear.Tp + Clear.Fp;

    /// <summary>Several sequences as one, as TrackEval's COMBINED row: counts are summed, nothing is averaged by sequence.</summary>
    public static TrackingMetrics Combine(IReadOnlyCollection<TrackingMetrics> sequences) => new(
        HotaMetrics.Combine([.. sequences.Select(part => part.Hota)]),
        ClearMetrics.Combine([.. sequences.Select(part => part.Clear)]),
        IdentityMetrics.Combine([.. sequences.Select(part => part.Identity)]),
        sequences.Sum(part => part.TruthTracks),
        sequences.Sum(part => part.ResultTracks));
}
