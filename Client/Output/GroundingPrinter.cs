using System.Globalization;
using Spectre.Console;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using Stvg.Core.Sparsification;

namespace Stvg.Client.Output;

/// <summary>The figures of grounding sets, for people.</summary>
internal static class GroundingPrinter
{
    /// <summary>One set: a row a sentence, a row a tag, a row a clip.</summary>
    public static void Print(GroundingReport report)
    {
        var table = Table("query", "true", "found", "score", "tIoU", "vIoU", "sentence");
        foreach (var row in report.Queries)
        {
            table.AddRow(
                Markup.Escape(row.Id), Interval(row.Truth), Interval(row.Interval), Number(row.Score), Number(row.TIoU), Number(row.VIoU), Markup.Escape(row.Query));
        }

        Terminal.Output.Write(table);
        var figures = Table("", "positives", "m_tIoU", "m_vIoU", "vIoU@0.3", "vIoU@0.5", "negatives", "false alarms");
        Add(report.Name, report.Figures);
        foreach (var (tag, tagged) in report.Tags) Add(tag, tagged);
        Terminal.Output.Write(figures);
        var frames = Table("clip", "decoded", "detected", "skipped", "ratio", "why");
        foreach (var (name, f) in report.Frames ?? new Dictionary<string, FrameCounts>())
        {
            var reasons = string.Join(", ", f.Reasons.OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}"));
            frames.AddRow(Markup.Escape(name), $"{f.Decoded}", $"{f.Detected}", $"{f.Skipped}", Text($"{f.Ratio:0.00}"), reasons);
        }

        Terminal.Output.Write(frames);

        void Add(string name, GroundingFigures f) => figures.AddRow(
            Markup.Escape(name), $"{f.Positives}", Text($"{f.MeanTIoU:0.000}"), Text($"{f.MeanVIoU:0.000}"), Text($"{f.VIoUAt30:0.000}"),
            Text($"{f.VIoUAt50:0.000}"), $"{f.Negatives.Count}", $"{f.Negatives.FalseAlarms}");
    }

    /// <summary>What a learned grounder changes: m_vIoU and false alarms of the built-in one alone and of the two together, a row a tag.</summary>
    public static void Compare(GroundingReport alone, GroundingReport together)
    {
        var table = Table("m_vIoU", "positives", "built-in", "together", "false alarms", "together");
        Add(alone.Name, alone.Figures, together.Figures);
        foreach (var (tag, figures) in alone.Tags) Add(tag, figures, together.Tags[tag]);
        Terminal.Output.Write(table);

        void Add(string name, GroundingFigures a, GroundingFigures b) => table.AddRow(
            Markup.Escape(name), $"{a.Positives}", Text($"{a.MeanVIoU:0.000}"), Text($"{b.MeanVIoU:0.000}"), $"{a.Negatives.FalseAlarms}",
            $"{b.Negatives.FalseAlarms}");
    }

    /// <summary>How reliable scores are, over all sets: as the product gives them, and from a curve that had not seen the sentence.</summary>
    /// <param name="judged">Best candidates with their scores before calibration.</param>
    public static void Print(IReadOnlyList<(float Score, bool Right)> judged)
    {
        var calibration = GroundingOptions.DefaultCalibration;
        var asIs = ReliabilityTable.Of([.. judged.Select(j => (calibration.Apply(j.Score), j.Right))]);
        var table = Table("score", "best candidates", "mean score", $"right (vIoU > {Text($"{ReliabilityTable.RightFrom}")})");
        foreach (var bin in asIs.Bins)
            table.AddRow(Text($"{bin.From:0.0} – {bin.To:0.0}"), $"{bin.Count}", Text($"{bin.MeanScore:0.00}"), Text($"{bin.ShareRight:0.00}"));
        Terminal.Output.Write(table);
        if (judged.Count < 2) return;

        var (unseen, raw) = (ReliabilityTable.Of(ReliabilityTable.CrossValidated(judged)), ReliabilityTable.Of(judged));
        var fitted = ScoreCalibration.Fit(judged);
        Terminal.Output.WriteLine(Text(
            $"calibration error {asIs.CalibrationError:0.000}, Brier {asIs.Brier:0.000}; uncalibrated {raw.CalibrationError:0.000}, {raw.Brier:0.000}; ")
            + Text($"fitted to the other {judged.Count - 1} sentences each time {unseen.CalibrationError:0.000}, {unseen.Brier:0.000} ")
            + Text($"(slope {fitted.Slope:0.00}, offset {fitted.Offset:0.00} from all of these)"));
    }

    /// <summary>What parts of the method are worth: m_vIoU of every set, with and without.</summary>
    public static void Print(IReadOnlyList<(string Name, IReadOnlyList<GroundingReport> Reports)> ablation)
    {
        var table = Table(["m_tIoU / m_vIoU / false alarms", .. ablation[0].Reports.Select(r => Markup.Escape(r.Name)), "all"]);
        foreach (var (name, reports) in ablation)
        {
            var positives = Math.Max(1, reports.Sum(r => r.Positives));
            table.AddRow([name, .. reports.Select(r => Figures(r.MeanTIoU, r.MeanVIoU, r.Negatives.FalseAlarms)), Figures(
                reports.Sum(r => r.Positives * r.MeanTIoU) / positives, reports.Sum(r => r.Positives * r.MeanVIoU) / positives,
                reports.Sum(r => r.Negatives.FalseAlarms))]);
        }

        Terminal.Output.Write(table);

        static string Figures(double t, double v, int alarms) => Text($"{t:0.000} / {v:0.000} / {alarms}");
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns(columns);
        return table;
    }

    private static string Interval(FrameInterval? interval) => interval is null ? "–" : $"{interval.Begin}–{interval.End}";

    private static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
