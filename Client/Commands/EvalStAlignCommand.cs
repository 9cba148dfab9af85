using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg eval st-align</c>.</summary>
internal static class EvalStAlignCommand
{
    public static Command Create()
    {
        var set = new Argument<string>("SET.json") { Description = "Clips, their tracks, and tasks of three kinds: stvg, svg, elc." };
        var json = CommonOptions.Json();
        var judge = CommonOptions.Judge();
        var sparse = CommonOptions.Sparse();
        var command = new Command("st-align",
            "The three tasks of LLaVA-ST by its definitions: tIoU, sIoU, METEOR, CIDEr; each clip is watched once.") { set, json, judge,
            sparse };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var questions = CommonOptions.Questions(parsed.GetValue(judge));
            var report = await EvaluateAsync(parsed.GetRequiredValue(set), questions, parsed.GetValue(sparse), cancellation);
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(report, JsonContext.Readable.StAlignReport));
            else Print(report);
            return ExitCode.Found;
        });
        return command;
    }

    private static async Task<StAlignReport> EvaluateAsync(string path, ClipQuestions? questions, bool sparse,
        CancellationToken cancellation)
    {
        StAlignSet set;
        using (var reader = CommonOptions.OpenText(path)) set = StAlignSetReader.Read(reader.BaseStream, path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var parser = await Sentences.LoadParserAsync(CommonOptions.Notify, cancellation);
        var tracks = new Dictionary<string, IReadOnlyList<MotRow>>();
        var grids = new Dictionary<string, TokenGrid>();
        var answers = new Dictionary<string, StAlignAnswer>();
        foreach (var (name, clip) in set.Clips)
        {
            var rows = CommonOptions.ReadMot(Path.Combine(folder, clip.Tracks), groundTruth: true);
            var analysis = await CommonOptions.AnalyseAsync(
                Path.Combine(folder, clip.Video), cancellation, new ClipOptions { Sparse = sparse, Notify = CommonOptions.Notify });
            (tracks[name], grids[name]) = (rows, new TokenGrid(0, analysis.FramesDecoded - 1, analysis.Size));
            foreach (var item in set.Items.Where(i => i.Clip == name))
            {
                try
                {
                    answers[item.Id] = item.Task == StAlignTask.Elc
                        ? await DescribeAsync(item, rows, analysis, questions, cancellation)
                        : await GroundAsync(item, parser, analysis, questions, cancellation);
                }
                catch (StvgException e)
                {
                    // A task that is refused is a missing answer, and the reader of the figures must know.
                    CommonOptions.Notify($"{item.Id}: {e.Message}");
                }
            }
        }

        return StAlignEvaluation.Evaluate(set, tracks, grids, answers);
    }

    private static async Task<StAlignAnswer> GroundAsync(
        StAlignItem item, QueryParser parser, ClipAnalysis clip, ClipQuestions? questions, CancellationToken cancellation)
    {
        var options = item.Task == StAlignTask.Svg
            ? new GroundingOptions { Period = (item.Truth.Begin - 1, item.Truth.End - 1), WholePeriod = true } : new GroundingOptions();
        var tubes = await GroundCommand.AnswerAsync(questions, clip, parser.Parse(item.Query), options, cancellation);
        return new StAlignAnswer(tubes.Count > 0 ? tubes[0] : null);
    }

    /// <summary>The thing is given by its true box at the first moment; everything else is the answer.</summary>
    private static async Task<StAlignAnswer> DescribeAsync(
        StAlignItem item, List<MotRow> rows, ClipAnalysis clip, ClipQuestions? questions, CancellationToken cancellation)
    {
        var frame = item.Truth.Begin - 1;
        var given = rows.FindIndex(r => r.Id == item.Truth.Target && r.Frame == item.Truth.Begin);
        if (given < 0) throw new StvgException($"the tracks have no box of {item.Truth.Target} on frame {item.Truth.Begin}");
        if (Describer.At(clip.Scene, frame, rows[given].Box) is not { } subject) return new StAlignAnswer(null);
        var description = Describer.Describe(clip.Scene, subject, frame);
        var text = questions is null ? description.Text
            : await questions.DescribeAsync(clip, subject.Tubelet, frame, description.End, cancellation);
        return new StAlignAnswer(
            new Tube
            {
                Id = item.Id, Query = text, TubeletId = subject.Tubelet.Id, Begin = frame, Score = 1,
                Boxes = [.. Enumerable.Range(frame, description.End - frame + 1).Select(subject.Tubelet.BoxAt)],
            }, text);
    }

    private static void Print(StAlignReport report)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("item", "task", "tIoU", "sIoU", "vIoU", "METEOR", "CIDEr", "caption");
        foreach (var s in report.Items)
        {
            table.AddRow(
                Markup.Escape(s.Id), s.Task.ToString().ToUpperInvariant(), Number(s.TIoU), Number(s.SIoU), Number(s.VIoU),
                    Number(s.Meteor), Number(s.Cider),
                Markup.Escape(s.Caption ?? ""));
        }

        Terminal.Output.Write(table);
        if (report.Stvg is { } stvg)
        {
            Say($"STVG, {stvg.Count}: tIoU@0.5 {stvg.TIoUAt50:0.000}  m_tIoU {stvg.MeanTIoU:0.000}");
            Say($"STVG, boxes: m_sIoU {stvg.MeanSIoU:0.000}  m_vIoU {stvg.MeanVIoU:0.000}");
        }

        if (report.Svg is { } svg)
            Say($"SVG, {svg.Count}: sIoU@0.3 {svg.SIoUAt30:0.000}  sIoU@0.5 {svg.SIoUAt50:0.000}  m_sIoU {svg.MeanSIoU:0.000}");
        if (report.Elc is { } elc)
        {
            Say($"ELC, {elc.Count}: tIoU@0.3 {elc.TIoUAt30:0.000}  @0.5 {elc.TIoUAt50:0.000}  @0.7 {elc.TIoUAt70:0.000}");
            Say($"ELC, m_tIoU {elc.MeanTIoU:0.000}, captions: METEOR {elc.Meteor:0.000}  CIDEr {elc.Cider:0.000}");
        }
    }

    private static void Say(FormattableString text) => Terminal.Output.WriteLine(FormattableString.Invariant(text));

    private static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
}
