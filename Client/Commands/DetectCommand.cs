using System.CommandLine;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg detect</c>.</summary>
internal static class DetectCommand
{
    public static Command Create()
    {
        var video = CommonOptions.Video();
        var output = CommonOptions.Out("the detections");
        var minimum = new Option<float>("--min-score") { Description = "Detections below this score, 0 to 1, are left out.", DefaultValueFactory = _ => 0.1f, HelpName = "S" };
        var model = CommonOptions.Model();
        var command = new Command("detect", "Run the detector on every frame and write its boxes.") { video, output, minimum, model };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new ClipOptions { MinScore = parsed.GetValue(minimum), Detector = parsed.GetRequiredValue(model), Notify = CommonOptions.Notify };
            if (options.MinScore is not (>= 0 and <= 1)) throw new StvgException("--min-score needs a number from 0 to 1");
            var path = parsed.GetRequiredValue(output);
            OutputFile.EnsureWritable(path);

            var rows = new List<MotRow>();
            using (var bar = new ProgressBar("detecting"))
            {
                var (_, notice) = await ClipEngine.DetectAsync(
                    parsed.GetRequiredValue(video), options,
                    (frame, detections) =>
                    {
                        foreach (var d in detections) rows.Add(new MotRow(frame + 1, MotRow.NoId, d.Box, d.Score, d.Class));
                    },
                    new Relay<ClipProgress>(p => bar.Report((p.Frames, p.Total))), cancellation);
                if (notice is not null) CommonOptions.Notify(notice);
            }

            OutputFile.Write(path, writer => MotText.Write(writer, rows));
            return rows.Count > 0 ? ExitCode.Found : ExitCode.NothingMatches;
        });
        return command;
    }
}
