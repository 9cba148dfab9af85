using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;

namespace Stvg.Core.Learning.Network;

/// <summary>
/// Tubelets to tokens: two streams, each packed by point-to-region attention (LLaVA-ST, CVPR 2025, section 3.3: the query is the mean of its
/// region, keys and values are the region, and the mean is added again), then temporal self-attention inside each tubelet (CoSPaL).
/// </summary>
internal sealed class ClipEncoder(NetworkWeights weights)
{
    private const int SlowRegion = TokenShape.Bins / TokenShape.Slow, FastRegion = TokenShape.Bins / TokenShape.Fast;
    private const int Spread = 6;

    // Moments look at moments near them only: one that knows of the whole life fits an action that happens elsewhere in it.
    internal const int Window = 4;

    /// <summary>Encodes a clip.</summary>
    /// <param name="tape">Notes what is done.</param>
    /// <param name="clip">The clip, with at least one tubelet.</param>
    /// <param name="reversed">Whether every life is shown backwards (temporal-augmented assembling).</param>
    /// <param name="prompts">Added to the tokens.</param>
    public ClipCode Encode(Tape tape, ClipTokens clip, bool reversed = false, Prompts? prompts = null)
    {
        var count = clip.Count;
        var places = new TokenPlaces(clip, reversed);
        var table = tape.SpreadToNeighbours(tape.Of(weights.Coordinates), CoordinateTable.Bins, Spread);
        var still = tape.Gelu(tape.Multiply(Tape.Constant(clip.Still, count, TokenShape.Still), tape.Of(weights.Still)));
        var moving = Tape.Constant(places.Moving, count * TokenShape.Bins, TokenShape.Moving);

        var slow = tape.Add(tape.Multiply(moving, tape.Of(weights.SlowIn)), tape.Gather(table, places.Fine, places.FineWeights, TokenPlaces.FineEach));
        slow = tape.Gelu(tape.AddToGroups(slow, tape.Multiply(still, tape.Of(weights.SlowStill))));
        slow = Pack(tape, slow, SlowRegion, weights.SlowPack);
        if (prompts?.Who is { } who) slow = tape.Add(slow, who);
        slow = Think(tape, slow, count, weights.SlowSelf, weights.SlowUp, weights.SlowDown);

        var thirds = tape.Gather(table, TokenPlaces.Thirds, TokenPlaces.ThirdWeights, TokenPlaces.ThirdEach);
        var fast = tape.Add(
            tape.Multiply(moving, tape.Of(weights.FastIn)), tape.Gather(thirds, places.Coarse, places.CoarseWeights, TokenPlaces.CoarseEach));
        fast = tape.Gelu(tape.Add(fast, tape.Gather(table, places.Times, places.TimeWeights, CoordinateTable.Each)));
        fast = Pack(tape, fast, FastRegion, weights.FastPack);
        var near = Tape.Constant(places.Near, count * TokenShape.Fast, count);
        fast = tape.Add(fast, tape.Multiply(near, tape.Multiply(still, tape.Of(weights.FastNear))));
        fast = tape.Add(fast, tape.Gather(tape.Of(weights.Position), places.Order, places.OrderWeights, 1));
        if (prompts?.When is { } when) fast = tape.Add(fast, when);
        fast = Think(tape, fast, count * TokenShape.Fast / Window, weights.FastSelf, weights.FastUp, weights.FastDown);

        var life = tape.Add(tape.GroupMeans(slow, TokenShape.Slow), still);
        return new ClipCode(
            count,
            tape.Multiply(tape.Normalise(life), tape.Of(weights.StillKey)),
            tape.Multiply(tape.Normalise(fast), tape.Of(weights.FastKey)));
    }

    private static Node Pack(Tape tape, Node tokens, int region, AttentionWeights attention)
    {
        var points = tape.GroupMeans(tokens, region);
        return tape.Add(points, tape.Attend(
            tape.Multiply(points, tape.Of(attention.Query)), tape.Multiply(tokens, tape.Of(attention.Key)),
            tape.Multiply(tokens, tape.Of(attention.Value)), points.Rows));
    }

    private static Node Think(Tape tape, Node tokens, int groups, AttentionWeights attention, Parameter up, Parameter down)
    {
        var x = tape.Normalise(tokens);
        tokens = tape.Add(tokens, tape.Attend(
            tape.Multiply(x, tape.Of(attention.Query)), tape.Multiply(x, tape.Of(attention.Key)), tape.Multiply(x, tape.Of(attention.Value)), groups));
        x = tape.Multiply(tape.Gelu(tape.Multiply(tape.Normalise(tokens), tape.Of(up))), tape.Of(down));
        return tape.Add(tokens, x);
    }
}
