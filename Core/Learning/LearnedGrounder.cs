using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Network;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning;

/// <summary>
/// A small network that was taught sentences: who of a scene's tubelets fits, and when. Safe for concurrent use as long as it is not trained.
/// </summary>
public sealed class LearnedGrounder
{
    private readonly ClipEncoder _clips;
    private readonly SentenceEncoder _sentences;

    internal LearnedGrounder(NetworkWeights weights) =>
        (Weights, _clips, _sentences) = (weights, new ClipEncoder(weights), new SentenceEncoder(weights));

    /// <summary>How many numbers were learned.</summary>
    public int ParameterCount => Weights.Count;

    /// <summary>What it was trained on, for people.</summary>
    public string About { get; init; } = "";

    /// <summary>How much it counts beside the built-in evidence; null where that was never fitted.</summary>
    public EvidenceWeighing? Weighing { get; init; }

    internal NetworkWeights Weights { get; }

    /// <summary>Answers for every tubelet of a scene, best first; none where there is nothing to choose from.</summary>
    /// <param name="plan">The sentence, decomposed.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="options">How.</param>
    public IReadOnlyList<LearnedAnswer> Ground(QueryPlan plan, Scene scene, LearnedOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scene);
        var clip = ClipTokens.Of(scene);
        if (clip.Count == 0) return [];
        var seconds = (scene.LastFrame - scene.FirstFrame + 1) / scene.Fps;
        return Ground(SentenceTokens.Of(plan, seconds), clip, options ?? new LearnedOptions());
    }

    internal IReadOnlyList<LearnedAnswer> Ground(SentenceTokens sentence, ClipTokens clip, LearnedOptions options)
    {
        var attention = new Reattention(Weights, _clips, _sentences, options);
        var (who, when) = attention.Attend(sentence, clip);
        var tape = new Tape();
        var shares = tape.Softmax(Tape.Constant(who, 1, clip.Count)).Value.ToArray();
        var fits = GroundingLoss.Answer(tape, Weights, Tape.Constant(who, 1, clip.Count)).Value.ToArray();
        return
        [
            .. Enumerable.Range(0, clip.Count).Select(k =>
            {
                var tubelet = clip.Objects[k].Tubelet;
                var (begin, end) = when is null ? (0, 1f) : Interval(when.AsSpan(k * 2, 2));
                var (first, last) = ((int)MathF.Round(begin * tubelet.Boxes.Count), (int)MathF.Round(end * tubelet.Boxes.Count) - 1);
                (first, last) = (Math.Clamp(first, 0, tubelet.Boxes.Count - 1), Math.Clamp(last, 0, tubelet.Boxes.Count - 1));
                return new LearnedAnswer(tubelet.Id, shares[k], fits[k], tubelet.Begin + Math.Min(first, last), tubelet.Begin + last);
            }).OrderByDescending(a => a.Share).ThenBy(a => a.TubeletId),
        ];
    }

    private static (float Begin, float End) Interval(ReadOnlySpan<float> proposal) =>
        ((proposal[0] + 0.5f - proposal[1]) / TokenShape.Fast, (proposal[0] + 0.5f + proposal[1]) / TokenShape.Fast);
}
