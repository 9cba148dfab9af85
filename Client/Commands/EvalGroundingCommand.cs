using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using Stvg.Core.Sparsification;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg eval grounding</c>.</summary>
internal static class EvalGroundingCommand
{
    public static Command Create()
    {
        var set = new Argument<string>("SET.json") { Description = "A grounding set: clips, their tracks, sentences and their true tubes." };
        var json = CommonOptions.Json();
        var sparse = CommonOptions.Sparse();
        var command = new Command("grounding", "Ask every sentence of a set: m_tIoU, m_vIoU, vIoU@0.3, vIoU@0.5, false alarms; each clip is watched once.") { set, json, sparse };
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = await EvaluateAsync(parsed.GetRequiredValue(set), parsed.GetValue(sparse), cancellation);
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(report, JsonContext.Readable.GroundingReport));
            else Print(report);
            return ExitCode.Found;
        });
        return command;
    }

    private static async Task<GroundingReport> EvaluateAsync(string path, bool sparse, CancellationToken cancellation)
    {
        GroundingSet set;
        using (var reader = CommonOptions.OpenText(path)) set = GroundingSetReader.Read(reader.BaseStream, path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var parser = await Sentences.LoadParserAsync(CommonOptions.Notify, cancellation);

        var tracks = new Dictionary<string, IReadOnlyList<MotRow>>();
        var answers = new Dictionary<string, Tube?>();
        var frames = new Dictionary<string, FrameCounts>();
        foreach (var (name, clip) in set.Clips)
        {
            tracks[name] = CommonOptions.ReadMot(Path.Combine(folder, clip.Tracks), groundTruth: true);
            var analysis = await CommonOptions.AnalyseAsync(
                Path.Combine(folder, clip.Video), cancellation, new ClipOptions { Sparse = sparse, Notify = CommonOptions.Notify });
            frames[name] = analysis.Frames.Counts();
            foreach (var query in set.Queries.Where(q => q.Clip == name))
            {
                try
                {
                    var tubes = Grounder.Ground(parser.Parse(query.Query), analysis.Scene, name, new GroundingOptions());
                    answers[query.Id] = tubes.Count > 0 ? tubes[0] : null;
                }
                catch (StvgException e)
                {
                    // A sentence that is refused is a missing answer, and the reader of the figures must know.
                    CommonOptions.Notify($"{query.Id}: {e.Message}");
                    answers[query.Id] = null;
                }
            }
        }

        return GroundingEvaluation.Evaluate(set, tracks, answers) with { Frames = frames };
    }

    private static void Print(GroundingReport report)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("query", "true", "found", "score", "tIoU", "vIoU", "sentence");
        foreach (var row in report.Queries)
        {
            table.AddRow(
                Markup.Escape(row.Id), Interval(row.Truth), Interval(row.Interval), Number(row.Score), Number(row.TIoU), Number(row.VIoU), Markup.Escape(row.Query));
        }

        Terminal.Output.Write(table);
        var figures = new Table().Border(TableBorder.Rounded);
        figures.AddColumns("", "positives", "m_tIoU", "m_vIoU", "vIoU@0.3", "vIoU@0.5", "negatives", "false alarms");
        Add(report.Name, report.Figures);
        foreach (var (tag, tagged) in report.Tags) Add(tag, tagged);
        Terminal.Output.Write(figures);
        var frames = new Table().Border(TableBorder.Rounded);
        frames.AddColumns("clip", "decoded", "detected", "skipped", "ratio", "why");
        foreach (var (name, f) in report.Frames ?? new Dictionary<string, FrameCounts>())
        {
            var reasons = string.Join(", ", f.Reasons.OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}"));
            frames.AddRow(Markup.Escape(name), $"{f.Decoded}", $"{f.Detected}", $"{f.Skipped}", $"{f.Ratio:0.00}", reasons);
        }

        Terminal.Output.Write(frames);

        void Add(string name, GroundingFigures f) => figures.AddRow(
            Markup.Escape(name), $"{f.Positives}", $"{f.MeanTIoU:0.000}", $"{f.MeanVIoU:0.000}", $"{f.VIoUAt30:0.000}", $"{f.VIoUAt50:0.000}",
            $"{f.Negatives.Count}", $"{f.Negatives.FalseAlarms}");
    }

    private static string Interval(FrameInterval? interval) => interval is null ? "–" : $"{interval.Begin}–{interval.End}";

    private static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
}
