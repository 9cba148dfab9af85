using System.CommandLine;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Services;
using Stvg.Embedded;

namespace Stvg.Client.Commands.Server;

/// <summary><c>stvg tube</c>: one answer, its clip and its picture, and what the operator says of it.</summary>
internal static class TubeCommand
{
    public static Command Create()
    {
        var server = new ServerOptions();
        var id = ServerCommand.Id("Id of an answer that search, ground or an alert gave.");
        var clip = ServerCommand.Text("--clip", "OUT.mp4", "Save it as a video, cut out of the recording, with its box.");
        var thumbnail = ServerCommand.Text("--thumbnail", "OUT.jpg", "Save one picture out of its middle, with its box.");
        var right = ServerCommand.Flag("--right", "Say that it is what was asked for.");
        var wrong = ServerCommand.Flag("--wrong", "Say that it is not.");
        var json = CommonOptions.Json();
        var command = new TeachingCommand("tube", "Show an answer; save its clip or picture; say whether it is right.", """
            stvg tube 5f1c02a9
            stvg tube 5f1c02a9 --clip answer.mp4 --thumbnail answer.jpg --right
            """) { id, clip, thumbnail, right, wrong, json };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var tube = parsed.GetRequiredValue(id);
            if (parsed.GetValue(right) && parsed.GetValue(wrong)) throw new StvgException("--right and --wrong contradict each other");
            foreach (var path in new[] { parsed.GetValue(clip), parsed.GetValue(thumbnail) })
                if (path is not null) OutputFile.EnsureWritable(path);

            var answer = await client.TubeAsync(tube, cancellation);
            if (parsed.GetValue(clip) is { } video)
                await WholeFile.WriteAsync(video, file => client.ClipAsync(tube, file, cancellation));
            if (parsed.GetValue(thumbnail) is { } picture)
                await WholeFile.WriteAsync(picture, file => client.ThumbnailAsync(tube, file, cancellation));
            if (parsed.GetValue(right)) await client.FeedbackAsync(tube, Verdict.Right, cancellation);
            if (parsed.GetValue(wrong)) await client.FeedbackAsync(tube, Verdict.Wrong, cancellation);
            if (parsed.GetValue(json)) WireJson.Print(answer);
            else TubePrinter.Print(answer);
        });
        return server.AddTo(command);
    }
}
