using System.CommandLine;
using System.CommandLine.Parsing;
using Stvg.Client.Commands;

namespace Stvg.Client.Tests;

/// <summary>Help that teaches: every command says what it does, and its examples can be typed as they stand.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Commands { get; } = [.. Paths(CommandTree.Build(), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_explains_itself(string path)
    {
        var help = new StringWriter();
        var parsed = CommandTree.Build().Parse([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, parsed.Invoke(new InvocationConfiguration { Output = help }));
        Assert.Contains("Usage:", help.ToString());
        Assert.False(string.IsNullOrWhiteSpace(parsed.CommandResult.Command.Description));
        var command = parsed.CommandResult.Command;
        Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), option.Name));
        if (command is TeachingCommand taught) Assert.Contains(taught.Examples.Split('\n')[0], help.ToString());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_can_be_typed(string path)
    {
        var parsed = CommandTree.Build().Parse(path.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (parsed.CommandResult.Command is not TeachingCommand taught) return;
        foreach (var line in taught.Examples.Split('\n'))
        {
            var words = CommandLineParser.SplitCommandLine(line.Split('>')[0]).ToArray();
            Assert.Equal("stvg", words[0]);
            Assert.Empty(CommandTree.Build().Parse(words[1..]).Errors);
        }
    }

    private static IEnumerable<string> Paths(Command command, string path) =>
        [path, .. command.Subcommands.SelectMany(sub => Paths(sub, $"{path} {sub.Name}".Trim()))];
}
