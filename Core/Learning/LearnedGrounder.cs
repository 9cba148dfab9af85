using Stvg.Core.Grounding;
using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Export;
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

    /// <summary>All that was learned, by name; not to be read while it is trained.</summary>
    public IReadOnlyList<GrounderMatrix> Matrices => GrounderMatrix.Of(Weights);

    /// <summary>How it is asked where nothing else is said.</summary>
    public LearnedOptions Asked { get; init; } = new();

    internal NetworkWeights Weights { get; }

    /// <summary>What is known now, apart from a training that goes on.</summary>
    /// <param name="about">See <see cref="About"/>.</param>
    public LearnedGrounder Copy(string about)
    {
        var copy = new NetworkWeights(0);
        foreach (var (to, from) in copy.All.Zip(Weights.All)) from.Values.CopyTo(to.Values, 0);
        return new LearnedGrounder(copy) { About = about, Weighing = Weighing, Asked = Asked };
    }

    /// <summary>The same grounder with weights beside the built-in evidence.</summary>
    public LearnedGrounder With(EvidenceWeighing weighing) => new(Weights) { About = About, Weighing = weighing, Asked = Asked };

    /// <summary>The same grounder, asked in another way where nothing else is said.</summary>
    public LearnedGrounder With(LearnedOptions asked) => new(Weights) { About = About, Weighing = Weighing, Asked = asked };

    /// <summary>Answers for every tubelet of a scene, best first; none where there is nothing to choose from.</summary>
    /// <param name="plan">The sentence, decomposed.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="options">How; null: <see cref="Asked"/>.</param>
    public IReadOnlyList<LearnedAnswer> Ground(QueryPlan plan, Scene scene, LearnedOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scene);
        return Ground(SentenceTokens.Of(plan, (scene.LastFrame - scene.FirstFrame + 1) / scene.Fps), scene, options);
    }

    internal IReadOnlyList<LearnedAnswer> Ground(SentenceTokens sentence, Scene scene, LearnedOptions? options = null) =>
        ClipTokens.Of(scene) is { Count: > 0 } clip ? Ground(sentence, clip, options ?? Asked) : [];

    internal IReadOnlyList<LearnedAnswer> Ground(SentenceTokens sentence, ClipTokens clip, LearnedOptions options)
    {
        var attention = new Reattention(Weights, _clips, _sentences, options);
        var (who, when) = attention.Attend(sentence, clip);
        return Answers(clip, who, Yes(who), when, options.Slack);
    }

    /// <summary>What the network itself says, once: no prompts, one order of time. What an ONNX file of this grounder gives, too.</summary>
    /// <param name="input">A question.</param>
    public GrounderOutput Run(GrounderInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var options = LearnedOptions.Plain with { Referral = input.Referral };
        var (who, when) = new Reattention(Weights, _clips, _sentences, options).Once(input.Sentence, input.Clip, input.Reversed);
        return new GrounderOutput(who, Yes(who), when);
    }

    /// <summary>What outputs of the network say of a clip's tubelets, best first.</summary>
    internal static IReadOnlyList<LearnedAnswer> Answers(
        ClipTokens clip, float[] who, float[] fits, IReadOnlyList<float[]> when, float slack = LearnedOptions.DefaultSlack)
    {
        var shares = new Tape().Softmax(Tape.Constant(who, 1, clip.Count)).Value.ToArray();
        return
        [
            .. Enumerable.Range(0, clip.Count).Select(k =>
            {
                var tubelet = clip.Objects[k].Tubelet;
                var (begin, end) = Interval(when, k, slack);
                var first = begin * tubelet.Boxes.Count / TokenShape.Fast;
                var last = Math.Max(first, ((end + 1) * tubelet.Boxes.Count / TokenShape.Fast) - 1);
                return new LearnedAnswer(tubelet.Id, shares[k], fits[k], tubelet.Begin + first, tubelet.Begin + last);
            }).OrderByDescending(a => a.Share).ThenBy(a => a.TubeletId),
        ];
    }

    private float[] Yes(float[] who) => GroundingLoss.Answer(new Tape(), Weights, Tape.Constant(who, 1, who.Length)).Value.ToArray();

    /// <summary>
    /// The moments, first and last, in which the actions happen one after the other. How well a moment fits is compared with the action's best: what
    /// is hardly worse than it is part of it.
    /// </summary>
    private static (int Begin, int End) Interval(IReadOnlyList<float[]> actions, int tubelet, float slack)
    {
        if (actions.Count == 0 || actions.Count > TokenShape.Fast) return (0, TokenShape.Fast - 1);
        var segments = IntervalFinder.Find([.. actions.Select(a => Curve(a.AsSpan(tubelet * TokenShape.Fast, TokenShape.Fast), slack))], 0.5f);
        return (segments[0].Begin, segments[^1].End);
    }

    private static float[] Curve(ReadOnlySpan<float> fits, float slack)
    {
        var (curve, best) = (new float[fits.Length], float.NegativeInfinity);
        foreach (var fit in fits) best = MathF.Max(best, fit);
        for (var t = 0; t < curve.Length; t++) curve[t] = 1 / (1 + MathF.Exp(best - fits[t] - slack));
        return curve;
    }
}
