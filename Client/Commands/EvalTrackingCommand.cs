using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Stvg.Client.Output;
using Stvg.Core.Evaluation;

namespace Stvg.Client.Commands;

/// <summary><c>stvg eval tracking</c>.</summary>
internal static class EvalTrackingCommand
{
    public static Command Create()
    {
        var truth = CommonOptions.GroundTruth();
        var result = new Option<string>("--res") { Description = "Tracks in MOT text.", Required = true, HelpName = "RES.txt" };
        var json = CommonOptions.Json();
        var command = new Command("tracking", "HOTA, MOTA, IDF1 and their parts, as TrackEval computes them: percent and counts.") { truth, result, json };
        command.SetAction(parsed =>
        {
            var metrics = TrackingEvaluation.Evaluate(
                CommonOptions.ReadMot(parsed.GetRequiredValue(truth), groundTruth: true), CommonOptions.ReadMot(parsed.GetRequiredValue(result)));
            Print(TrackingReport.Of(metrics), parsed.GetValue(json));
            return ExitCode.Found;
        });
        return command;
    }

    private static void Print(TrackingReport report, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, JsonContext.Readable.TrackingReport));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("HOTA", "DetA", "AssA", "LocA", "MOTA", "MOTP", "IDF1", "IDSW", "FP", "FN", "Frag", "MT", "ML");
        table.AddRow(
            $"{report.Hota:0.00}", $"{report.DetA:0.00}", $"{report.AssA:0.00}", $"{report.LocA:0.00}", $"{report.Mota:0.00}", $"{report.Motp:0.00}",
            $"{report.Idf1:0.00}", $"{report.IdSwitches}", $"{report.Fp}", $"{report.Fn}", $"{report.Frag}", $"{report.Mt}", $"{report.Ml}");
        Terminal.Output.Write(table);
    }
}
