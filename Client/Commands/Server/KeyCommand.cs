using System.CommandLine;
using Stvg.Client.Output;
using Stvg.Core.Services;

namespace Stvg.Client.Commands.Server;

/// <summary><c>stvg key</c>.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var server = new ServerOptions();
        return server.AddTo(new TeachingCommand("key", "Keys of the server: who may look, operate, administer.", """
            stvg key add "control room" --role operator > control-room.key
            stvg camera list --key-file control-room.key
            stvg key remove k3f9
            """) { Add(server), List(server), Remove(server) });
    }

    private static TeachingCommand Add(ServerOptions server)
    {
        var name = new Argument<string>("NAME") { Description = "Whose it is, for the audit log." };
        var role = ServerCommand.Choice<Role>("--role", "What it allows; each includes those before it.");
        role.Required = true;
        var json = CommonOptions.Json();
        const string example = "stvg key add \"control room\" --role operator > control-room.key";
        var command = new TeachingCommand("add", "Make a key. It is written to standard output, this once.", example) { name, role, json };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var key = await client.AddKeyAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(role)!.Value, cancellation);
            if (parsed.GetValue(json))
            {
                WireJson.Print(key);
                return;
            }
            CommonOptions.Notify($"key {key.Id} for {Text.Clean(key.Name)} ({Text.Name(key.Role)}); it is shown only now, keep it:");
            Console.Out.WriteLine(key.Secret);
        });
        return command;
    }

    private static TeachingCommand List(ServerOptions server)
    {
        var json = CommonOptions.Json();
        var command = new TeachingCommand("list", "Show all keys, without their secrets.", "stvg key list") { json };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var keys = await client.KeysAsync(cancellation);
            if (parsed.GetValue(json))
            {
                WireJson.PrintAll(keys);
                return;
            }
            if (keys.Count == 0)
            {
                Console.Out.WriteLine("no keys yet: add one with 'stvg key add'");
                return;
            }
            var listing = new Listing("id", "role", "made", "name");
            foreach (var key in keys) listing.Add(key.Id, Text.Name(key.Role), Text.Time(key.CreatedAt), key.Name);
            listing.Print();
        });
        return command;
    }

    private static TeachingCommand Remove(ServerOptions server)
    {
        var id = ServerCommand.Id("The key's id, as 'stvg key list' shows it.");
        var command = new TeachingCommand("remove", "Revoke a key.", "stvg key remove k3f9") { id };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            await client.RevokeKeyAsync(parsed.GetRequiredValue(id), cancellation);
            Console.Out.WriteLine($"key {parsed.GetRequiredValue(id)} is revoked");
        });
        return command;
    }
}
