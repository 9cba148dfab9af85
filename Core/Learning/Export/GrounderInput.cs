using System.Globalization;
using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Network;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Export;

/// <summary>
/// A question as the network takes it: a sentence of M words with A actions, asked of K tubelets. Numbers only, so that another program
/// can work out the answer; what the numbers mean for the tubelets is said by <see cref="Read"/>.
/// </summary>
public sealed class GrounderInput
{
    private const string K = "tubelets", M = "words", A = "actions";

    private static readonly (GrounderTensorKind Kind, Func<GrounderInput, Array> Values)[] s_tensors =
    [
        Floats("clip.still", i => i.Clip.Still, K, N(TokenShape.Still)),
        Floats("clip.moving", i => i._places.Moving, K, N(TokenShape.Bins), N(TokenShape.Moving)),
        Floats("clip.near", i => i._places.Near, K, N(TokenShape.Fast), K),
        Rows("clip.fine", i => i._places.Fine, K, N(TokenShape.Bins), N(TokenPlaces.FineEach)),
        Floats("clip.fine.weights", i => i._places.FineWeights, K, N(TokenShape.Bins), N(TokenPlaces.FineEach)),
        Rows("clip.coarse", i => i._places.Coarse, K, N(TokenShape.Bins), N(TokenPlaces.CoarseEach)),
        Floats("clip.coarse.weights", i => i._places.CoarseWeights, K, N(TokenShape.Bins), N(TokenPlaces.CoarseEach)),
        Rows("clip.times", i => i._places.Times, K, N(TokenShape.Bins), N(CoordinateTable.Each)),
        Floats("clip.times.weights", i => i._places.TimeWeights, K, N(TokenShape.Bins), N(CoordinateTable.Each)),
        Rows("sentence.parts", i => i.Sentence.Buckets, M, N(WordParts.Each)),
        Floats("sentence.parts.weights", i => i.Sentence.Weights, M, N(WordParts.Each)),
        Floats("sentence.named", i => i.Sentence.Coordinates, M, N(TokenShape.Coordinates)),
        Floats("sentence.choosing", i => ReferralUnits.Choosing(i.Sentence, i.Referral), "1", M),
        Floats("sentence.doing", i => i._actions.SelectMany(a => a).ToArray(), A, M),
    ];

    private readonly TokenPlaces _places;
    private readonly IReadOnlyList<float[]> _actions;

    private GrounderInput(SentenceTokens sentence, ClipTokens clip, bool referral, bool reversed)
    {
        (Sentence, Clip, Referral, Reversed) = (sentence, clip, referral, reversed);
        _places = new TokenPlaces(clip, reversed);
        _actions = reversed ? [] : ReferralUnits.Actions(sentence);
    }

    /// <summary>The inputs of the network, in order.</summary>
    public static IReadOnlyList<GrounderTensorKind> Kinds { get; } = [.. s_tensors.Select(t => t.Kind)];

    /// <summary>Number of tubelets, K.</summary>
    public int Tubelets => Clip.Count;

    /// <summary>Number of words, M.</summary>
    public int Words => Sentence.Count;

    /// <summary>Number of actions, A: 0 where the sentence says nothing of them, and where time runs backwards.</summary>
    public int Actions => _actions.Count;

    /// <summary>Whether only the words of the referral query choose; else every word does.</summary>
    public bool Referral { get; }

    /// <summary>Whether every life is shown backwards.</summary>
    public bool Reversed { get; }

    internal SentenceTokens Sentence { get; }

    internal ClipTokens Clip { get; }

    /// <summary>A question; null where the scene has no tubelets to choose from.</summary>
    /// <param name="plan">The sentence, decomposed.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="referral">See <see cref="Referral"/>.</param>
    public static GrounderInput? Of(QueryPlan plan, Scene scene, bool referral = true)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scene);
        var clip = ClipTokens.Of(scene);
        var seconds = (scene.LastFrame - scene.FirstFrame + 1) / scene.Fps;
        return clip.Count == 0 ? null : new GrounderInput(SentenceTokens.Of(plan, seconds), clip, referral, reversed: false);
    }

    /// <summary>The same question with every life shown backwards, to be asked for <see cref="GrounderOutput.AssembledWith"/>.</summary>
    public GrounderInput Backwards() => new(Sentence, Clip, Referral, reversed: true);

    /// <summary>The numbers, in the order of <see cref="Kinds"/>; not to be changed.</summary>
    public IReadOnlyList<GrounderTensor> ToTensors() =>
        [.. s_tensors.Select(t => new GrounderTensor(t.Kind, [.. t.Kind.Axes.Select(Length)], t.Values(this)))];

    /// <summary>What an output of the network says of the tubelets, best first.</summary>
    /// <param name="output">The output for this question.</param>
    /// <exception cref="ArgumentException">It is of another question.</exception>
    public IReadOnlyList<LearnedAnswer> Read(GrounderOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.Who.Length != Tubelets || output.Moments.Count != Actions)
            throw new ArgumentException($"an answer for {output.Who.Length} tubelets and {output.Moments.Count} actions", nameof(output));
        return LearnedGrounder.Answers(Clip, output.Who, output.Yes, output.Moments);
    }

    private long Length(string axis) => axis switch
    {
        K => Tubelets,
        M => Words,
        A => Actions,
        _ => long.Parse(axis, CultureInfo.InvariantCulture),
    };

    private static string N(int length) => length.ToString(CultureInfo.InvariantCulture);

    private static (GrounderTensorKind, Func<GrounderInput, Array>) Floats(
        string name, Func<GrounderInput, float[]> values, params string[] axes) => (new(name, IsRows: false, axes), values);

    private static (GrounderTensorKind, Func<GrounderInput, Array>) Rows(
        string name, Func<GrounderInput, int[]> values, params string[] axes) => (new(name, IsRows: true, axes), values);
}
