using System.CommandLine;
using System.Globalization;
using Stvg.Client.Http;

namespace Stvg.Client.Commands.Server;

/// <summary>Shortcuts for commands that ask the server.</summary>
internal static class ServerCommand
{
    public static Argument<string> Id(string what) => new("ID") { Description = what };

    public static Argument<string> Sentence() => new("SENTENCE")
    {
        Description = "Who or what to look for, in English: \"a person in a red jacket who stops at the door\".",
    };

    public static Option<string[]> Cameras() =>
        Texts("--camera", "ID", "Only this camera; may be given several times. All where it is left out.");

    public static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    /// <summary>An option that may be given several times, with a value each.</summary>
    public static Option<string[]> Texts(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>An option whose value is a number that can be written as JSON, which infinity cannot.</summary>
    public static Option<double?> Number(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
            if (isNumber && double.IsFinite(value)) return value;
            result.AddError($"{name} needs a number, not '{text}'");
            return null;
        },
    };

    /// <summary>An option whose value is one of an enumeration's, as the API names them.</summary>
    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        string[] names = [.. values.Select(Output.Text.Name)];
        return new(name)
        {
            Description = description,
            HelpName = string.Join('|', names),
            CustomParser = result =>
            {
                var index = Array.IndexOf(names, result.Tokens[0].Value);
                if (index >= 0) return values[index];
                result.AddError($"{name} is '{result.Tokens[0].Value}'; give one of {string.Join(", ", names)}");
                return null;
            },
        };
    }

    /// <summary>Makes the command ask the server; it ends with what <paramref name="act"/> returns.</summary>
    public static void Asks(this Command command, ServerOptions server, Func<ParseResult, StvgClient, CancellationToken, Task<int>> act) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = server.Connect(parsed);
            return await act(parsed, client, cancellation);
        });

    /// <summary>As the other, for what is simply done.</summary>
    public static void Asks(this Command command, ServerOptions server, Func<ParseResult, StvgClient, CancellationToken, Task> act) =>
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            await act(parsed, client, cancellation);
            return ExitCode.Found;
        });
}
