using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;

namespace Stvg.Core.Learning.Network;

/// <summary>How the words of a sentence fit the tubelets of a clip: SIM(w, k) of CoSPaL, equation 1, with a term for what it is and one for what
/// it does.</summary>
internal static class Matching
{
    // The best moment of a life counts, not its mean: who runs for a second is a runner.
    internal const float Sharpness = 2;

    private static readonly float s_scale = 1 / MathF.Sqrt(NetworkWeights.Width);

    /// <summary>Fits of every word with every tubelet's whole life, M × K.</summary>
    public static Node Still(Tape tape, SentenceCode sentence, ClipCode clip) =>
        tape.Scale(tape.MultiplyTransposed(sentence.Still, clip.Still), s_scale);

    /// <summary>Fits of every word with every moment of every tubelet, M × K·<see cref="TokenShape.Fast"/>.</summary>
    public static Node Fast(Tape tape, SentenceCode sentence, ClipCode clip) =>
        tape.Scale(tape.MultiplyTransposed(sentence.Fast, clip.Fast), s_scale);

    /// <summary>Fits of every word with every tubelet, M × K: what it is, and what it does at its best moment.</summary>
    public static Node Words(Tape tape, Node still, Node fast) => tape.Add(still, tape.SoftMaximum(fast, TokenShape.Fast, Sharpness));

    /// <summary>Fits of sets of words, U × K: the sum over the words of a set, each as much as it chooses.</summary>
    /// <param name="tape">Notes what is done.</param>
    /// <param name="sentence">The words.</param>
    /// <param name="fits">M × K.</param>
    /// <param name="units">U × M, 1 for the words of a set.</param>
    public static Node Units(Tape tape, SentenceCode sentence, Node fits, float[] units)
    {
        var gated = tape.ScaleRows(fits, sentence.Gates);
        return tape.Mix(gated, units);
    }
}
