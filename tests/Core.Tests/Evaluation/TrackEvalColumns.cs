using System.Globalization;
using Stvg.Core.Evaluation;

namespace Stvg.Core.Tests.Evaluation;

/// <summary>Our figures under the names of TrackEval's columns, and its tables.</summary>
internal static class TrackEvalColumns
{
    /// <summary>Columns that hold counts; they have to agree exactly.</summary>
    public static bool IsCount(string column) => column.StartsWith("HOTA_TP", StringComparison.Ordinal)
        || column.StartsWith("HOTA_FN", StringComparison.Ordinal) || column.StartsWith("HOTA_FP", StringComparison.Ordinal)
        || column is "CLR_TP" or "CLR_FN" or "CLR_FP" or "IDSW" or "MT" or "PT" or "ML" or "Frag" or "CLR_Frames"
            or "IDTP" or "IDFN" or "IDFP" or "Dets" or "GT_Dets" or "IDs" or "GT_IDs";

    public static Dictionary<string, double> Of(TrackingMetrics metrics)
    {
        var (hota, clear, identity) = (metrics.Hota, metrics.Clear, metrics.Identity);
        var tracks = (double)(clear.MostlyTracked + clear.PartlyTracked + clear.MostlyLost);
        var columns = new Dictionary<string, double>
        {
            ["HOTA(0)"] = hota.Hota[0], ["LocA(0)"] = hota.LocA[0], ["HOTALocA(0)"] = hota.Hota[0] * hota.LocA[0],
            ["MOTA"] = clear.Mota, ["MOTP"] = clear.Motp, ["MODA"] = clear.Moda, ["CLR_Re"] = clear.Recall, ["CLR_Pr"] = clear.Precision,
            ["MTR"] = clear.MostlyTracked / tracks, ["PTR"] = clear.PartlyTracked / tracks, ["MLR"] = clear.MostlyLost / tracks,
            ["sMOTA"] = clear.Smota, ["CLR_F1"] = clear.F1, ["FP_per_frame"] = clear.FpPerFrame, ["MOTAL"] = clear.Motal,
            ["MOTP_sum"] = clear.MotpSum, ["CLR_TP"] = clear.Tp, ["CLR_FN"] = clear.Fn, ["CLR_FP"] = clear.Fp,
            ["IDSW"] = clear.IdSwitches, ["MT"] = clear.MostlyTracked, ["PT"] = clear.PartlyTracked, ["ML"] = clear.MostlyLost,
            ["Frag"] = clear.Fragmentations, ["CLR_Frames"] = clear.Frames,
            ["IDF1"] = identity.Idf1, ["IDR"] = identity.Idr, ["IDP"] = identity.Idp,
            ["IDTP"] = identity.Idtp, ["IDFN"] = identity.Idfn, ["IDFP"] = identity.Idfp,
            ["Dets"] = metrics.ResultBoxes, ["GT_Dets"] = metrics.TruthBoxes, ["IDs"] = metrics.ResultTracks, ["GT_IDs"] = metrics.TruthTracks,
        };
        Add("HOTA", hota.Hota);
        Add("DetA", hota.DetA);
        Add("AssA", hota.AssA);
        Add("DetRe", hota.DetRe);
        Add("DetPr", hota.DetPr);
        Add("AssRe", hota.AssRe);
        Add("AssPr", hota.AssPr);
        Add("LocA", hota.LocA);
        Add("OWTA", hota.Owta);
        Add("HOTA_TP", hota.Tp);
        Add("HOTA_FN", hota.Fn);
        Add("HOTA_FP", hota.Fp);
        return columns;

        void Add(string name, AlphaCurve curve)
        {
            for (var i = 0; i < curve.Count; i++)
                columns[string.Create(CultureInfo.InvariantCulture, $"{name}___{(i + 1) * 5}")] = curve[i];
            columns[$"{name}___AUC"] = curve.Mean;
        }
    }

    /// <summary>A table of TrackEval: sequence, then column, then value.</summary>
    public static Dictionary<string, Dictionary<string, double>> ReadCsv(string path)
    {
        var lines = File.ReadAllLines(path);
        var header = lines[0].Split(',');
        return lines.Skip(1).Select(line => line.Split(',')).ToDictionary(
            cells => cells[0],
            cells => Enumerable.Range(1, header.Length - 1)
                .ToDictionary(i => header[i], i => double.Parse(cells[i], CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Asserts agreement on every expected column and says how large the largest difference is, in points of a percentage.
    /// </summary>
    public static double AssertAgree(string row, Dictionary<string, double> expected, TrackingMetrics metrics)
    {
        var ours = Of(metrics);
        var worst = 0.0;
        foreach (var (column, value) in expected)
        {
            var difference = Math.Abs(ours[column] - value);
            if (column == "MOTP_sum") difference /= Math.Max(1, value); // a sum over thousands of boxes
            if (IsCount(column)) Assert.True(difference < 1e-6, $"{row} {column}: {ours[column]}, TrackEval {value}");
            else Assert.True(difference * 100 < 0.01, $"{row} {column}: {ours[column]}, TrackEval {value}");
            worst = Math.Max(worst, difference * 100);
        }
        return worst;
    }
}
