using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Stvg.Client.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class TeachingCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>Lines as a user would type them.</summary>
    public string Examples { get; } = examples;

    /// <summary>Makes the help of a tree of commands show the examples.</summary>
    public static RootCommand Teach(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true; // "stvg camera add --help" lacks arguments, and that is no mistake

        public override int Invoke(ParseResult parseResult)
        {
            var status = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command is not TeachingCommand { Examples: var examples }) return status;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in examples.Split('\n')) output.WriteLine($"  {line}".TrimEnd());
            output.WriteLine();
            return status;
        }
    }
}
