using System.CommandLine;
using Stvg.Api.Contracts;
using Stvg.Client.Output;

namespace Stvg.Client.Commands.Server;

/// <summary><c>stvg feedback</c>: what operators said of answers.</summary>
internal static class FeedbackCommand
{
    public static Command Create()
    {
        var server = new ServerOptions();
        var output = ServerCommand.Text("--out", "FILE.jsonl", "Write it to a file, one JSON document a line.");
        var json = CommonOptions.Json();
        var command = new TeachingCommand("feedback", "Show or export what operators said of answers, oldest first.", """
            stvg feedback
            stvg feedback --out feedback.jsonl
            """) { output, json };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var path = parsed.GetValue(output);
            if (path is not null) OutputFile.EnsureWritable(path);
            List<FeedbackResponse> all = [];
            await foreach (var said in client.FeedbackAsync(cancellation)) all.Add(said);
            if (path is not null)
            {
                OutputFile.Write(path, writer =>
                {
                    foreach (var said in all) writer.Write($"{WireJson.Line(said)}\n");
                });
                CommonOptions.Notify($"{all.Count} {(all.Count == 1 ? "verdict" : "verdicts")} written to {path}");
            }

            if (parsed.GetValue(json)) WireJson.PrintAll(all);
            else if (path is null) Print(all);
        });
        return server.AddTo(command);
    }

    private static void Print(List<FeedbackResponse> all)
    {
        if (all.Count == 0)
        {
            Console.Out.WriteLine("nobody has judged an answer yet: say 'stvg tube ID --right' or '--wrong'");
            return;
        }

        var listing = new Listing("tube", "verdict", "when", "by", "where", "sentence");
        foreach (var said in all)
            listing.Add(said.TubeId, Text.Name(said.Verdict), Text.Time(said.At), said.By, said.Camera ?? said.Video ?? "(gone)", said.Query);
        listing.Print();
    }
}
