using System.Text.Json.Serialization;

namespace Stvg.Core.Evaluation;

/// <summary>What <c>eval tracking</c> prints: percentages 0–100 and counts under TrackEval's names; serialises as it is.</summary>
/// <param name="Hota">HOTA, mean over its thresholds, like the next seven.</param>
/// <param name="DetA">Detection accuracy.</param>
/// <param name="AssA">Association accuracy.</param>
/// <param name="LocA">Localisation accuracy.</param>
/// <param name="DetRe">Detection recall.</param>
/// <param name="DetPr">Detection precision.</param>
/// <param name="AssRe">Association recall.</param>
/// <param name="AssPr">Association precision.</param>
/// <param name="Mota">Multi-object tracking accuracy at IoU 0.5; can be negative.</param>
/// <param name="Motp">Mean IoU of the matches.</param>
/// <param name="Idf1">Identity F1.</param>
/// <param name="Idp">Identity precision.</param>
/// <param name="Idr">Identity recall.</param>
/// <param name="IdSwitches">Identity switches.</param>
/// <param name="Fp">False positives.</param>
/// <param name="Fn">False negatives.</param>
/// <param name="Frag">Fragmentations.</param>
/// <param name="Mt">Mostly tracked.</param>
/// <param name="Pt">Partly tracked.</param>
/// <param name="Ml">Mostly lost.</param>
public sealed record TrackingReport(
    [property: JsonPropertyName("HOTA")] double Hota,
    [property: JsonPropertyName("DetA")] double DetA,
    [property: JsonPropertyName("AssA")] double AssA,
    [property: JsonPropertyName("LocA")] double LocA,
    [property: JsonPropertyName("DetRe")] double DetRe,
    [property: JsonPropertyName("DetPr")] double DetPr,
    [property: JsonPropertyName("AssRe")] double AssRe,
    [property: JsonPropertyName("AssPr")] double AssPr,
    [property: JsonPropertyName("MOTA")] double Mota,
    [property: JsonPropertyName("MOTP")] double Motp,
    [property: JsonPropertyName("IDF1")] double Idf1,
    [property: JsonPropertyName("IDP")] double Idp,
    [property: JsonPropertyName("IDR")] double Idr,
    [property: JsonPropertyName("IDSW")] int IdSwitches,
    [property: JsonPropertyName("FP")] int Fp,
    [property: JsonPropertyName("FN")] int Fn,
    [property: JsonPropertyName("Frag")] int Frag,
    [property: JsonPropertyName("MT")] int Mt,
    [property: JsonPropertyName("PT")] int Pt,
    [property: JsonPropertyName("ML")] int Ml)
{
    /// <summary>The report on one evaluation.</summary>
    public static TrackingReport Of(TrackingMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var (hota, clear, identity) = (metrics.Hota, metrics.Clear, metrics.Identity);
        return new TrackingReport(
            100 * hota.Hota.Mean, 100 * hota.DetA.Mean, 100 * hota.AssA.Mean, 100 * hota.LocA.Mean,
            100 * hota.DetRe.Mean, 100 * hota.DetPr.Mean, 100 * hota.AssRe.Mean, 100 * hota.AssPr.Mean,
            100 * clear.Mota, 100 * clear.Motp, 100 * identity.Idf1, 100 * identity.Idp, 100 * identity.Idr,
            clear.IdSwitches, clear.Fp, clear.Fn, clear.Fragmentations, clear.MostlyTracked, clear.PartlyTracked, clear.MostlyLost);
    }
}
