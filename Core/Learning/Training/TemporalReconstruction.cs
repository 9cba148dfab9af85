using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Training;

/// <summary>
/// Temporal grounding without times (CoSPaL, section 3.1): the sentence attends to the moments of a tubelet; a Gaussian proposal with the
/// attention's middle and width shows that part of its life; a hidden word of the sentence must be guessed from it, better than from the whole
/// life and from the rest of it. The form of the proposal is not published; Gaussians with a reconstruction loss are those of CPL
/// (Zheng et al., CVPR 2022).
/// </summary>
internal sealed class TemporalReconstruction(NetworkWeights weights)
{
    private const float BetterThanWhole = 0.1f, BetterThanRest = 0.2f;

    private readonly SentenceEncoder _encoder = new(weights);

    /// <summary>Middle and half length of the interval in fast tokens, 1×2; null where the sentence tells no action.</summary>
    /// <param name="tape">Notes what is done.</param>
    /// <param name="weights">The network.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="code">The same, encoded.</param>
    /// <param name="fast">Fits of words with moments, M × K·T.</param>
    /// <param name="tubelet">Of which tubelet.</param>
    public static Node? Proposal(Tape tape, NetworkWeights weights, SentenceTokens sentence, SentenceCode code, Node fast, int tubelet)
    {
        if (Curve(tape, weights, sentence, code, fast, tubelet) is not { } curve) return null;
        var moments = tape.Moments(curve);
        var reach = GroundingLoss.One(tape, weights, Scale.Reach);
        return tape.Beside([tape.Multiply(moments, Tape.Constant([1, 0], 2, 1)), tape.ScaleBy(tape.Multiply(moments, Tape.Constant([0, 1], 2, 1)), reach)]);
    }

    /// <summary>How well the sentence's actions fit each moment, 1×T; null where it tells none.</summary>
    public static Node? Curve(Tape tape, NetworkWeights weights, SentenceTokens sentence, SentenceCode code, Node fast, int tubelet)
    {
        var when = ReferralUnits.When(sentence);
        if (!when.Any(x => x > 0)) return null;
        var all = tape.Mix(tape.ScaleRows(fast, code.Gates), when);
        return tape.ScaleBy(tape.Columns(all, tubelet * TokenShape.Fast, TokenShape.Fast), GroundingLoss.One(tape, weights, Scale.Time));
    }

    /// <summary>The loss of one hidden word, 1x1.</summary>
    public Node Loss(
        Tape tape, SentenceTokens sentence, SentenceCode code, ClipCode clip, Node fast, int tubelet, SentenceTokens vocabulary, int hidden)
    {
        var masked = _encoder.Encode(tape, sentence, hidden);
        var context = tape.Rows(masked.Context, [hidden]);
        var who = tape.Rows(clip.Still, [tubelet]);
        int[] moments = [.. Enumerable.Range(tubelet * TokenShape.Fast, TokenShape.Fast)];
        var life = tape.Rows(clip.Fast, moments);
        var known = tape.Add(tape.Multiply(context, tape.Of(weights.RebuildWords)), tape.Multiply(who, tape.Of(weights.RebuildWho)));
        var words = _encoder.Words(tape, vocabulary);
        var right = vocabulary.Words.ToList().IndexOf(sentence.Words[hidden]);

        var whole = Guess(Tape.Constant([.. Enumerable.Repeat(1f / TokenShape.Fast, TokenShape.Fast)], 1, TokenShape.Fast));
        if (Proposal(tape, weights, sentence, code, fast, tubelet) is not { } proposal) return whole;
        var inside = tape.Gaussian(proposal, TokenShape.Fast);
        var guessed = Guess(tape.ToShares(inside));
        var rest = Guess(tape.ToShares(tape.Scale(inside, -1, 1.05f)));
        return tape.Add(guessed, tape.Add(
            tape.Positive(tape.Add(guessed, tape.Scale(whole, -1, BetterThanWhole))),
            tape.Positive(tape.Add(guessed, tape.Scale(rest, -1, BetterThanRest)))));

        Node Guess(Node shares)
        {
            var seen = tape.Multiply(tape.Multiply(shares, life), tape.Of(weights.RebuildWhen));
            var rebuilt = tape.Multiply(tape.Gelu(tape.Add(known, seen)), tape.Of(weights.RebuildOut));
            return tape.CrossEntropy(tape.Scale(tape.MultiplyTransposed(rebuilt, words), 1 / MathF.Sqrt(NetworkWeights.Width)), [right], [1]);
        }
    }
}
