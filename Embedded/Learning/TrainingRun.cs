using System.Diagnostics;
using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Evaluation;
using Stvg.Core.Learning.Files;
using Stvg.Core.Learning.Simulation;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;

namespace Stvg.Embedded.Learning;

/// <summary>
/// Trains a grounder on this machine's processors: goes on where a killed training was, keeps the best of what it looked at, ends early when nothing
/// gets better, and fits how much the grounder counts beside the built-in evidence.
/// </summary>
public sealed class TrainingRun
{
    /// <summary>Simulated clips of these seeds are never learned from: for early stopping, for weights, and for the figures of docs.</summary>
    public const int LookSeed = 555, WeighSeed = 777, TrialSeed = 999;

    private const int LearnSeed = 11, FewestDense = 12, MostDense = 16, WeighClips = 80, ReportEvery = 10;
    private static readonly TimeSpan s_keepEvery = TimeSpan.FromSeconds(30);

    private readonly TrainingPlan _plan;
    private readonly QueryParser _parser;
    private readonly GrounderTraining _training;
    private readonly TrainingHistory _history = new();

    /// <summary>Prepares a training, and goes on with one of the same kind that was left unfinished at the same place.</summary>
    /// <param name="plan">What is taught.</param>
    /// <param name="parser">Decomposes simulated sentences.</param>
    /// <exception cref="StvgException">An unfinished training at the same place is of another kind, or damaged.</exception>
    public TrainingRun(TrainingPlan plan, QueryParser parser)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (_plan, _parser) = (plan, parser);
        var simulated = new SimulatedExamples(
            new SimulatorOptions { Seed = LearnSeed, FewestObjects = 2, MostObjects = 14, Style = Style }, parser,
            plan.Options.Parts.HasFlag(LearningParts.Supervised));
        IExampleSource source = plan.Site.Count == 0 ? simulated : new ListedExamples(plan.Site, simulated, plan.SiteShare, plan.Options.Batch);
        _training = new GrounderTraining(plan.Options, source, plan.From);
        if (!File.Exists(UnfinishedPath)) return;
        using var file = File.OpenRead(UnfinishedPath);
        TrainingFile.Read(_training, _history, plan.About, file, UnfinishedPath);
    }

    /// <summary>Steps that an earlier, unfinished training took.</summary>
    public int StepsBefore => _training.Steps;

    /// <summary>What was reported so far, before it was broken off, too.</summary>
    public IReadOnlyList<TrainingProgress> Curve => _history.Curve;

    private string UnfinishedPath => _plan.Output + ".part";

    private SentenceStyle Style => SentenceStyle.Plain | SentenceStyle.Varied | (_plan.SiteWords ? SentenceStyle.SiteWords : 0);

    /// <summary>Scenes of twelve and more objects.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="style">What words.</param>
    public static SimulatorOptions Dense(int seed, SentenceStyle style = SentenceStyle.Plain | SentenceStyle.Varied) =>
        new() { Seed = seed, FewestObjects = FewestDense, MostObjects = MostDense, Style = style };

    /// <summary>Trains to the end and writes the grounder.</summary>
    /// <param name="progress">Told every few steps.</param>
    /// <param name="cancellation">Ends the training; it can go on later.</param>
    public LearnedGrounder Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var heldOut = SimulatedTrial.Make(Dense(LookSeed, Style), _plan.HeldOut, _parser);
        var asked = LearnedOptions.Plain with { Referral = _plan.Options.Parts.HasFlag(LearningParts.Referral) };
        var kept = Stopwatch.StartNew();
        float sum = 0;
        var since = 0;
        while (!_training.IsFinished && _history.Worse < _plan.Patience)
        {
            if (cancellation.IsCancellationRequested)
            {
                Keep();
                cancellation.ThrowIfCancellationRequested();
            }

            sum += _training.Step(InParallel);
            since++;
            var look = _training.Steps % _plan.LookEvery == 0 || _training.IsFinished;
            if (!look && since < ReportEvery) continue;

            double? figures = look ? heldOut.Ask(_training.Grounder, asked, InParallel).MeanVIoU : null;
            var point = new TrainingProgress(_training.Steps, _plan.Options.Steps, sum / since, figures);
            (sum, since) = (0, 0);
            _history.Add(point, _training.Grounder, isWhole: _training.MostTubelets == int.MaxValue);
            progress?.Report(point);
            if (kept.Elapsed <= s_keepEvery) continue;
            Keep();
            kept.Restart();
        }

        var best = (_history.Best ?? _training.Grounder).Copy(_plan.About);
        var grounder = best.With(Weigh(best, cancellation));
        Save(grounder);
        File.Delete(UnfinishedPath);
        return grounder;
    }

    /// <summary>Runs a body on all processors; an error of one is that error.</summary>
    internal static void InParallel(int count, Action<int> body)
    {
        try
        {
            Parallel.For(0, count, body);
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    /// <summary>
    /// How much it counts beside the built-in evidence of sentences with words that nothing else knows: fitted on simulated clips, with words that
    /// it knows and the built-in grounder does not, and with the simulator's made-up words, which it may not know either. A sentence that the
    /// built-in grounder judges wholly stays its own: simulated detections are kinder to a network than real ones, and weights that were right
    /// there cost a tenth of m_vIoU on real footage.
    /// </summary>
    private EvidenceWeighing Weigh(LearnedGrounder grounder, CancellationToken cancellation)
    {
        var strange = Trial(SentenceStyle.SiteWords);
        var known = Trial(SentenceStyle.Plain | SentenceStyle.Varied);
        cancellation.ThrowIfCancellationRequested();
        var found = new IReadOnlyList<(CandidateEvidence Evidence, bool Right)>[strange.Count + known.Count];
        InParallel(found.Length, i => found[i] = i >= strange.Count ? HiddenWord.Judge(known[i - strange.Count], i, _parser, grounder)
            : CombinedGrounder.IsJudged(strange[i].Plan) ? []
            : [
                .. CombinedGrounder.Candidates(strange[i].Plan, strange[i].Scene, "simulated", new(), grounder)
                    .Select(c => (c.Evidence, c.BuiltIn.TubeletId == strange[i].Sentence.TubeletId)),
            ]);
        return new EvidenceWeighing(EvidenceWeights.BuiltInAlone, EvidenceWeights.Fitted([.. found.SelectMany(f => f)]));

        IReadOnlyList<TrialQuestion> Trial(SentenceStyle style) =>
            SimulatedTrial.Make(Dense(WeighSeed, style) with { FewestObjects = 4 }, WeighClips, _parser).Questions;
    }

    private void Keep() => WholeFile.Write(UnfinishedPath, stream => TrainingFile.Write(_training, _history, _plan.About, stream));

    private void Save(LearnedGrounder grounder) => WholeFile.Write(_plan.Output, stream => GrounderFile.Write(grounder, grounder.About, stream));
}
