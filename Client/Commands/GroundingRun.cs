using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using Stvg.Core.Learning;
using Stvg.Core.Queries;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary>A grounding set with its clips watched once, ready to be asked any number of times.</summary>
internal sealed class GroundingRun
{
    private readonly GroundingSet _set;
    private readonly Dictionary<string, QueryPlan> _plans;
    private readonly Dictionary<string, IReadOnlyList<MotRow>> _tracks = [];
    private readonly Dictionary<string, ClipAnalysis> _clips = [];

    private GroundingRun(GroundingSet set, Dictionary<string, QueryPlan> plans) => (_set, _plans) = (set, plans);

    /// <summary>Watches the clips of a set.</summary>
    /// <param name="path">The set's file.</param>
    /// <param name="watched">Clips that were watched for other sets, by file; takes those of this one.</param>
    /// <param name="options">How they are watched.</param>
    /// <param name="cancellation">Stops watching.</param>
    /// <param name="learned">Whether a learned grounder will be asked, too: sentences of which nothing is understood are kept for it.</param>
    public static async Task<GroundingRun> WatchAsync(
        string path, Dictionary<string, ClipAnalysis> watched, ClipOptions options, CancellationToken cancellation, bool learned = false)
    {
        GroundingSet set;
        using (var reader = CommonOptions.OpenText(path)) set = GroundingSetReader.Read(reader.BaseStream, path);
        var run = new GroundingRun(set, Parse(set, await Sentences.LoadParserAsync(CommonOptions.Notify, cancellation), learned));
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var (name, clip) in set.Clips)
        {
            run._tracks[name] = CommonOptions.ReadMot(Path.Combine(folder, clip.Tracks), groundTruth: true);
            var file = Path.GetFullPath(Path.Combine(folder, clip.Video));
            if (!watched.TryGetValue(file, out var analysis)) watched[file] = analysis = await CommonOptions.AnalyseAsync(file, cancellation, options);
            run._clips[name] = analysis;
        }

        return run;
    }

    /// <summary>The figures, and for every sentence the score of its best candidate before calibration and whether that is right.</summary>
    /// <param name="leaveOut">What is left out of the method.</param>
    public (GroundingReport Report, List<(float Score, bool Right)> Judged) Evaluate(Ablation leaveOut = Ablation.None)
    {
        var candidates = Answers(q => Best(q, leaveOut));
        var all = GroundingEvaluation.Evaluate(_set, _tracks, candidates);
        var judged = all.Queries.Where(r => r.Score is not null).Select(r => ((float)r.Score!.Value, r.VIoU > ReliabilityTable.RightFrom)).ToList();

        var calibration = GroundingOptions.DefaultCalibration;
        var answers = candidates.ToDictionary(
            c => c.Key, c => c.Value is { } tube && calibration.Apply(tube.Score) is var score and >= GroundingOptions.DefaultThreshold
                ? tube with { Score = score } : null);
        return (Report(answers, ReliabilityTable.Of([.. judged.Select(j => (calibration.Apply(j.Item1), j.Item2))])), judged);
    }

    /// <summary>The figures where a learned grounder answers together with the built-in one.</summary>
    /// <param name="learned">The grounder.</param>
    /// <param name="alone">The built-in one's figures, which are told beside them.</param>
    public GroundingReport Together(LearnedGrounder learned, GroundingReport alone) => Report(
        Answers(q =>
            CombinedGrounder.Ground(_plans[q.Id], _clips[q.Clip].Scene, q.Clip, new GroundingOptions(), learned) is [var best, ..] ? best : null),
        alone.Reliability) with { BuiltIn = alone };

    private GroundingReport Report(Dictionary<string, Tube?> answers, ReliabilityTable? reliability) =>
        GroundingEvaluation.Evaluate(_set, _tracks, answers) with
        {
            Frames = _clips.ToDictionary(c => c.Key, c => c.Value.Frames.Counts()), Reliability = reliability,
        };

    private Dictionary<string, Tube?> Answers(Func<GroundingQuery, Tube?> answer) =>
        _set.Queries.Where(q => _plans.ContainsKey(q.Id)).ToDictionary(q => q.Id, answer);

    private Tube? Best(GroundingQuery query, Ablation leaveOut)
    {
        var options = new GroundingOptions { Threshold = 0, Calibration = ScoreCalibration.Identity, LeaveOut = leaveOut };
        var tubes = Grounder.Ground(_plans[query.Id], _clips[query.Clip].Scene, query.Clip, options);
        return tubes.Count > 0 ? tubes[0] : null;
    }

    private static Dictionary<string, QueryPlan> Parse(GroundingSet set, QueryParser parser, bool learned)
    {
        var plans = new Dictionary<string, QueryPlan>();
        foreach (var query in set.Queries)
        {
            try
            {
                plans[query.Id] = learned ? parser.ParseLearned(query.Query) : parser.Parse(query.Query);
            }
            catch (StvgException e)
            {
                // A sentence that is refused is a missing answer, and the reader of the figures must know.
                CommonOptions.Notify($"{query.Id}: {e.Message}");
            }
        }

        return plans;
    }
}
