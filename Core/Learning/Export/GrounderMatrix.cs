using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Export;

/// <summary>A matrix that was learned, to be read. Rows are multiplied from the left: y = x·W.</summary>
/// <param name="Name">What files call it.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Values">The entries, row by row.</param>
public sealed record GrounderMatrix(string Name, int Rows, int Columns, ReadOnlyMemory<float> Values)
{
    /// <summary>All of them; each of the single numbers as a 1x1 matrix of its own, "scale.yes".</summary>
    internal static IReadOnlyList<GrounderMatrix> Of(NetworkWeights weights) =>
    [
        .. weights.All.Where(p => p != weights.Scales).Select(p => new GrounderMatrix(p.Name, p.Rows, p.Columns, p.Values)),
        .. Enumerable.Range(0, (int)Scale.Count)
            .Select(i => new GrounderMatrix($"scale.{(Scale)i}".ToLowerInvariant(), 1, 1, weights.Scales.Values.AsMemory(i, 1))),
    ];
}
