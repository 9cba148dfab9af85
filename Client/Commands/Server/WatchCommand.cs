using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using Stvg.Api.Contracts;
using Stvg.Client.Http;
using Stvg.Client.Output;
using Stvg.Core.Services;

namespace Stvg.Client.Commands.Server;

/// <summary><c>stvg watch</c>: a standing query for as long as somebody looks.</summary>
internal static class WatchCommand
{
    // Ctrl-C is to end within a second.
    private static readonly TimeSpan s_removeTime = TimeSpan.FromSeconds(0.8);

    public static Command Create()
    {
        var server = new ServerOptions();
        var sentence = ServerCommand.Sentence();
        var cameras = ServerCommand.Cameras();
        var json = ServerCommand.Flag("--json", "Write one JSON document per line and change of an alert.");
        var command = new TeachingCommand("watch", "Watch for a sentence until Ctrl-C: alerts as they come.", """
            stvg watch "a person who climbs over the fence" --camera yard
            stvg watch "a red car" --json
            """) { sentence, cameras, json };
        command.Asks(server, (parsed, client, cancellation) =>
        {
            // Named here rather than by the server, so that it can be removed also when the answer never comes.
            var id = $"watch-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
            var query = new QueryRequest { Text = parsed.GetRequiredValue(sentence), Id = id, Cameras = parsed.GetValue(cameras) };
            return WatchAsync(client, query, parsed.GetValue(json), cancellation);
        });
        return server.AddTo(command);
    }

    private static async Task WatchAsync(StvgClient client, QueryRequest request, bool json, CancellationToken cancellation)
    {
        var mayExist = true;
        try
        {
            QueryResponse query;
            try
            {
                query = await client.AddQueryAsync(request, cancellation);
            }
            catch (ServerException e)
            {
                mayExist = e.MayBeDone;
                throw;
            }

            Details.Warn(query.Plan);
            CommonOptions.Notify($"watching {Text.List(query.Cameras, "all cameras")} for \"{query.Text}\"; Ctrl-C ends it");
            // All of this query's changes are ours, so from the first on.
            var live = client.FollowAlertsAsync(new AlertFilter(null, query.Id), after: 0, CommonOptions.Notify, cancellation);
            await AlertPrinter.FollowAsync(live, json);
        }
        finally
        {
            if (mayExist) await RemoveAsync(client, request.Id!);
        }
    }

    // Also after an error, and after Ctrl-C; whatever went wrong before is what the user is to read.
    private static async Task RemoveAsync(StvgClient client, string id)
    {
        using var limit = new CancellationTokenSource(s_removeTime);
        try
        {
            await client.RemoveQueryAsync(id, limit.Token);
        }
        catch (ServerException e) when (e.Status is HttpStatusCode.NotFound)
        {
            // It never came to be, or somebody else removed it.
        }
        catch (Exception e) when (e is ServerException or OperationCanceledException)
        {
            CommonOptions.Notify($"the standing query {id} may still be there: remove it with 'stvg query remove {id}'");
        }
    }
}
