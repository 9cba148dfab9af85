using Microsoft.ML.OnnxRuntime;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Import;

/// <summary>The models that the catalogue imports, as ONNX Runtime sees them.</summary>
public sealed class ImportedModelTests
{
    [Theory]
    [InlineData(320, 416)]
    [InlineData(416, 256)]
    public async Task NanoDet_serves_every_input_size_from_one_file(int height, int width)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = 1 };
        settings.AddFreeDimensionOverrideByName("height", height);
        settings.AddFreeDimensionOverrideByName("width", width);
        using var session = new InferenceSession(await RealModels.PathAsync("nanodet"), settings);
        int[][] grids = [.. new[] { 8, 16, 32 }.Select(s => new[] { 1, height / s * (width / s) })];
        int[][] expected = [.. grids.Select(g => (int[])[.. g, 80]), .. grids.Select(g => (int[])[.. g, 44]), [1, height / 4, width / 4, 64]];
        var actual = session.OutputMetadata.Values.Select(o => string.Join(",", o.Dimensions)).Order();
        Assert.Equal(expected.Select(e => string.Join(",", e)).Order(), actual);

        using var input = OrtValue.CreateTensorValueFromMemory(new float[3 * height * width], [1, 3, height, width]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["input_1"], [input], ["features"]);
        Assert.All(results[0].GetTensorDataAsSpan<float>().ToArray(), v => Assert.True(float.IsFinite(v)));
    }

    // The values that the TensorFlow.js runtime 4.22 gives for the same input.
    [Fact]
    public async Task MoveNet_gives_what_TensorFlow_gives()
    {
        using var session = new InferenceSession(await RealModels.PathAsync("movenet-lightning"), new SessionOptions { IntraOpNumThreads = 1 });
        using var input = OrtValue.CreateTensorValueFromMemory(Noise(192 * 192 * 3), [1, 192, 192, 3]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["input"], [input], ["Identity"]);
        var joints = results[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.Equal(17 * 3, joints.Length);
        float[] expected = [0.49562955f, 0.55846554f, 0.05616898f, 0.40846801f, 0.45127384f];
        Assert.All(expected.Zip(joints), p => Assert.Equal(p.First, p.Second, 1e-4f));
    }

    private static int[] Noise(int count)
    {
        var state = 12345u;
        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            state = unchecked((state * 1103515245) + 12345);
            values[i] = (int)(state >> 16 & 255);
        }
        return values;
    }
}
