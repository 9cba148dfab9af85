using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;

namespace Stvg.Client.Commands;

/// <summary><c>stvg eval detection</c>.</summary>
internal static class EvalDetectionCommand
{
    public static Command Create()
    {
        var truth = CommonOptions.GroundTruth();
        var detections = new Option<string>("--det") { Description = "Detections in MOT text.", Required = true, HelpName = "DET.txt" };
        var category = new Option<string>("--class") { Description = "COCO name or index of the class to evaluate.", DefaultValueFactory = _ => "person", HelpName = "NAME" };
        var json = CommonOptions.Json();
        var command = new Command("detection", "AP50, best F1, recall and precision: fractions.") { truth, detections, category, json };
        command.SetAction(parsed =>
        {
            var metrics = DetectionEvaluation.Evaluate(
                CommonOptions.ReadMot(parsed.GetRequiredValue(truth), groundTruth: true),
                CommonOptions.ReadMot(parsed.GetRequiredValue(detections)),
                ClassIndex(parsed.GetRequiredValue(category)));
            Print(metrics, parsed.GetValue(json));
            return ExitCode.Found;
        });
        return command;
    }

    private static int ClassIndex(string name)
    {
        var index = int.TryParse(name, CultureInfo.InvariantCulture, out var number) ? number : CocoClasses.IndexOf(name);
        return index >= 0 && index < CocoClasses.Names.Count
            ? index
            : throw new StvgException($"'{name}' is not a COCO class; use a name such as person, car or dog, or an index from 0 to 79");
    }

    private static void Print(DetectionMetrics metrics, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(metrics, JsonContext.Readable.DetectionMetrics));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("AP50", "best F1", "recall", "precision");
        table.AddRow($"{metrics.Ap50:0.000}", $"{metrics.BestF1:0.000}", $"{metrics.Recall:0.000}", $"{metrics.Precision:0.000}");
        Terminal.Output.Write(table);
    }
}
