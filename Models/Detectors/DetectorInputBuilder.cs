using Stvg.Core.Frames;

namespace Stvg.Models.Detectors;

/// <summary>
/// Scales a single picture for a detector: snapshots, uploads, tests. Video is scaled by its source, which is faster.
/// </summary>
public static class DetectorInputBuilder
{
    /// <summary>Scales a picture into an input, aspect kept, content in the top-left corner, black elsewhere.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="inputSize">The detector's input size.</param>
    /// <returns>A new picture with memory of its own.</returns>
    /// <remarks>
    /// A triangle filter that widens as the picture shrinks, so that every pixel counts (what image tools call antialiased
    /// bilinear), first along the rows, then along the columns.
    /// </remarks>
    public static DetectorInput Build(ImageView image, FrameSize inputSize)
    {
        var content = InputGeometry.Fit(new(image.Width, image.Height), inputSize);
        var columns = Weights(image.Width, content.Width);
        var rows = Weights(image.Height, content.Height);
        var narrow = new float[3 * content.Width * image.Height];
        for (var y = 0; y < image.Height; y++) ScaleRow(image.Row(y), columns, narrow.AsSpan(3 * content.Width * y, 3 * content.Width));

        var stride = 3 * inputSize.Width;
        var pixels = new byte[stride * inputSize.Height];
        var sums = new float[3 * content.Width];
        for (var y = 0; y < content.Height; y++) ScaleColumns(narrow, rows[y], sums, pixels.AsSpan(y * stride, sums.Length));
        return new(new(pixels, inputSize.Width, inputSize.Height, stride), content.Width, content.Height);
    }

    private static void ScaleRow(ReadOnlySpan<byte> source, Tap[] taps, Span<float> target)
    {
        for (var x = 0; x < taps.Length; x++)
        {
            float b = 0, g = 0, r = 0;
            var (first, weights) = taps[x];
            for (var i = 0; i < weights.Length; i++)
            {
                var p = 3 * (first + i);
                b += weights[i] * source[p];
                g += weights[i] * source[p + 1];
                r += weights[i] * source[p + 2];
            }
            (target[3 * x], target[(3 * x) + 1], target[(3 * x) + 2]) = (b, g, r);
        }
    }

    private static void ScaleColumns(float[] narrow, Tap tap, float[] sums, Span<byte> target)
    {
        Array.Clear(sums);
        for (var i = 0; i < tap.Weights.Length; i++)
        {
            var row = narrow.AsSpan((tap.First + i) * sums.Length, sums.Length);
            for (var x = 0; x < sums.Length; x++) sums[x] += tap.Weights[i] * row[x];
        }
        for (var x = 0; x < sums.Length; x++) target[x] = (byte)Math.Clamp(MathF.Round(sums[x]), 0, 255);
    }

    private static Tap[] Weights(int from, int to)
    {
        var ratio = (double)from / to;
        var reach = Math.Max(1, ratio);
        var taps = new Tap[to];
        for (var i = 0; i < to; i++)
        {
            var center = (i + 0.5) * ratio;
            var first = Math.Max(0, (int)Math.Ceiling(center - reach - 0.5));
            var last = Math.Min(from - 1, (int)Math.Floor(center + reach - 0.5));
            double Weight(int pixel) => Math.Max(0, 1 - (Math.Abs(pixel + 0.5 - center) / reach));
            double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(Weight)];
            var sum = weights.Sum();
            taps[i] = new(first, [.. weights.Select(w => (float)(w / sum))]);
        }
        return taps;
    }

    private readonly record struct Tap(int First, float[] Weights);
}
