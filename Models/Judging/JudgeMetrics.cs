using System.Diagnostics.Metrics;

namespace Stvg.Models.Judging;

/// <summary>What judges cost; docs/judge.md lists it.</summary>
internal static class JudgeMetrics
{
    private static readonly Meter s_meter = new("Stvg.Judge");

    public static readonly Counter<long> Questions =
        s_meter.CreateCounter<long>("stvg.judge.questions",
            description: "Questions by outcome: answered, timed_out, failed, refused, broken.");

    public static readonly Histogram<double> Duration =
        s_meter.CreateHistogram<double>("stvg.judge.duration", "s", "From a question to its answer, with waiting and all attempts.");

    public static readonly Counter<long> Attempts =
        s_meter.CreateCounter<long>("stvg.judge.attempts", description: "Requests to the endpoint, by status.");

    public static readonly Counter<long> Tokens =
        s_meter.CreateCounter<long>("stvg.judge.tokens", description: "Tokens as the server counts them, by direction: in, out.");

    public static readonly Counter<double> Cost =
        s_meter.CreateCounter<double>("stvg.judge.cost", description: "Tokens at the configured prices, in their currency.");
}
