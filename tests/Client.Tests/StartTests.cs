using System.Diagnostics;

namespace Stvg.Client.Tests;

/// <summary>The first impression: help that teaches, errors that help, and a program that is there at once.</summary>
public sealed class StartTests(ITestOutputHelper output)
{
    public static TheoryData<string> Commands { get; } =
        ["", "ground", "detect", "track", "plan", "eval", "eval detection", "eval tracking", "eval grounding", "eval decomposition", "models", "models list", "models pull"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_has_help(string command)
    {
        var outcome = await CommandLine.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, outcome.Status);
        Assert.Contains("Usage", outcome.Output);
        Assert.Equal("", outcome.Error);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ground")]
    [InlineData("ground one.mp4")]
    [InlineData("ground one.mp4 two three")]
    [InlineData("ground one.mp4 person --top many")]
    [InlineData("ground one.mp4 person --top 0")]
    [InlineData("ground one.mp4 person --threshold 7")]
    [InlineData("track --out x.txt")]
    [InlineData("track --seqinfo x.ini --out x.txt")]
    [InlineData("eval tracking --gt x.txt")]
    [InlineData("models pull no-such-model")]
    [InlineData("detect one.mp4 --out x.txt --model no-such-model")]
    public async Task A_wrong_call_is_refused_in_one_line(string call) =>
        CommandLine.AssertRefused(await CommandLine.RunAsync(call.Split(' ')));

    [Fact]
    public async Task It_starts_at_once()
    {
        // A ratio, because machines differ and are busy: half a second where the bare program takes 60 ms.
        var bare = await FastestAsync(() => CommandLine.Start("--version"));
        var plan = await FastestAsync(() => CommandLine.Start("plan", "a man in a red jacket"));
        output.WriteLine($"stvg --version {bare.TotalMilliseconds:0} ms, stvg plan {plan.TotalMilliseconds:0} ms");
        Assert.True(plan < 8 * bare);
    }

    private static async Task<TimeSpan> FastestAsync(Func<Process> start)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            using var process = start();
            await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (watch.Elapsed < fastest) fastest = watch.Elapsed;
        }

        return fastest;
    }
}
