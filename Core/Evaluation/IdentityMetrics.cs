namespace Stvg.Core.Evaluation;

/// <summary>
/// The identity metrics (Ristani et al., "Performance Measures and a Data Set for Multi-Target, Multi-Camera Tracking", 2016) at IoU 0.5:
/// every ground-truth track is paired with at most one result track over the whole sequence. Fractions in [0, 1].
/// </summary>
/// <param name="Idtp">Boxes matched under that pairing.</param>
/// <param name="Idfn">Ground-truth boxes without such a match.</param>
/// <param name="Idfp">Result boxes without such a match.</param>
public sealed record IdentityMetrics(int Idtp, int Idfn, int Idfp)
{
    /// <summary>Harmonic mean of <see cref="Idr"/> and <see cref="Idp"/>.</summary>
    public double Idf1 => Idtp / Math.Max(1, Idtp + (0.5 * Idfp) + (0.5 * Idfn));

    /// <summary>Identity recall, IDTP / (IDTP + IDFN).</summary>
    public double Idr => Idtp / Math.Max(1.0, Idtp + Idfn);

    /// <summary>Identity precision, IDTP / (IDTP + IDFP).</summary>
    public double Idp => Idtp / Math.Max(1.0, Idtp + Idfp);

    /// <summary>Several sequences as one: counts are summed.</summary>
    public static IdentityMetrics Combine(IReadOnlyCollection<IdentityMetrics> parts) =>
        new(parts.Sum(part => part.Idtp), parts.Sum(part => part.Idfn), parts.Sum(part => part.Idfp));
}
