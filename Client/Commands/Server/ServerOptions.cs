using System.CommandLine;
using Stvg.Client.Arguments;
using Stvg.Client.Http;
using Stvg.Core;

namespace Stvg.Client.Commands.Server;

/// <summary>Where the server is and which key it wants; options of every command that asks it.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> _server = new("--server")
    {
        Description = $"Address of the server; STVG_SERVER where it is left out, else {ServerAddress.Default}.",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = "A file whose first line is the key that the server wants; STVG_KEY where it is left out.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Gives a command, and those below it, the options.</summary>
    public Command AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_keyFile);
        return command;
    }

    /// <summary>A client of the server that the user named.</summary>
    /// <exception cref="StvgException">The address or the key is none.</exception>
    public StvgClient Connect(ParseResult parsed)
    {
        var server = parsed.GetValue(_server) ?? Variable("STVG_SERVER") ?? ServerAddress.Default;
        var key = parsed.GetValue(_keyFile) is { } file ? SecretFile.Read(file) : Variable("STVG_KEY");
        if (key is not null && key.Any(c => c is <= ' ' or >= '\x7f'))
            throw new StvgException("the key holds spaces or letters that no key has: check --key-file or STVG_KEY");
        return new StvgClient(ServerAddress.Parse(server), key);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value.Trim() : null;
}
