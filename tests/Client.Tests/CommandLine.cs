using System.Diagnostics;

namespace Stvg.Client.Tests;

/// <summary>Runs the real program in a process of its own.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>What a run left: exit status and both outputs.</summary>
    internal sealed record Outcome(int Status, string Output, string Error)
    {
        /// <summary>Lines on standard error, without notes about set-up.</summary>
        public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public static async Task<Outcome> RunAsync(params string[] args)
    {
        using var process = Start(args);
        return await EndAsync(process, args);
    }

    /// <summary>Runs a command that asks a server.</summary>
    public static async Task<Outcome> AskAsync(Uri server, params string[] args)
    {
        using var process = StartAt(server, args);
        return await EndAsync(process, args);
    }

    public static Process Start(params string[] args) => StartAt(null, args);

    /// <summary>Starts a command that finds the server's address in its environment.</summary>
    public static Process StartAt(Uri? server, params string[] args)
    {
        // A test run in the background of a script inherits an ignored Ctrl-C and would hand it down.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "stvg.dll"));
        start.Environment.Remove("STVG_KEY");
        start.Environment["STVG_SERVER"] = server?.AbsoluteUri ?? "";
        foreach (var arg in args) start.ArgumentList.Add(arg);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static async Task<Outcome> EndAsync(Process process, string[] args)
    {
        using var limit = new CancellationTokenSource(s_limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Outcome(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'stvg {string.Join(' ', args)}' did not end within {s_limit}");
        }
    }

    /// <summary>Asserts an error as the contract has it: status 2, nothing on standard output, one line that contains the given words.</summary>
    public static void AssertRefused(Outcome outcome, params string[] words)
    {
        Assert.Equal(2, outcome.Status);
        Assert.Equal("", outcome.Output);
        var line = Assert.Single(outcome.ErrorLines);
        Assert.StartsWith("stvg: ", line);
        Assert.DoesNotContain("   at ", outcome.Error);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.OrdinalIgnoreCase));
    }
}
