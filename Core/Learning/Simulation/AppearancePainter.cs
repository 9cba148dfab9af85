using Stvg.Core.Queries;
using Stvg.Core.Tracking.Appearance;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Simulation;

/// <summary>
/// Appearance vectors as long as real ones: by stripes from head to foot what the colours there give, and a part of each one's own that
/// says who it is. Both are directions that mean nothing; only that they are the same for the same colour and the same one does.
/// </summary>
internal sealed class AppearancePainter(float noise, Dice dice)
{
    private const int Stripes = ColourStripes.Stripes;
    private const int StripeLength = ColourStripes.Length / Stripes;

    private static readonly BodyPart[] s_parts =
        [BodyPart.Head, BodyPart.Upper, BodyPart.Upper, BodyPart.Lower, BodyPart.Lower, BodyPart.Feet];

    private static readonly float[][] s_colours =
        [.. Enumerable.Range(0, ColourNames.Count).Select(colour => Normal(StripeLength, new Dice(0x5EED, colour)))];

    private readonly Dictionary<SimulatedActor, float[]> _own = [];

    /// <summary>The vector of an object, of length 1.</summary>
    /// <param name="actor">Whom it shows; null for nobody.</param>
    /// <param name="hidden">Share of it that was hidden.</param>
    public float[] Vector(SimulatedActor? actor, float hidden)
    {
        float[]? own = null;
        if (actor is not null && !_own.TryGetValue(actor, out own)) _own[actor] = own = Normal(ColourStripes.Length, dice);
        var vector = new float[ColourStripes.Length];
        var tremble = (0.25f * noise) + (0.5f * noise * hidden) + (actor is null ? 1 : 0);
        var sum = 0f;
        for (var i = 0; i < vector.Length; i++)
        {
            var stripe = i / StripeLength;
            var cloth = actor?.Look.Whole ?? actor?.Look.Of(s_parts[stripe]);
            var colour = cloth is { } worn ? s_colours[(int)worn.Name][i - (stripe * StripeLength)] : 0;
            vector[i] = colour + (0.7f * (own is null ? 0 : own[i])) + (tremble * dice.Normal());
            sum += vector[i] * vector[i];
        }

        var scale = 1 / MathF.Sqrt(MathF.Max(sum, 1e-6f));
        foreach (ref var value in vector.AsSpan()) value *= scale;
        return vector;
    }

    private static float[] Normal(int length, Dice dice)
    {
        var values = new float[length];
        foreach (ref var value in values.AsSpan()) value = dice.Normal();
        return values;
    }
}
