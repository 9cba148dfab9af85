using System.CommandLine;
using System.CommandLine.Parsing;
using Stvg.Client.Commands;
using Stvg.Core;

namespace Stvg.Client;

/// <summary>The stvg command line. Exit status as grep has it: 0 found or done, 1 nothing matches, 2 an error; 130 after Ctrl-C.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        // The first Ctrl-C asks everything to stop and clean up; a second one ends the process at once.
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        };
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                cancellation.Cancel();
            });
        return await RunAsync(args, cancellation.Token);
    }

    /// <summary>Runs one command; every error that a user can understand becomes one line on standard error.</summary>
    internal static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            var parsed = CommandTree.Build().Parse(args);
            if (parsed.Errors.Count > 0)
            {
                return Fail($"{parsed.Errors[0].Message.TrimEnd('.')}; see '{PathOf(parsed.CommandResult)} --help'");
            }

            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("stvg: stopped");
            return ExitCode.Interrupted;
        }
        catch (StvgException e)
        {
            return Fail(e.Message);
        }
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "stvg";

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"stvg: {message.ReplaceLineEndings(" ")}");
        return ExitCode.Error;
    }
}

/// <summary>Exit status of every command.</summary>
internal static class ExitCode
{
    public const int Found = 0, NothingMatches = 1, Error = 2, Interrupted = 130;
}
