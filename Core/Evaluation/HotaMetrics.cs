namespace Stvg.Core.Evaluation;

/// <summary>
/// Higher Order Tracking Accuracy (Luiten et al., "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking", IJCV 2021).
/// Fractions in [0, 1].
/// </summary>
public sealed class HotaMetrics
{
    internal HotaMetrics(AlphaCurve tp, AlphaCurve fn, AlphaCurve fp, AlphaCurve assA, AlphaCurve assRe, AlphaCurve assPr, AlphaCurve locA)
    {
        (Tp, Fn, Fp, AssA, AssRe, AssPr, LocA) = (tp, fn, fp, assA, assRe, assPr, locA);
        DetA = new AlphaCurve(a => tp[a] / Math.Max(1, tp[a] + fn[a] + fp[a]));
        DetRe = new AlphaCurve(a => tp[a] / Math.Max(1, tp[a] + fn[a]));
        DetPr = new AlphaCurve(a => tp[a] / Math.Max(1, tp[a] + fp[a]));
        Hota = new AlphaCurve(a => Math.Sqrt(DetA[a] * assA[a]));
        Owta = new AlphaCurve(a => Math.Sqrt(DetRe[a] * assA[a]));
    }

    /// <summary>HOTA = √(DetA · AssA).</summary>
    public AlphaCurve Hota { get; }

    /// <summary>Detection accuracy, TP / (TP + FN + FP).</summary>
    public AlphaCurve DetA { get; }

    /// <summary>Detection recall, TP / (TP + FN).</summary>
    public AlphaCurve DetRe { get; }

    /// <summary>Detection precision, TP / (TP + FP).</summary>
    public AlphaCurve DetPr { get; }

    /// <summary>Association accuracy: over all true positives, the mean of TPA / (TPA + FNA + FPA) of its pair of tracks.</summary>
    public AlphaCurve AssA { get; }

    /// <summary>Association recall, TPA / (TPA + FNA), averaged likewise.</summary>
    public AlphaCurve AssRe { get; }

    /// <summary>Association precision, TPA / (TPA + FPA), averaged likewise.</summary>
    public AlphaCurve AssPr { get; }

    /// <summary>Localisation accuracy: mean IoU of the true positives; 1 where there are none.</summary>
    public AlphaCurve LocA { get; }

    /// <summary>Open-world tracking accuracy, √(DetRe · AssA).</summary>
    public AlphaCurve Owta { get; }

    /// <summary>True positives, a count.</summary>
    public AlphaCurve Tp { get; }

    /// <summary>False negatives, a count.</summary>
    public AlphaCurve Fn { get; }

    /// <summary>False positives, a count.</summary>
    public AlphaCurve Fp { get; }

    /// <summary>
    /// Several sequences as one: counts are summed, association and localisation are averaged weighted by true positives.
    /// </summary>
    public static HotaMetrics Combine(IReadOnlyCollection<HotaMetrics> parts)
    {
        var tp = Sum(part => part.Tp);
        return new HotaMetrics(tp, Sum(part => part.Fn), Sum(part => part.Fp),
            Weighted(part => part.AssA), Weighted(part => part.AssRe), Weighted(part => part.AssPr),
            new AlphaCurve(a => Math.Max(1e-10, parts.Sum(part => part.LocA[a] * part.Tp[a])) / Math.Max(1e-10, tp[a])));

        AlphaCurve Sum(Func<HotaMetrics, AlphaCurve> of) => new(a => parts.Sum(part => of(part)[a]));
        AlphaCurve Weighted(Func<HotaMetrics, AlphaCurve> of) =>
            new(a => parts.Sum(part => of(part)[a] * part.Tp[a]) / Math.Max(1, tp[a]));
    }
}
