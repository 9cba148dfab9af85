using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Embedded;
using Stvg.Embedded.Learning;

namespace Stvg.Client.Commands;

/// <summary><c>stvg train</c>: a grounder that learns from sentences.</summary>
internal static class TrainCommand
{
    private const int DefaultSteps = 4000;

    public static Command Create()
    {
        var output = new Option<string>("--out") 
        {
            Description = "Where to write the grounder; FILE.svg beside it shows its curves.", Required = true, HelpName = "FILE",
        };
        var data = new Option<string[]>("--data")
        {
            Description = "Clips with sentences, as grounding sets; boxes and times are not looked at. May be given several times.",
            HelpName = "SET.json", AllowMultipleArgumentsPerToken = true,
        };
        var describe = new Option<string[]>("--describe")
        {
            Description = "Footage of your own: the built-in describer writes its sentences. May be given several times.",
            HelpName = "VIDEO", AllowMultipleArgumentsPerToken = true,
        };
        var verdicts = new Option<string?>("--verdicts")
        {
            Description = "A server's data folder: what its operators called right and wrong, less the part held out for 'stvg grounder adopt'.",
            HelpName = "DIR",
        };
        var archive = CommonOptions.Archive();
        var model = CommonOptions.Model();
        var from = new Option<string?>("--from") { Description = "Begin with what another grounder knows.", HelpName = "FILE" };
        var steps = new Option<int>("--steps")
        {
            Description = "At most so many steps; it ends earlier when nothing gets better.", HelpName = "N", DefaultValueFactory = _ => DefaultSteps,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The same seed, data and steps give the same grounder.", HelpName = "N", DefaultValueFactory = _ => 1,
        };
        var siteWords = new Option<bool>("--site-words")
        {
            Description = "Let simulated sentences also use the simulator's made-up words.",
        };
        var ablation = new Option<bool>("--ablation")
        {
            Description = "Also train without each part of the method, and print what each is worth; takes four times as long.",
        };
        var onnx = new Option<string?>("--onnx") { Description = "Also write it as an ONNX file.", HelpName = "FILE.onnx" };
        var command = new Command("train",
            """
            Teach a grounder your words: from simulated scenes, from clips with sentences (no boxes), and from operators' verdicts.

            Killed or stopped, it goes on where it was when it is called again in the same way.

            Example:
              stvg train --out site.grounder --describe yard.mp4 --data sentences.json
              stvg ground yard.mp4 "a zorvik sleffing" --grounder site.grounder
            """)
        {
            output, data, describe, verdicts, archive, model, from, steps, seed, siteWords, ablation, onnx,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(output);
            OutputFile.EnsureWritable(path);
            if (parsed.GetValue(onnx) is { } exported) OutputFile.EnsureWritable(exported);
            if (parsed.GetValue(steps) < 1) throw new StvgException("--steps needs a number of at least 1");
            var parser = await Sentences.LoadParserAsync(CommonOptions.Notify, cancellation);
            var plan = new TrainingPlan
            {
                Output = path,
                Options = new TrainingOptions { Steps = parsed.GetValue(steps), Seed = parsed.GetValue(seed) },
                From = parsed.GetValue(from) is { Length: > 0 } known ? GrounderFiles.Read(known) : null,
                SiteWords = parsed.GetValue(siteWords),
                Site =
                [
                    .. await SiteAsync(parsed, data, describe, parser, cancellation),
                    .. await VerdictsAsync(parsed.GetValue(verdicts), parsed.GetValue(archive), parsed.GetRequiredValue(model), cancellation),
                ],
            };
            var grounder = await Task.Run(() => Train(plan, parser, cancellation), cancellation);
            CommonOptions.Notify($"'{path}': {grounder.ParameterCount:N0} parameters, {grounder.About}");
            if (parsed.GetValue(onnx) is { } target) GrounderFiles.Export(grounder, target);
            if (parsed.GetValue(ablation)) Print(await Task.Run(() => Ablate(plan, grounder, parser, cancellation), cancellation));
            return ExitCode.Found;
        });
        return command;
    }

    private static LearnedGrounder Train(TrainingPlan plan, QueryParser parser, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var run = new TrainingRun(plan, parser);
        if (run.StepsBefore > 0) CommonOptions.Notify($"going on after step {run.StepsBefore}");
        LearnedGrounder grounder;
        using (var bar = new ProgressBar("training", unit: "steps"))
        {
            grounder = run.Run(new Relay<TrainingProgress>(p =>
            {
                bar.Report((p.Step, p.Steps));
                Tell("", p);
            }), cancellation);
        }

        CommonOptions.Notify($"trained in {watch.Elapsed.TotalMinutes:0.0} minutes");
        OutputFile.Write(plan.Output + ".svg", writer => writer.Write(TrainingPicture.Svg(run.Curve, plan.About)));
        return grounder;
    }

    private static IReadOnlyList<AblationRow> Ablate(
        TrainingPlan plan, LearnedGrounder whole, QueryParser parser, CancellationToken cancellation) =>
        TrainingAblation.Run(
            plan, whole, parser, (name, p) => Tell($"{name}, ", p), cancellation);

    private static void Tell(string what, TrainingProgress p)
    {
        if (p.Figures is not { } figures) return;
        CommonOptions.Notify(string.Create(
            CultureInfo.InvariantCulture, $"{what}step {p.Step}: loss {p.Loss:0.000}, m_vIoU on held-out clips {figures:0.000}"));
    }

    private static async Task<IReadOnlyList<TrainingExample>> SiteAsync(
        ParseResult parsed, Option<string[]> data, Option<string[]> describe, QueryParser parser, CancellationToken cancellation)
    {
        var examples = new List<TrainingExample>();
        foreach (var path in parsed.GetValue(data) ?? [])
        {
            GroundingSet set;
            using (var reader = CommonOptions.OpenText(path)) set = GroundingSetReader.Read(reader.BaseStream, path);
            var (folder, scenes) = (Path.GetDirectoryName(Path.GetFullPath(path))!, new Dictionary<string, Scene>());
            foreach (var (name, clip) in set.Clips)
                scenes[name] = (await CommonOptions.AnalyseAsync(Path.Combine(folder, clip.Video), cancellation)).Scene;
            examples.AddRange(SiteData.OfSet(set, scenes, parser));
        }

        foreach (var video in parsed.GetValue(describe) ?? [])
            examples.AddRange(SiteData.Described((await CommonOptions.AnalyseAsync(video, cancellation)).Scene, parser));
        return examples;
    }

    private static async Task<IReadOnlyList<TrainingExample>> VerdictsAsync(
        string? folder, string? archive, string model, CancellationToken cancellation)
    {
        if (folder is null) return [];
        var said = await new GrounderAdoption(folder, TimeProvider.System).ReadAsync(archive, model, CommonOptions.Notify, cancellation);
        var examples = said.Examples();
        CommonOptions.Notify($"learning from {examples.Count} judged sentences; {said.HeldOut.Count} are held out for trials");
        return examples;
    }

    private static void Print(IReadOnlyList<AblationRow> rows)
    {
        var table = new Listing("", "m_tIoU", "m_vIoU", "vIoU@0.3", "vIoU@0.5");
        foreach (var (name, figures) in rows)
            table.Add(name, Share(figures.MeanTIoU), Share(figures.MeanVIoU), Share(figures.VIoUAt30), Share(figures.VIoUAt50));
        table.Print();

        static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
    }
}
