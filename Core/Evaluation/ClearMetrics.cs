namespace Stvg.Core.Evaluation;

/// <summary>
/// The CLEAR MOT metrics (Bernardin and Stiefelhagen, "Evaluating Multiple Object Tracking Performance", 2008) at IoU 0.5.
/// Fractions in [0, 1], except the MOTA family, which errors can push below 0.
/// </summary>
public sealed record ClearMetrics
{
    /// <summary>Matched boxes.</summary>
    public required int Tp { get; init; }

    /// <summary>Ground-truth boxes without a match.</summary>
    public required int Fn { get; init; }

    /// <summary>Result boxes without a match.</summary>
    public required int Fp { get; init; }

    /// <summary>Identity switches: matches whose ground-truth track was last matched with another result track.</summary>
    public required int IdSwitches { get; init; }

    /// <summary>Ground-truth tracks matched on more than 80 % of their frames.</summary>
    public required int MostlyTracked { get; init; }

    /// <summary>Ground-truth tracks in between.</summary>
    public required int PartlyTracked { get; init; }

    /// <summary>Ground-truth tracks matched on less than 20 % of their frames.</summary>
    public required int MostlyLost { get; init; }

    /// <summary>How often a ground-truth track that had been matched is matched again after a gap.</summary>
    public required int Fragmentations { get; init; }

    /// <summary>Sum of the IoU of all matches.</summary>
    public required double MotpSum { get; init; }

    /// <summary>Length of the sequence in frames.</summary>
    public required int Frames { get; init; }

    /// <summary>1 − (FN + FP + IDSW) / ground-truth boxes.</summary>
    public double Mota => (Tp - Fp - IdSwitches) / AtLeastOne(Tp + Fn);

    /// <summary>Mean IoU of the matches.</summary>
    public double Motp => MotpSum / AtLeastOne(Tp);

    /// <summary>MOTA without identity switches.</summary>
    public double Moda => (Tp - Fp) / AtLeastOne(Tp + Fn);

    /// <summary>MOTA with the logarithm of the identity switches.</summary>
    public double Motal => (Tp - Fp - (IdSwitches > 0 ? Math.Log10(IdSwitches) : 0)) / AtLeastOne(Tp + Fn);

    /// <summary>MOTA where a match counts its IoU.</summary>
    public double Smota => (MotpSum - Fp - IdSwitches) / AtLeastOne(Tp + Fn);

    /// <summary>TP / (TP + FN).</summary>
    public double Recall => Tp / AtLeastOne(Tp + Fn);

    /// <summary>TP / (TP + FP).</summary>
    public double Precision => Tp / AtLeastOne(Tp + Fp);

    /// <summary>Harmonic mean of recall and precision.</summary>
    public double F1 => Tp / Math.Max(1, Tp + (0.5 * Fn) + (0.5 * Fp));

    /// <summary>False positives per frame of the sequence.</summary>
    public double FpPerFrame => Fp / AtLeastOne(Frames);

    /// <summary>Several sequences as one: counts are summed.</summary>
    public static ClearMetrics Combine(IReadOnlyCollection<ClearMetrics> parts) => new()
    {
        Tp = parts.Sum(part => part.Tp),
        Fn = parts.Sum(part => part.Fn),
        Fp = parts.Sum(part => part.Fp),
        IdSwitches = parts.Sum(part => part.IdSwitches),
        MostlyTracked = parts.Sum(part => part.MostlyTracked),
        PartlyTracked = parts.Sum(part => part.PartlyTracked),
        MostlyLost = parts.Sum(part => part.MostlyLost),
        Fragmentations = parts.Sum(part => part.Fragmentations),
        MotpSum = parts.Sum(part => part.MotpSum),
        Frames = parts.Sum(part => part.Frames),
    };

    private static double AtLeastOne(int count) => Math.Max(1, count);
}
