using System.CommandLine;
using Stvg.Api.Contracts;
using Stvg.Client.Arguments;
using Stvg.Client.Output;
using Stvg.Core.Services;

namespace Stvg.Client.Commands.Server;

/// <summary><c>stvg search</c>: one sentence over everything that was seen; and <c>stvg like</c>: the same object elsewhere.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var server = new ServerOptions();
        var sentence = ServerCommand.Sentence();
        var scope = new ScopeOptions();
        var threshold = ServerCommand.Number("--threshold", "Answers below this score, 0 to 1, are left out; 0.5 where it is left out.");
        var judge = new Option<bool>(
            "--judge") { Description = "Let the server's multimodal model look at the best answers and rank them anew." };
        var json = CommonOptions.Json();
        var command = new TeachingCommand("search", "Search everything that the cameras have seen: tubes, best first.", """
            stvg search "a woman in a red jacket walking to the left"
            stvg search "a white van that stops" --camera gate --from 08:00 --to 12:00
            stvg search "a person with a bicycle" --from -3d --top 50 --json
            """) { sentence, threshold, judge, json };
        scope.AddTo(command);
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var text = parsed.GetRequiredValue(sentence);
            var answer = await client.SearchAsync(text, scope.Of(parsed), parsed.GetValue(threshold), parsed.GetValue(judge), cancellation);
            if (parsed.GetValue(json)) WireJson.Print(answer);
            else Print(answer);
            return answer.Tubes.Count > 0 ? ExitCode.Found : ExitCode.NothingMatches;
        });
        return server.AddTo(command);
    }

    public static Command CreateLike()
    {
        var server = new ServerOptions();
        var tube = new Argument<string>("TUBE") { Description = "Id of an answer that search, ground or an alert gave." };
        var scope = new ScopeOptions();
        var json = CommonOptions.Json();
        const string summary = "Find the same object at other times and in other cameras, by its looks.";
        var command = new TeachingCommand("like", summary, "stvg like 5f1c02a9 --from -1d") { tube, json };
        scope.AddTo(command);
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var answer = await client.LikeAsync(parsed.GetRequiredValue(tube), scope.Of(parsed), cancellation);
            if (parsed.GetValue(json)) WireJson.Print(answer);
            else if (answer.Tubes.Count == 0) Console.Out.WriteLine("nothing else looks like it");
            else TubePrinter.Print(answer.Tubes);
            return answer.Tubes.Count > 0 ? ExitCode.Found : ExitCode.NothingMatches;
        });
        return server.AddTo(command);
    }

    private static void Print(SearchResponse answer)
    {
        Details.Warn(answer.Plan);
        var of = $"{answer.Candidates} candidates";
        if (answer.Tubes.Count == 0) Console.Out.WriteLine(Text.Clean($"nothing among {of} matches \"{answer.Query}\""));
        else TubePrinter.Print(answer.Tubes);
        if (answer.Scored < answer.Candidates)
            CommonOptions.Notify($"{answer.Scored} of {of} were looked at: narrow it down with --from, --to and --camera");
    }

    /// <summary>Where and when is searched.</summary>
    private sealed class ScopeOptions
    {
        private readonly Option<string[]> _cameras = ServerCommand.Cameras();
        private readonly Option<string?> _from = ServerCommand.Text("--from", "TIME", $"Only what ended after this. {TimeArgument.Help}");
        private readonly Option<string?> _to = ServerCommand.Text("--to", "TIME", "Only what began before this; written as --from.");
        private readonly Option<int> _top = new("--top")
        {
            Description = "At most so many answers, best first.", DefaultValueFactory = _ => SearchScope.DefaultTop, HelpName = "N",
        };

        public void AddTo(Command command)
        {
            command.Options.Add(_cameras);
            command.Options.Add(_from);
            command.Options.Add(_to);
            command.Options.Add(_top);
        }

        public SearchScope Of(ParseResult parsed) => new()
        {
            Cameras = [.. parsed.GetValue(_cameras) ?? []],
            From = TimeArgument.Parse("--from", parsed.GetValue(_from), TimeProvider.System),
            To = TimeArgument.Parse("--to", parsed.GetValue(_to), TimeProvider.System),
            Top = parsed.GetValue(_top),
        };
    }
}
