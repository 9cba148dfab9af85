using System.Numerics;
using System.Runtime.InteropServices;
using Stvg.Core.Frames;

namespace Stvg.Core.Tracking.Appearance;

/// <summary>
/// Texture of an object from top to bottom, out of the detector's own early features (stride 4, 64 channels): mean over the cells of six
/// horizontal stripes, each stripe z-scored over its channels. Deeper features tell the class, not the individual.
/// </summary>
public static class FeatureStripes
{
    /// <summary>Horizontal stripes.</summary>
    public const int Stripes = 6;

    /// <summary>Channels that are used; of wider maps the first, of narrower ones the rest stays zero.</summary>
    public const int Channels = 64;

    /// <summary>Floats of a description.</summary>
    public const int Length = Stripes * Channels;

    private const float SideRim = 0.1f;
    private const int MostColumns = 8, MostRowsPerStripe = 4;

    /// <summary>Describes the features inside a box; stripes outside the map are zero.</summary>
    /// <param name="features">The detector's features of the frame.</param>
    /// <param name="box">In pixels of the original frame.</param>
    /// <param name="description">Receives <see cref="Length"/> floats.</param>
    public static void Describe(in FeatureMap features, in Box box, Span<float> description)
    {
        description = description[..Length];
        description.Clear();
        var scale = 1 / features.PixelsPerCell;
        var inner = (1 - (2 * SideRim)) * box.Width;
        var (left, width) = ColourStripes.Clip((box.X + (SideRim * box.Width)) * scale, inner * scale, features.Width);
        var stripeHeight = box.Height * scale / Stripes;
        if (!(width > 0)) return;
        var columns = (int)Math.Clamp(MathF.Round(width), 1, MostColumns);
        var channels = Math.Min(features.Channels, Channels);
        var values = features.Values.Span;

        for (var stripe = 0; stripe < Stripes; stripe++)
        {
            var (begin, height) = ColourStripes.Clip((box.Y * scale) + (stripe * stripeHeight), stripeHeight, features.Height);
            if (!(height > 0)) continue;
            var sum = description.Slice(stripe * Channels, channels);
            var rows = (int)Math.Clamp(MathF.Round(height), 1, MostRowsPerStripe);
            for (var row = 0; row < rows; row++)
            {
                var y = (int)(begin + (height * (row + 0.5f) / rows));
                for (var column = 0; column < columns; column++)
                {
                    var x = (int)(left + (width * (column + 0.5f) / columns));
                    Add(sum, values.Slice(((y * features.Width) + x) * features.Channels, channels));
                }
            }
            Standardise(sum);
        }
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> cell)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var cells = MemoryMarshal.Cast<float, Vector<float>>(cell);
        for (var i = 0; i < sums.Length; i++) sums[i] += cells[i];
        for (var i = sums.Length * Vector<float>.Count; i < sum.Length; i++) sum[i] += cell[i];
    }

    /// <summary>Mean 0, deviation 1; which also makes a sum as good as a mean.</summary>
    private static void Standardise(Span<float> values)
    {
        var mean = 0f;
        foreach (var value in values) mean += value;
        mean /= values.Length;
        var variance = 0f;
        foreach (var value in values) variance += (value - mean) * (value - mean);
        variance /= values.Length;
        if (!(variance > 0) || !float.IsFinite(variance))
        {
            values.Clear();
            return;
        }
        var scale = 1 / MathF.Sqrt(variance);
        foreach (ref var value in values) value = (value - mean) * scale;
    }
}
