using System.Runtime.InteropServices;
using Stvg.Core;
using Stvg.Models.Import;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Import;

public sealed class TfjsReaderTests
{
    [Fact]
    public void Half_floats_are_expanded_with_subnormals_and_infinities()
    {
        Half[] halves = [(Half)1.5f, (Half)(-0.333f), Half.Epsilon, Half.NegativeInfinity, (Half)65504];
        var weights = Weights(new TfGraph().Packed("w", [5], "float16", MemoryMarshal.AsBytes(halves.AsSpan()).ToArray()));
        Assert.Equal(halves.Select(h => (float)h), weights);
    }

    [Fact]
    public void Quantised_bytes_are_scaled_and_shifted()
    {
        var weights = Weights(new TfGraph().Packed("w", [3], "uint8", [0, 100, 255], scale: 0.01f, min: -1));
        Assert.Equal([-1f, 0f, 1.55f], weights, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Quantised_words_are_scaled_and_shifted() =>
        Assert.Equal([2f, 514f], Weights(new TfGraph().Packed("w", [2], "uint16", [0, 0, 0, 1], scale: 2, min: 2)));

    [Fact]
    public void Weights_that_end_early_are_refused() =>
        Assert.Contains("truncated", Refusal(new TfGraph().Floats("w", [4], 1, 2, 3, 4), weights: new byte[15]));

    [Fact]
    public void Weights_that_are_too_long_are_refused() =>
        Assert.Contains("1 bytes longer", Refusal(new TfGraph().Floats("w", [1], 1), weights: new byte[5]));

    [Fact]
    public void Unknown_packing_is_refused_with_its_name() =>
        Assert.Contains("float8", Refusal(new TfGraph().Packed("w", [1], "float8", [0])));

    [Fact]
    public void Strings_among_the_weights_are_refused() =>
        Assert.Contains("string", Refusal(new TfGraph().Constant("w", [1], "string", [0])));

    [Fact]
    public void Missing_weight_file_is_refused_in_one_line()
    {
        using var folder = new TempFolder();
        var json = new TfGraph().Floats("w", [1], 1).Save(folder);
        File.Delete(folder.File("model.bin"));
        AssertOneLine(Assert.Throws<StvgException>(() => TfjsReader.Read(json)), "model.bin");
    }

    [Fact]
    public void Weight_file_outside_the_folder_is_refused()
    {
        using var folder = new TempFolder();
        var json = folder.Write("model.json", new TfGraph().Floats("w", [1], 1).ToJson("../other.bin").ToJsonString());
        AssertOneLine(Assert.Throws<StvgException>(() => TfjsReader.Read(json)), "outside its folder");
    }

    [Theory]
    [InlineData("{ \"format\": \"layers-model\" }", "layers-model")]
    [InlineData("{ \"modelTopology\": {} }", "not a TensorFlow.js graph model")]
    [InlineData("{ \"modelTopology\": { \"node\": [", "not a TensorFlow.js graph model")]
    [InlineData("[]", "not a TensorFlow.js graph model")]
    public void Other_files_are_refused_in_one_line(string text, string reason)
    {
        using var folder = new TempFolder();
        var json = folder.Write("model.json", text);
        AssertOneLine(Assert.Throws<StvgException>(() => TfjsReader.Read(json)), reason);
    }

    [Fact]
    public void Without_a_signature_the_outputs_are_the_nodes_that_nobody_reads()
    {
        using var folder = new TempFolder();
        var graph = new TfGraph().Input("x", [2]).Node("Relu", "a", ["x"]).Node("Sigmoid", "b", ["a"]);
        var json = graph.ToJson();
        json.Remove("signature");
        File.WriteAllBytes(folder.File("model.bin"), []);
        Assert.Equal(["b"], TfjsReader.Read(folder.Write("model.json", json.ToJsonString())).Outputs);
    }

    private static float[] Weights(TfGraph graph) =>
        MemoryMarshal.Cast<byte, float>(graph.Read().Weights["w"].Data).ToArray();

    private static string Refusal(TfGraph graph, byte[]? weights = null)
    {
        using var folder = new TempFolder();
        var json = graph.Save(folder, weights);
        var error = Assert.Throws<StvgException>(() => TfjsReader.Read(json));
        AssertOneLine(error, json);
        return error.Message;
    }

    private static void AssertOneLine(StvgException error, string part)
    {
        Assert.Contains(part, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }
}
