using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Stvg.Api.Tests;
using Stvg.Api.Tests.Fakes;
using Stvg.Core.Alerts;

namespace Stvg.Client.Tests.Http;

/// <summary>Commands that stay: alerts as they come, through restarts of the server, until Ctrl-C.</summary>
public sealed partial class FollowTests
{
    private const int Interrupt = 2;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_are_followed_through_a_restart_without_gap_or_repetition()
    {
        var service = new FakeService();
        var first = await Site.StartAsync(service: service);
        service.Alerts.Write("a", AlertState.Opened, 1);
        using var process = CommandLine.StartAt(first.Address, "alerts", "--follow", "--json", "--after", "0");
        try
        {
            Assert.Equal("a", await NextAsync(process));
            service.Alerts.Write("b", AlertState.Opened, 1);
            Assert.Equal("b", await NextAsync(process));
            await first.DisposeAsync();
            service.Alerts.Write("c", AlertState.Opened, 1);
            await using var second = await Site.StartAsync(Site.Defaults with { Urls = [first.Address.AbsoluteUri] }, service);
            Assert.Equal("c", await NextAsync(process));
            service.Alerts.Write("d", AlertState.Opened, 1);
            Assert.Equal("d", await NextAsync(process));

            var (status, output, error) = await InterruptAsync(process);
            Assert.Equal(130, status);
            Assert.Equal("", output);
            Assert.Contains("is lost", error[0]);
            Assert.Contains("again", error[1]);
            Assert.Equal("stvg: stopped", error[2]);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Watch_is_a_standing_query_for_as_long_as_somebody_looks()
    {
        await using var site = await Site.StartAsync();
        using var process = CommandLine.StartAt(site.Address, "watch", "a man in a red jacket", "--camera", "gate-1");
        try
        {
            await UntilAsync(process, "watching gate-1");
            var query = Assert.Single((await site.Service.Queries.ListAsync(null, 10, Ct)).Items).Query;
            Assert.Equal(("a man in a red jacket", "gate-1"), (query.Text, Assert.Single(query.Cameras)));
            site.Service.Alerts.Write("other", AlertState.Opened, 1, query: "somebody-elses");
            site.Service.Alerts.Write("mine", AlertState.Opened, 1, query: query.Id);
            var line = await process.StandardOutput.ReadLineAsync(Ct).AsTask().WaitAsync(s_patience, Ct);
            Assert.Matches(@"opened +gate-1 +#7 +0\.91 .*mine$", line);

            var (status, output, _) = await InterruptAsync(process);
            Assert.Equal((130, ""), (status, output));
            Assert.Empty((await site.Service.Queries.ListAsync(null, 10, Ct)).Items);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Watch_whose_server_is_gone_says_what_is_left_behind()
    {
        var site = await Site.StartAsync();
        using var process = CommandLine.StartAt(site.Address, "watch", "a man");
        try
        {
            await UntilAsync(process, "watching all cameras");
            // Only a stream that was open can be lost.
            var query = Assert.Single((await site.Service.Queries.ListAsync(null, 10, Ct)).Items).Query;
            site.Service.Alerts.Write("mine", AlertState.Opened, 1, query: query.Id);
            Assert.Contains("mine", await process.StandardOutput.ReadLineAsync(Ct).AsTask().WaitAsync(s_patience, Ct));
            await site.DisposeAsync();
            await UntilAsync(process, "is lost");
            var (status, _, error) = await InterruptAsync(process);
            Assert.Equal(130, status);
            Assert.Matches("stvg query remove watch-[0-9a-f]{12}", error[0]);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task It_ends_when_nobody_reads_any_more()
    {
        await using var site = await Site.StartAsync();
        using var process = CommandLine.StartAt(site.Address, "alerts", "--follow", "--after", "0");
        try
        {
            process.StandardOutput.Close();
            site.Service.Alerts.Write("a", AlertState.Opened, 1);
            await process.WaitForExitAsync(Ct).WaitAsync(s_patience, Ct);
            Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(Ct)));
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task UntilAsync(Process process, string words)
    {
        while (await process.StandardError.ReadLineAsync(Ct).AsTask().WaitAsync(s_patience, Ct) is { } line)
            if (line.Contains(words, StringComparison.Ordinal)) return;
        Assert.Fail($"'{words}' never came");
    }

    private static async Task<string?> NextAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync(Ct).AsTask().WaitAsync(s_patience, Ct);
        using var json = JsonDocument.Parse(line!);
        return json.RootElement.GetProperty("id").GetString();
    }

    private static async Task<(int Status, string Output, string[] Error)> InterruptAsync(Process process)
    {
        Assert.Equal(0, kill(process.Id, Interrupt));
        // A second is promised; the rest is for a busy machine.
        var outcome = await CommandLine.EndAsync(process, ["(interrupted)"]).WaitAsync(TimeSpan.FromSeconds(10), Ct);
        return (outcome.Status, outcome.Output, outcome.ErrorLines);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);
}
