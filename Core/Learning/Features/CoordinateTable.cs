using Stvg.Core.Grounding;

namespace Stvg.Core.Learning.Features;

/// <summary>
/// Where places and times stand in the table of coordinate embeddings that words and tubelets share
/// (language-aligned positional embedding, LLaVA-ST, CVPR 2025, section 3.2): rows of time, then of width, then of height.
/// </summary>
internal static class CoordinateTable
{
    /// <summary>Bins of a coordinate.</summary>
    public const int Bins = CoordinateTokens.Bins;

    /// <summary>First row of time.</summary>
    public const int Time = 0;

    /// <summary>First row of width.</summary>
    public const int Width = Bins;

    /// <summary>First row of height.</summary>
    public const int Height = 2 * Bins;

    /// <summary>Entries for one continuous coordinate: the bins below and above.</summary>
    public const int Each = 2;

    /// <summary>Writes the two rows around a fraction of [0, 1], and their weights.</summary>
    public static void Put(int first, float fraction, Span<int> rows, Span<float> weights)
    {
        var bin = SoftBin.Of(fraction);
        (rows[0], rows[1]) = (first + bin.Low, first + bin.High);
        (weights[0], weights[1]) = ((float)(1 - bin.Weight), (float)bin.Weight);
    }
}
