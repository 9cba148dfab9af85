using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Training;

namespace Stvg.Core.Learning.Network;

/// <summary>
/// Asks the frozen network: once, or after latent prompts were learned for the question (logit-guided re-attention), forwards, or forwards and
/// backwards (temporal-augmented assembling); NeurIPS 2025, sections 3.3 and 3.4.
/// </summary>
internal sealed class Reattention(NetworkWeights weights, ClipEncoder clips, SentenceEncoder sentences, LearnedOptions options)
{
    // The paper's steps are for tokens of a large language model. At full strength they lifted the best moment alone here, and intervals shrank
    // (m_vIoU -0.006 to +0.001 on clips other than those of docs/learning.md); at half of it they help a little everywhere.
    private const float Strength = 0.5f;

    /// <summary>How well every tubelet fits (K), and how well each action in order fits every moment (K·T each; none: the whole life).</summary>
    public (float[] Who, IReadOnlyList<float[]> When) Attend(SentenceTokens sentence, ClipTokens clip)
    {
        var (who, when) = Once(sentence, clip, reversed: false);
        if (!options.Assemble) return (who, when);

        // Who fits does not depend on the order of time; when does, so it is only asked forwards.
        var (other, _) = Once(sentence, clip, reversed: true);
        for (var k = 0; k < who.Length; k++) who[k] = (who[k] + other[k]) / 2;
        return (who, when);
    }

    /// <summary>Asks in one order of time; when it happens only forwards.</summary>
    internal (float[] Who, IReadOnlyList<float[]> When) Once(SentenceTokens sentence, ClipTokens clip, bool reversed)
    {
        float[]? forWho = null, forWhen = null;
        if (options.Reattend)
        {
            forWho = Learn(sentence, clip, reversed, ReferralUnits.Who(sentence), who: true);
            if (!reversed) forWhen = Learn(sentence, clip, reversed, ReferralUnits.When(sentence), who: false);
        }

        var tape = new Tape();
        var code = sentences.Encode(tape, sentence);
        var encoded = clips.Encode(tape, clip, reversed, Prompts(forWho, forWhen, clip.Count, tape));
        var fast = Matching.Fast(tape, code, encoded);
        var fits = Matching.Words(tape, Matching.Still(tape, code, encoded), fast);
        var who = Matching.Units(tape, code, fits, ReferralUnits.Choosing(sentence, options.Referral)).Value.ToArray();

        float[][] when = reversed ? [] : [.. ReferralUnits.Actions(sentence)
            .Select(words => tape.Mix(tape.ScaleRows(fast, code.Gates), words).Value.ToArray())];
        return (who, when);
    }

    /// <summary>
    /// Prompts of one kind, begun at 0, learned by gradient: −exp(p_yes − p_no) of "Is there {words} in this video?" falls, and each new value is
    /// averaged with the one before.
    /// </summary>
    private float[]? Learn(SentenceTokens sentence, ClipTokens clip, bool reversed, float[] words, bool who)
    {
        if (!words.Any(w => w > 0)) return null;
        var rows = clip.Count * (who ? TokenShape.Slow : TokenShape.Fast);
        var prompts = new float[rows * NetworkWeights.Width];
        for (var step = 0; step < options.Steps; step++)
        {
            var tape = new Tape();
            var variable = tape.Variable(prompts, rows, NetworkWeights.Width);
            var code = sentences.Encode(tape, sentence);
            var encoded = clips.Encode(tape, clip, reversed, who ? new Prompts(Weakened(tape, variable), null) : new Prompts(null, Weakened(tape, variable)));
            var fits = Matching.Words(tape, Matching.Still(tape, code, encoded), Matching.Fast(tape, code, encoded));
            var best = tape.SoftMaximum(Matching.Units(tape, code, fits, words), clip.Count, 1);
            var yes = GroundingLoss.Answer(tape, weights, best);
            // p_yes − p_no of two logits is the hyperbolic tangent of half their difference.
            tape.Backward(tape.Scale(tape.Exp(tape.Tanh(tape.Scale(yes, 0.5f))), -1));
            for (var i = 0; i < prompts.Length; i++)
            {
                var next = prompts[i] - (options.Rate * variable.Gradient[i]);
                prompts[i] = (options.Average * prompts[i]) + ((1 - options.Average) * next);
            }
        }

        return prompts;
    }

    private static Prompts? Prompts(float[]? who, float[]? when, int count, Tape tape) => who is null && when is null ? null : new Prompts(
        who is null ? null : Weakened(tape, Tape.Constant(who, count * TokenShape.Slow, NetworkWeights.Width)),
        when is null ? null : Weakened(tape, Tape.Constant(when, count * TokenShape.Fast, NetworkWeights.Width)));

    private static Node Weakened(Tape tape, Node prompts) => tape.Scale(prompts, Strength);
}
