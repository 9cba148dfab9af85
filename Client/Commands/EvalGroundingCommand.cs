using System.CommandLine;
using System.Text.Json;
using Stvg.Client.Output;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using Stvg.Core.Learning;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg eval grounding</c>.</summary>
internal static class EvalGroundingCommand
{
    private static readonly (string Name, Ablation LeaveOut)[] s_ablations =
    [
        ("without decomposition", Ablation.Decomposition),
        ("without relative scores", Ablation.RelativeScores),
        ("without temporal assembling", Ablation.TemporalAssembling),
        ("without appearance", Ablation.Appearance),
    ];

    public static Command Create()
    {
        var sets = new Argument<string[]>("SET.json")
        {
            Description = "Grounding sets: clips, their tracks, sentences and their true tubes.", Arity = ArgumentArity.OneOrMore,
        };
        var json = CommonOptions.Json();
        var sparse = CommonOptions.Sparse();
        var ablation = new Option<bool>("--ablation")
        {
            Description = "What every part of the method is worth: the figures without it; with --grounder also of the learned one's.",
        };
        var learned = CommonOptions.Grounder();
        var command = new Command("grounding", "Ask every sentence of a set: m_tIoU, m_vIoU, vIoU@0.3, vIoU@0.5, false alarms; each clip is watched once.")
        {
            sets, json, sparse, ablation, learned,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new ClipOptions { Sparse = parsed.GetValue(sparse), Notify = CommonOptions.Notify };
            var paths = parsed.GetRequiredValue(sets);
            var grounder = CommonOptions.LearnedGrounder(parsed.GetValue(learned));
            var runs = await WatchAsync(paths, options, cancellation, grounder is not null);

            var results = runs.ConvertAll(run => run.Evaluate());
            List<GroundingReport> reports = [.. results.Select(r => r.Report)];
            if (grounder is not null) reports = [.. reports.Zip(runs, (alone, run) => run.Together(grounder, alone))];
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(reports.Count == 1
                    ? JsonSerializer.Serialize(reports[0], JsonContext.Readable.GroundingReport)
                    : JsonSerializer.Serialize(reports, JsonContext.Readable.IReadOnlyListGroundingReport));
                return ExitCode.Found;
            }

            foreach (var report in reports)
            {
                GroundingPrinter.Print(report);
                if (report.BuiltIn is { } builtIn) GroundingPrinter.Compare(builtIn, report);
            }

            GroundingPrinter.Print([.. results.SelectMany(r => r.Judged)]);
            if (!parsed.GetValue(ablation)) return ExitCode.Found;
            List<GroundingReport> alone = [.. results.Select(r => r.Report)];
            List<(string, IReadOnlyList<GroundingReport>)> rows = [("everything", alone), .. await AblateAsync(runs, paths, options, cancellation)];
            if (grounder is not null) rows.AddRange([("with the learned grounder", reports), .. Learned(grounder, runs, alone)]);
            GroundingPrinter.Print(rows);
            return ExitCode.Found;
        });
        return command;
    }

    private static IEnumerable<(string Name, IReadOnlyList<GroundingReport> Reports)> Learned(
        LearnedGrounder grounder, List<GroundingRun> runs, IReadOnlyList<GroundingReport> alone)
    {
        (string Name, LearnedOptions Asked)[] ways =
        [
            ("… without re-attention", grounder.Asked with { Reattend = false }),
            ("… without assembling", grounder.Asked with { Assemble = false }),
            ("… asked once", LearnedOptions.Plain with { Referral = grounder.Asked.Referral }),
        ];
        foreach (var (name, asked) in ways) yield return (name, [.. runs.Zip(alone, (run, report) => run.Together(grounder.With(asked), report))]);
    }

    private static async Task<List<(string Name, IReadOnlyList<GroundingReport> Reports)>> AblateAsync(
        List<GroundingRun> runs, string[] paths, ClipOptions options, CancellationToken cancellation)
    {
        var rows = s_ablations.Select(a => (a.Name, (IReadOnlyList<GroundingReport>)runs.ConvertAll(run => run.Evaluate(a.LeaveOut).Report))).ToList();
        // Without poses the clips have to be watched anew: parts of the body are found by proportion then.
        var blind = await WatchAsync(paths, options with { Poses = null }, cancellation);
        rows.Insert(rows.Count - 1, ("without poses", blind.ConvertAll(run => run.Evaluate().Report)));
        return rows;
    }

    private static async Task<List<GroundingRun>> WatchAsync(
        string[] paths, ClipOptions options, CancellationToken cancellation, bool learned = false)
    {
        var (runs, watched) = (new List<GroundingRun>(), new Dictionary<string, ClipAnalysis>());
        foreach (var path in paths) runs.Add(await GroundingRun.WatchAsync(path, watched, options, cancellation, learned));
        return runs;
    }
}
