using System.CommandLine;
using Stvg.Api.Contracts;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Services;

namespace Stvg.Client.Commands.Server;

/// <summary><c>stvg alerts</c>.</summary>
internal static class AlertsCommand
{
    public static Command Create()
    {
        var server = new ServerOptions();
        var after = new Option<long?>("--after")
        {
            Description = "Only changes after this sequence number, as --json shows it.", HelpName = "N",
        };
        var camera = ServerCommand.Text("--camera", "ID", "Only of this camera.");
        var query = ServerCommand.Text("--query", "ID", "Only of this standing query.");
        var follow = ServerCommand.Flag(
            "--follow", "Go on with every change as it comes, until Ctrl-C; only what is new unless --after is given.");
        var json = ServerCommand.Flag("--json", "Write one JSON document with all changes; with --follow one per line and change.");
        var command = new TeachingCommand("alerts", "Alerts of standing queries, each as it stands now.", """
            stvg alerts --query red-at-door
            stvg alerts --follow --json
            stvg alerts ack 7c02e1
            """) { after, camera, query, follow, json, Acknowledge(server) };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var filter = new AlertFilter(parsed.GetValue(camera), parsed.GetValue(query));
            if (parsed.GetValue(after) < 0) throw new StvgException("--after needs a sequence number, 0 for the beginning");
            if (parsed.GetValue(follow))
            {
                var live = client.FollowAlertsAsync(filter, parsed.GetValue(after), CommonOptions.Notify, cancellation);
                await AlertPrinter.FollowAsync(live, parsed.GetValue(json));
                return ExitCode.Found;
            }
            var changes = client.AlertsAsync(filter, parsed.GetValue(after), cancellation);
            return parsed.GetValue(json) ? await AlertPrinter.PrintJsonAsync(changes) : await PrintAsync(changes);
        });
        return server.AddTo(command);
    }

    // Without the boxes, which are most of an alert and not shown.
    private static async Task<int> PrintAsync(IAsyncEnumerable<AlertResponse> changes)
    {
        Dictionary<string, AlertResponse> latest = [];
        await foreach (var change in changes) latest[change.Id] = change with { Tube = change.Tube with { Boxes = [] } };
        if (latest.Count == 0)
        {
            Console.Out.WriteLine("no alerts");
            return ExitCode.NothingMatches;
        }
        AlertPrinter.Print([.. latest.Values.OrderBy(a => a.Sequence)]);
        return ExitCode.Found;
    }

    private static TeachingCommand Acknowledge(ServerOptions server)
    {
        var id = ServerCommand.Id("The alert.");
        var json = CommonOptions.Json();
        var command = new TeachingCommand("ack", "Say that you have seen an alert.", "stvg alerts ack 7c02e1") { id, json };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var alert = await client.AcknowledgeAsync(parsed.GetRequiredValue(id), cancellation);
            if (parsed.GetValue(json)) WireJson.Print(alert);
            else AlertPrinter.PrintAcknowledged(alert);
        });
        return command;
    }
}
