namespace Stvg.Core.Learning.Export;

/// <summary>What the network says of a clip's K tubelets.</summary>
/// <param name="Who">How well each fits the sentence, K.</param>
/// <param name="Yes">logit_yes − logit_no of "Is there ...?" of each, K.</param>
/// <param name="Moments">
/// For every action of the sentence in order, how well it fits each moment of each tubelet, K·<see cref="GrounderShape.Fast"/>.
/// </param>
public sealed record GrounderOutput(float[] Who, float[] Yes, IReadOnlyList<float[]> Moments)
{
    /// <summary>
    /// The same with what was said of the lives shown backwards: who fits does not depend on the order of time, so it is the mean of
    /// both; when does (temporal-augmented assembling, NeurIPS 2025, section 3.4).
    /// </summary>
    /// <param name="reversed">Of the same clip and sentence, <see cref="GrounderInput.Reversed"/>.</param>
    public GrounderOutput AssembledWith(GrounderOutput reversed)
    {
        ArgumentNullException.ThrowIfNull(reversed);
        return this with { Who = Mean(Who, reversed.Who), Yes = Mean(Yes, reversed.Yes) };
    }

    private static float[] Mean(float[] a, float[] b) => [.. a.Zip(b, (x, y) => (x + y) / 2)];
}
