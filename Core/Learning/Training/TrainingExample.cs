using Stvg.Core.Learning.Features;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Training;

/// <summary>A clip with sentences that hold in it. Where and when is not needed: that is what is learned.</summary>
public sealed class TrainingExample
{
    private readonly Scene _scene;
    private readonly bool _isSimulated;

    private TrainingExample(Scene scene, bool isSimulated, ClipTokens clip, IReadOnlyList<TrainingSentence> sentences) =>
        (_scene, _isSimulated, Clip, Sentences) = (scene, isSimulated, clip, sentences);

    /// <summary>How many tubelets the clip has; the curriculum goes by it.</summary>
    public int Tubelets => Clip.Count;

    internal ClipTokens Clip { get; }

    internal IReadOnlyList<TrainingSentence> Sentences { get; }

    /// <summary>What is learned from a clip and its sentences.</summary>
    /// <param name="scene">The clip.</param>
    /// <param name="sentences">Sentences that hold in it.</param>
    /// <param name="isSimulated">Whether nobody ever saw it.</param>
    /// <returns>The example; null where the clip has no tubelets, or no sentence whose words choose any.</returns>
    public static TrainingExample? Of(Scene scene, IReadOnlyList<TaughtSentence> sentences, bool isSimulated = false)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(sentences);
        var clip = ClipTokens.Of(scene);
        if (clip.Count == 0 || sentences.Count == 0) return null;
        var seconds = (scene.LastFrame - scene.FirstFrame + 1) / scene.Fps;
        // Of a sentence none of whose words choose ("who is it?") nothing can be learned.
        TrainingSentence[] choosing =
        [
            .. sentences.Select(s => new TrainingSentence(
                SentenceTokens.Of(s.Plan, seconds), Find(clip, s.Truth), [.. s.Right.Select(clip.Find).Where(k => k >= 0)],
                [.. s.Wrong.Select(clip.Find).Where(k => k >= 0)])).Where(s => ReferralUnits.All(s.Tokens).Length > 0),
        ];
        return choosing.Length == 0 ? null : new TrainingExample(scene, isSimulated, clip, choosing);
    }

    /// <summary>Whether a sentence of this one tells it from another: not from the same scene, nor from one of another kind.</summary>
    internal bool IsComparedWith(TrainingExample other) => !ReferenceEquals(_scene, other._scene) && _isSimulated == other._isSimulated;

    private static (int, float, float)? Find(ClipTokens clip, TrainingTruth? truth)
    {
        if (truth is null || clip.Find(truth.TubeletId) is not (>= 0 and var k)) return null;
        var tubelet = clip.Objects[k].Tubelet;
        float begin = truth.Begin - tubelet.Begin, end = truth.End + 1 - tubelet.Begin;
        return (k, Math.Clamp(begin / tubelet.Boxes.Count, 0, 1), Math.Clamp(end / tubelet.Boxes.Count, 0, 1));
    }
}

/// <summary>A sentence that holds in a clip, and what is known of its answer: mostly nothing.</summary>
/// <param name="Plan">The sentence, decomposed.</param>
public sealed record TaughtSentence(QueryPlan Plan)
{
    /// <summary>The true answer; looked at for the supervised upper bound only.</summary>
    public TrainingTruth? Truth { get; init; }

    /// <summary>Tubelets that an operator called right.</summary>
    public IReadOnlyList<int> Right { get; init; } = [];

    /// <summary>Tubelets that an operator called wrong.</summary>
    public IReadOnlyList<int> Wrong { get; init; } = [];
}

/// <summary>A sentence of a clip.</summary>
/// <param name="Tokens">The sentence.</param>
/// <param name="Truth">The true tubelet and its interval in shares of its life, for the supervised upper bound; else not looked at.</param>
/// <param name="Right">Places of the tubelets that an operator called right.</param>
/// <param name="Wrong">Places of those that were called wrong.</param>
internal sealed record TrainingSentence(SentenceTokens Tokens, (int Tubelet, float Begin, float End)? Truth, int[] Right, int[] Wrong)
{
    /// <summary>The same of a clip whose lives are shown backwards.</summary>
    public TrainingSentence Backwards() => Truth is var (tubelet, begin, end) ? this with { Truth = (tubelet, 1 - end, 1 - begin) } : this;
}

/// <summary>The true answer of a sentence.</summary>
/// <param name="TubeletId">Whose tube.</param>
/// <param name="Begin">First frame.</param>
/// <param name="End">Last frame, inclusive.</param>
public sealed record TrainingTruth(int TubeletId, int Begin, int End);
