using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Correspondences;
using Stvg.Core.Tubelets;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg mark</c>: frames with numbered marks, to ask any multimodal model about.</summary>
internal static class MarkCommand
{
    public static Command Create()
    {
        var video = CommonOptions.Video();
        var frames = new Option<int>("--frames") { Description = "Frames to keep, evenly spaced.",
            DefaultValueFactory = _ => MarkOptions.DefaultFrames, HelpName = "N" };
        var top = new Option<int>("--top") { Description = "Objects to mark: those on most of the kept frames, the largest first.",
            DefaultValueFactory = _ => MarkOptions.DefaultTop, HelpName = "N" };
        var output = new Option<string>("--out") { Description = "Folder for the frames and marks.json; made when missing.",
            Required = true, HelpName = "DIR" };
        var sheet = new Option<string?>("--sheet") { Description = "Also lay all frames out on one JPEG.", HelpName = "SHEET.jpg" };
        var all = new Option<bool>("--all") { Description = "Also mark things that never move: parked cars, furniture, signs." };
        var noOutline = new Option<bool>("--no-outline") { Description = "Marks only, without the outline of what they belong to." };
        var json = CommonOptions.Json();
        var model = CommonOptions.Model();
        var sparse = CommonOptions.Sparse();
        var command = new Command("mark",
            "Write frames with numbered marks on the most prominent objects, to ask any multimodal model about.")
        {
            video, frames, top, output, sheet, all, noOutline, json, model, sparse,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new MarkOptions { Frames = parsed.GetValue(frames), Top = parsed.GetValue(top),
                Outline = !parsed.GetValue(noOutline) };
            if (options.Frames is < 1 or > MarkOptions.Most)
                throw new StvgException($"--frames needs a number from 1 to {MarkOptions.Most}");
            if (options.Top is < 1 or > MarkOptions.Most) throw new StvgException($"--top needs a number from 1 to {MarkOptions.Most}");
            var folder = OutputFile.EnsureFolder(parsed.GetRequiredValue(output));
            if (parsed.GetValue(sheet) is { } checkedSheet) OutputFile.EnsureWritable(checkedSheet);

            var watching = new ClipOptions { Detector = parsed.GetRequiredValue(model), Sparse = parsed.GetValue(sparse),
                Notify = CommonOptions.Notify };
            var clip = await CommonOptions.AnalyseAsync(parsed.GetRequiredValue(video), cancellation, watching);
            var marked = Choose(clip, options, parsed.GetValue(all));
            var pictures = (await ClipFrames.ReadAsync(clip, [.. marked.Frames.Select(f => f.Frame)], ClipFrames.DefaultSide,
                cancellation)).With(marked, options.Outline);
            var jpegs = await pictures.JpegsAsync(cancellation);
            for (var i = 0; i < jpegs.Count; i++)
                await WriteAsync(Path.Combine(folder, FileOf(marked.Frames[i].Frame)), jpegs[i], cancellation);
            if (parsed.GetValue(sheet) is { } named) await WriteAsync(named, await pictures.SheetAsync(cancellation), cancellation);

            var document = JsonSerializer.Serialize(MarksJson.Of(clip, marked, FileOf), JsonContext.Readable.MarksJson);
            OutputFile.Write(Path.Combine(folder, "marks.json"), writer => writer.Write(document));
            if (parsed.GetValue(json)) Console.Out.WriteLine(document);
            else Print(marked, clip, folder);
            return marked.Marks.Count > 0 ? ExitCode.Found : ExitCode.NothingMatches;
        });
        return command;
    }

    /// <summary>Numbers go over everything that was tracked, so that they stay the same whatever is asked for.</summary>
    private static MarkedClip Choose(ClipAnalysis clip, MarkOptions options, bool all)
    {
        List<Tubelet> tubelets = [.. clip.Scene.Objects.Select(o => o.Tubelet)];
        return MarkedClip.Of(tubelets, clip.Size, 0, clip.FramesDecoded - 1, options, all ? null : Travel.IsPersonOrMoves);
    }

    private static string FileOf(int frame) => string.Create(CultureInfo.InvariantCulture, $"frame-{frame:000000}.jpg");

    private static Task WriteAsync(string path, byte[] content, CancellationToken ct) =>
        WholeFile.WriteAsync(path, stream => stream.WriteAsync(content, ct).AsTask());

    private static void Print(MarkedClip marked, ClipAnalysis clip, string folder)
    {
        var listing = new Listing("mark", "object", "tubelet", "frames of its life", "kept frames that show it");
        foreach (var mark in marked.Marks)
        {
            listing.Add(
                $"{mark.Number}", MarksJson.Category(mark.Tubelet) ?? "", $"#{mark.Tubelet.Id}", $"{mark.Tubelet.Begin}-{mark.Tubelet.End}",
                $"{mark.Frequency} of {marked.Frames.Count}");
        }

        listing.Print();
        CommonOptions.Notify($"{marked.Frames.Count} frames of {clip.FramesDecoded} are in {folder}, with marks.json");
    }
}
