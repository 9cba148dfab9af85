using System.Diagnostics;
using Stvg.Tests;

namespace Stvg.Console.Tests;

/// <summary>What of the console needs no browser has tests of its own, in Console/test; here they are run with all others.</summary>
public sealed class LogicTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_logic_of_the_console_holds()
    {
        var folder = Path.Combine(TestData.RepositoryRoot, "Console");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules", "esbuild")), "needs what 'npm ci' in Console/ installs");
        var start = new ProcessStartInfo("node", ["build/test.mjs"])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        var said = node.StandardOutput.ReadToEndAsync(limit.Token);
        var error = node.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await node.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
        }

        Assert.True(node.ExitCode == 0, await said + await error);
        output.WriteLine((await said).Split('\n').Single(l => l.StartsWith("# pass", StringComparison.Ordinal)));
    }
}
