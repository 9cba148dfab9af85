using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Learning.Simulation;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Evaluation;

/// <summary>Sentences about simulated clips that nothing was trained on, and how well somebody answers them.</summary>
public sealed class SimulatedTrial
{
    private SimulatedTrial(IReadOnlyList<TrialQuestion> questions) => Questions = questions;

    /// <summary>The sentences.</summary>
    public IReadOnlyList<TrialQuestion> Questions { get; }

    /// <summary>Makes clips and takes all their sentences.</summary>
    /// <param name="options">What kind of clips; another seed than for training.</param>
    /// <param name="clips">How many.</param>
    /// <param name="parser">Decomposes the sentences.</param>
    /// <param name="first">Number of the first clip.</param>
    public static SimulatedTrial Make(SimulatorOptions options, int clips, QueryParser parser, int first = 0)
    {
        ArgumentNullException.ThrowIfNull(parser);
        var questions = new List<TrialQuestion>();
        for (var i = first; i < first + clips; i++)
        {
            var clip = SceneSimulator.Make(options, i);
            foreach (var sentence in clip.Sentences)
            {
                if (Boxes(clip.Scene, sentence.TubeletId, sentence.Begin, sentence.End) is not { } truth) continue;
                questions.Add(new TrialQuestion(clip.Scene, parser.ParseLearned(sentence.Text), sentence, truth));
            }
        }

        return new SimulatedTrial(questions);
    }

    /// <summary>The figures of a learned grounder.</summary>
    /// <param name="grounder">The grounder.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="each">Runs a body for 0 to n − 1, in any order or at once; one after the other when null.</param>
    public TubeSummary Ask(LearnedGrounder grounder, LearnedOptions options, Action<int, Action<int>>? each = null)
    {
        ArgumentNullException.ThrowIfNull(grounder);
        return Ask(q => grounder.Ground(q.Plan, q.Scene, options) is [var best, ..] ? Boxes(q.Scene, best.TubeletId, best.Begin, best.End) : null, each);
    }

    /// <summary>
    /// The frozen baseline: nouns are matched to the detector's classes, and of the matching objects the one that was detected best is the answer,
    /// for its whole life.
    /// </summary>
    public TubeSummary AskClasses() => Ask(static q =>
    {
        var wanted = q.Plan.Target.Categories;
        Tubelet? best = null;
        var most = float.NegativeInfinity;
        foreach (var (tubelet, _, _, _) in q.Scene.Objects)
        {
            var votes = 0f;
            for (var c = 0; c < tubelet.ClassVotes.Count && c < CocoClasses.Names.Count; c++)
                if (wanted.IsEmpty || wanted.Contains(CocoClasses.Names[c])) votes += tubelet.ClassVotes[c];
            if (votes > most) (best, most) = (tubelet, votes);
        }

        return best is null ? null : Boxes(q.Scene, best.Id, best.Begin, best.End);
    }, null);

    /// <summary>The built-in grounder, or together with a learned one.</summary>
    public TubeSummary AskTogether(LearnedGrounder? grounder, Action<int, Action<int>>? each = null) => Ask(
        q => CombinedGrounder.Ground(q.Plan, q.Scene, "simulated", new GroundingOptions { Threshold = 0 }, grounder) is [var tube, ..] ? TubeBoxes.Of(tube) : null,
        each);

    private TubeSummary Ask(Func<TrialQuestion, TubeBoxes?> answer, Action<int, Action<int>>? each)
    {
        each ??= static (count, body) =>
        {
            for (var i = 0; i < count; i++) body(i);
        };
        var scores = new TubeScore[Questions.Count];
        each(scores.Length, i => scores[i] = answer(Questions[i]) is { } given
            ? TubeEvaluation.Score(Questions[i].Truth, given) : default);
        return TubeSummary.Of(scores);
    }

    private static TubeBoxes? Boxes(Scene scene, int tubelet, int begin, int end)
    {
        if (scene.Objects.FirstOrDefault(o => o.Tubelet.Id == tubelet)?.Tubelet is not { } found) return null;
        var boxes = new Dictionary<int, Box>();
        for (var frame = Math.Max(begin, found.Begin); frame <= Math.Min(end, found.End); frame++) boxes[frame] = found.BoxAt(frame);
        return new TubeBoxes(begin, end, boxes);
    }
}

/// <summary>A sentence with its clip and its answer.</summary>
/// <param name="Scene">The clip.</param>
/// <param name="Plan">The sentence, decomposed.</param>
/// <param name="Sentence">The sentence and its truth.</param>
/// <param name="Truth">The true tube.</param>
public sealed record TrialQuestion(Scene Scene, QueryPlan Plan, SimulatedSentence Sentence, TubeBoxes Truth);
