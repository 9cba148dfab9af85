using Spectre.Console;

namespace Stvg.Client.Output;

/// <summary>Standard output as tables are drawn on it: coloured and as wide as the window on a terminal, plain and wide in a pipe or file.</summary>
internal static class Terminal
{
    private const int PipeWidth = 180;

    private static readonly Lazy<IAnsiConsole> s_output = new(Create);

    public static IAnsiConsole Output => s_output.Value;

    private static IAnsiConsole Create()
    {
        var redirected = Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        if (redirected) console.Profile.Width = PipeWidth;
        return console;
    }
}
