using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Training;

/// <summary>
/// What the truth of a sentence adds to the weak losses, for the supervised upper bound: whose tube it is, and which of its moments belong to
/// it. Moments are judged as they are when the network is asked: by how much less than the best of the life they fit.
/// </summary>
internal static class TruthLoss
{
    private const float Softness = 1;

    /// <summary>The loss, 1x1.</summary>
    /// <param name="tape">Notes what is done.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="code">The same, encoded.</param>
    /// <param name="units">How well each referral query fits each tubelet of its clip, U × K.</param>
    /// <param name="fast">Fits of words with moments, M × K·T.</param>
    /// <param name="truth">The tubelet, and its interval in shares of its life.</param>
    public static Node Of(
        Tape tape, SentenceTokens sentence, SentenceCode code, Node units, Node fast, (int Tubelet, float Begin, float End) truth)
    {
        var same = new int[units.Rows];
        Array.Fill(same, truth.Tubelet);
        var loss = tape.CrossEntropy(units, same, [.. Enumerable.Repeat(1f / units.Rows, units.Rows)]);
        var actions = ReferralUnits.Actions(sentence);
        foreach (var words in actions)
        {
            var life = tape.Columns(tape.Mix(tape.ScaleRows(fast, code.Gates), words), truth.Tubelet * TokenShape.Fast, TokenShape.Fast);
            loss = tape.Add(loss, tape.Scale(Moments(tape, life, truth, alone: actions.Count == 1), 1f / actions.Count));
        }

        return loss;
    }

    /// <summary>Of several actions, each has some of the interval, who knows which: only that nothing outside belongs to it is true of all.</summary>
    private static Node Moments(Tape tape, Node life, (int Tubelet, float Begin, float End) truth, bool alone)
    {
        var best = tape.SoftMaximum(life, TokenShape.Fast, Softness);
        var belongs = tape.AddColumn(life, tape.Scale(best, -1, LearnedOptions.DefaultSlack));
        var (signs, shares) = (new float[TokenShape.Fast], new float[TokenShape.Fast]);
        for (var t = 0; t < signs.Length; t++)
        {
            var inside = (t + 0.5f) / TokenShape.Fast is var middle && middle >= truth.Begin && middle < truth.End;
            (signs[t], shares[t]) = (inside ? -1 : 1, inside && !alone ? 0 : 1f / TokenShape.Fast);
        }

        var each = tape.SoftPlus(tape.MultiplyEach(belongs, Tape.Constant(signs, 1, signs.Length)));
        return tape.Sum(tape.MultiplyEach(each, Tape.Constant(shares, 1, shares.Length)));
    }
}
