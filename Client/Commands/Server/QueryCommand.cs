using System.CommandLine;
using Stvg.Api.Contracts;
using Stvg.Client.Arguments;
using Stvg.Client.Output;
using Stvg.Core;

namespace Stvg.Client.Commands.Server;

/// <summary><c>stvg query</c>.</summary>
internal static class QueryCommand
{
    public static Command Create()
    {
        var server = new ServerOptions();
        return server.AddTo(new TeachingCommand("query", "Standing queries: sentences that stay on watch and raise alerts.", """
            stvg query add "a person in a red jacket who stops at the door" --id red-at-door --camera gate
            stvg query list
            """)
        {
            Add(server), List(server), Show(server), Remove(server),
        });
    }

    private static TeachingCommand Add(ServerOptions server)
    {
        var sentence = ServerCommand.Sentence();
        var id = ServerCommand.Text("--id", "ID", "Its name for commands; the server makes one where it is left out.");
        var cameras = ServerCommand.Cameras();
        var threshold = ServerCommand.Number("--threshold", "Score from which on an object is alerted, up to 1; 0.5 where it is left out.");
        var minDuration = ServerCommand.Text("--min-duration", "TIME", "How long it has to last: 2s, 1m; 1s where it is left out.");
        var cooldown = ServerCommand.Text("--cooldown", "TIME", "How long the same object is not alerted again; 1m where it is left out.");
        var zones = ServerCommand.Texts("--zone", "NAME", "Only in this zone of a camera; may be given several times.");
        var webhook = ServerCommand.Text("--webhook", "URL", "An address that is told of every change of an alert.");
        var secret = ServerCommand.Text("--webhook-secret-file", "FILE", "Its first line is the key of the webhook's signature.");
        var json = CommonOptions.Json();
        var command = new TeachingCommand("add", "Put a sentence on watch; shows how it is understood.", """
            stvg query add "a person in a red jacket who stops at the door" --camera gate --zone step
            stvg query add "a car that drives backwards" --min-duration 2s --webhook https://example.com/x --webhook-secret-file secret.txt
            """)
        {
            sentence, id, cameras, threshold, minDuration, cooldown, zones, webhook, secret, json,
        };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var query = await client.AddQueryAsync(new QueryRequest
            {
                Text = parsed.GetRequiredValue(sentence),
                Id = parsed.GetValue(id),
                Cameras = parsed.GetValue(cameras),
                Threshold = parsed.GetValue(threshold),
                MinDuration = DurationArgument.Seconds("--min-duration", parsed.GetValue(minDuration)),
                Cooldown = DurationArgument.Seconds("--cooldown", parsed.GetValue(cooldown)),
                Zones = parsed.GetValue(zones),
                Webhook = Webhook(parsed.GetValue(webhook), parsed.GetValue(secret)),
            }, cancellation);
            if (parsed.GetValue(json))
            {
                WireJson.Print(query);
                return;
            }
            Console.Out.WriteLine($"query {query.Id} is on watch");
            Details.Print(query.Plan);
        });
        return command;
    }

    private static WebhookRequest? Webhook(string? url, string? secretFile)
    {
        if (url is null && secretFile is null) return null;
        if (url is null) throw new StvgException("--webhook-secret-file needs --webhook URL");
        if (secretFile is null) throw new StvgException("--webhook needs --webhook-secret-file FILE: its receiver has to know who calls");
        return new WebhookRequest { Url = url, Secret = SecretFile.Read(secretFile) };
    }

    private static TeachingCommand List(ServerOptions server)
    {
        var json = CommonOptions.Json();
        var command = new TeachingCommand("list", "Show all standing queries.", "stvg query list") { json };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var queries = await client.QueriesAsync(cancellation);
            if (parsed.GetValue(json)) WireJson.PrintAll(queries);
            else if (queries.Count == 0) Console.Out.WriteLine("no standing queries yet: add one with 'stvg query add'");
            else QueryPrinter.Print(queries);
        });
        return command;
    }

    private static TeachingCommand Show(ServerOptions server)
    {
        var id = ServerCommand.Id("The standing query.");
        var json = CommonOptions.Json();
        const string example = "stvg query show red-at-door";
        var command = new TeachingCommand("show", "Show one standing query and how it is understood.", example) { id, json };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var query = await client.QueryAsync(parsed.GetRequiredValue(id), cancellation);
            if (parsed.GetValue(json)) WireJson.Print(query);
            else QueryPrinter.Print(query);
        });
        return command;
    }

    private static TeachingCommand Remove(ServerOptions server)
    {
        var id = ServerCommand.Id("The standing query.");
        var command = new TeachingCommand("remove", "Take a sentence off watch; its alerts stay.", "stvg query remove red-at-door") { id };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            await client.RemoveQueryAsync(parsed.GetRequiredValue(id), cancellation);
            Console.Out.WriteLine($"query {parsed.GetRequiredValue(id)} is removed");
        });
        return command;
    }
}
