using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Core.Queries;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg eval decomposition</c>.</summary>
internal static class EvalDecompositionCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("VIDSTG.json") { Description = "VidSTG's annotation file: sentences and questions with their relation." };
        var json = CommonOptions.Json();
        var command = new Command("decomposition", "How often the target, the relation and the other entity of a sentence are read right: fractions.") { file, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            List<VidStgSentence> sentences;
            using (var reader = CommonOptions.OpenText(path)) sentences = VidStgReader.Read(reader.BaseStream, path);
            var parser = await Sentences.LoadParserAsync(CommonOptions.Notify, cancellation);
            var report = DecompositionEvaluation.Evaluate(sentences, text => Read(parser, text));
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(report, JsonContext.Readable.DecompositionReport));
            else Print(report);
            return ExitCode.Found;
        });
        return command;
    }

    /// <summary>A refused sentence counts as read wrong.</summary>
    private static QueryPlan? Read(QueryParser parser, string text)
    {
        try
        {
            return parser.Parse(text);
        }
        catch (StvgException)
        {
            return null;
        }
    }

    private static void Print(DecompositionReport report)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("", "number", "target or side", "predicate", "other or given");
        table.AddRow("sentences", $"{report.Sentences}", $"{report.TargetAccuracy:0.000}", $"{report.PredicateAccuracy:0.000}", $"{report.ObjectAccuracy:0.000}");
        Terminal.Output.Write(table);
    }
}
