using Stvg.Core.Evaluation;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Evaluation;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;

namespace Stvg.Embedded.Learning;

/// <summary>What every part of the method is worth, in the form of CoSPaL's table: each row adds one part to the row above.</summary>
public static class TrainingAblation
{
    // A sentence more or less must not decide: some 1,200 of them.
    private const int TrialClips = 300;

    /// <summary>Trains what is missing and asks everybody the same held-out sentences.</summary>
    /// <param name="plan">The training; its parts are set here, row by row.</param>
    /// <param name="whole">The grounder of all parts, trained already.</param>
    /// <param name="parser">Decomposes the sentences.</param>
    /// <param name="progress">Told which row is trained, and how far it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<AblationRow> Run(
        TrainingPlan plan, LearnedGrounder whole, QueryParser parser, Action<string, TrainingProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var trial = SimulatedTrial.Make(TrainingRun.Dense(TrainingRun.TrialSeed), TrialClips, parser);
        var (plain, words) = (LearnedOptions.Plain, LearnedOptions.Plain with { Referral = false });
        return
        [
            new("nouns matched to classes (frozen)", trial.AskClasses()),
            new("tubelet phrase grounding", trial.Ask(Train("phrases", LearningParts.None), words, TrainingRun.InParallel)),
            new("+ contextual referral grounding", trial.Ask(Train("referral", LearningParts.Referral), plain, TrainingRun.InParallel)),
            new("+ self-paced scene understanding", trial.Ask(whole, plain, TrainingRun.InParallel)),
            new("+ logit-guided re-attention", trial.Ask(whole, plain with { Reattend = true }, TrainingRun.InParallel)),
            new("+ temporal-augmented assembling", trial.Ask(whole, new LearnedOptions(), TrainingRun.InParallel)),
            new("supervised (upper bound)", trial.Ask(Train("supervised", LearningParts.Referral | LearningParts.Supervised), plain, TrainingRun.InParallel)),
            new("the built-in grounder", trial.AskTogether(null, TrainingRun.InParallel)),
            new("built-in and learned together", trial.AskTogether(whole, TrainingRun.InParallel)),
        ];

        LearnedGrounder Train(string name, LearningParts parts)
        {
            var part = plan with { Output = $"{plan.Output}.{name}", Options = plan.Options with { Parts = parts } };
            var run = new TrainingRun(part, parser);
            return run.Run(progress is null ? null : new Told(p => progress(name, p)), cancellation);
        }
    }

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}

/// <summary>A row of the table.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Figures">How well it answers.</param>
public sealed record AblationRow(string Name, TubeSummary Figures);
