namespace Stvg.Models.Tests.Support;

/// <summary>Definitions of picture operations, written for clarity: NHWC, one picture, filters HWIO of 3 x 3.</summary>
internal static class Naive
{
    public static float[] Convolve(
        float[] picture, int height, int width, int channels, float[] filter, int outputs, int stride, bool same, float[] bias)
    {
        // TensorFlow's SAME: as many outputs as strides fit; of an odd padding the larger half lies at the end.
        int Outputs(int size) => same ? (size + stride - 1) / stride : ((size - 3) / stride) + 1;
        int Before(int size) => same ? Math.Max(0, ((Outputs(size) - 1) * stride) + 3 - size) / 2 : 0;
        int rows = Outputs(height), columns = Outputs(width), top = Before(height), left = Before(width);
        var result = new float[rows * columns * outputs];
        for (var i = 0; i < result.Length; i++)
        {
            var (o, x, y) = (i % outputs, i / outputs % columns, i / outputs / columns);
            var sum = bias[o];
            for (var k = 0; k < 9 * channels; k++)
            {
                var (c, u, v) = (k % channels, (x * stride) - left + (k / channels % 3), (y * stride) - top + (k / channels / 3));
                if (u >= 0 && u < width && v >= 0 && v < height) sum += picture[(((v * width) + u) * channels) + c] * filter[(k * outputs) + o];
            }
            result[i] = sum;
        }
        return result;
    }

    public static float[] Pad(float[] picture, int height, int width, int channels, int margin, float value)
    {
        var wide = width + (2 * margin);
        var result = new float[(height + (2 * margin)) * wide * channels];
        Array.Fill(result, value);
        for (var y = 0; y < height; y++)
            picture.AsSpan(y * width * channels, width * channels).CopyTo(result.AsSpan((((y + margin) * wide) + margin) * channels));
        return result;
    }

    public static float[] ToPlanes(float[] picture, int height, int width, int channels) =>
        [.. from c in Enumerable.Range(0, channels) from p in Enumerable.Range(0, height * width) select picture[(p * channels) + c]];
}
