using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Tubelets;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg describe</c>: of the object at a box and a time, until when, and what (event localisation and captioning).</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        var video = CommonOptions.Video();
        var at = new Option<double>("--at") { Description = "The moment, seconds.", Required = true, HelpName = "S" };
        var box = new Option<string>("--box") { Description = "Where the object is then: x,y,width,height in pixels.", Required = true,
            HelpName = "X,Y,W,H" };
        var json = CommonOptions.Json();
        var judge = CommonOptions.Judge();
        var model = CommonOptions.Model();
        var sparse = CommonOptions.Sparse();
        var command = new Command("describe", "Say what the object at a box and a time is and does, and until when.") { video, at, box,
            json, judge, model, sparse };
        command.SetAction(async (parsed, cancellation) =>
        {
            var place = Place(parsed.GetRequiredValue(box));
            if (parsed.GetValue(at) < 0) throw new StvgException("--at needs seconds from the beginning");
            using var questions = CommonOptions.Questions(parsed.GetValue(judge));
            var watching = new ClipOptions { Detector = parsed.GetRequiredValue(model), Sparse = parsed.GetValue(sparse),
                Notify = CommonOptions.Notify };
            var clip = await CommonOptions.AnalyseAsync(parsed.GetRequiredValue(video), cancellation, watching);
            var frame = clip.Scene.FrameAt(parsed.GetValue(at));
            if (Describer.At(clip.Scene, frame, place) is not { } subject)
            {
                Console.Error.WriteLine("stvg: nothing was seen in that box at that time");
                return ExitCode.NothingMatches;
            }

            var description = Describer.Describe(clip.Scene, subject, frame);
            var text = questions is null ? description.Text
                : await questions.DescribeAsync(clip, subject.Tubelet, frame, description.End, cancellation);
            if (parsed.GetValue(json)) PrintJson(clip, subject.Tubelet, frame, description with { Text = text });
            else Terminal.Output.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                $"{text}  (frames {frame}–{description.End}, until {clip.Scene.TimeOf(description.End).TotalSeconds:0.0} s)"));
            return ExitCode.Found;
        });
        return command;
    }

    private static Box Place(string text)
    {
        float[] numbers = [.. text.Split(',', StringSplitOptions.TrimEntries)
            .Select(n => float.TryParse(n, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : float.NaN)];
        return numbers is [var x, var y, > 0 and var width, > 0 and var height] && float.IsFinite(x + y + width + height)
            ? new Box(x, y, width, height)
            : throw new StvgException($"--box is '{text}': give x,y,width,height in pixels, such as 412,180,60,150");
    }

    private static void PrintJson(ClipAnalysis clip, Tubelet tubelet, int frame, Description description) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(
            new DescribeJson(
                description.Text, tubelet.Id, frame, description.End,
                Math.Round(clip.Scene.TimeOf(frame).TotalSeconds, 4), Math.Round(clip.Scene.TimeOf(description.End).TotalSeconds, 4),
                [.. description.Words.Select(w => new WordsJson(w.Words, Math.Round(w.Score, 4)))],
                [.. Enumerable.Range(frame, description.End - frame + 1).Select(f => BoxJson.Of(f, tubelet.BoxAt(f)))]),
            JsonContext.Readable.DescribeJson));
}
