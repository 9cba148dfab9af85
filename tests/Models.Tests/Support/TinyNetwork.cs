using Stvg.Models.Catalogue;
using Stvg.Models.Import;

namespace Stvg.Models.Tests.Support;

/// <summary>Detectors of a few bytes, written by the tests: whatever they see, their outputs are always the same.</summary>
internal static class TinyNetwork
{
    /// <summary>Writes a network with constant outputs and describes it.</summary>
    public static ModelEntry Write(
        TempFolder folder, OutputFormat output, string[] inputShape, params (string Name, int[] Shape, float[] Values)[] outputs) =>
        Write(folder, output, new InputFormat { LongSide = 64 }, inputShape, outputs);

    public static ModelEntry Write(
        TempFolder folder, OutputFormat output, InputFormat input, string[] inputShape, params (string Name, int[] Shape, float[] Values)[] outputs)
    {
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.Float, inputShape) } };
        foreach (var (name, shape, values) in outputs)
        {
            graph.Initializers.Add(TensorData.OfFloats($"{name}/value", shape, values));
            graph.Nodes.Add(new("Identity", name, [$"{name}/value"], [name]));
            graph.Outputs.Add(new(name, OnnxType.Float, [.. shape.Select(s => $"{s}")]));
        }
        return Save(folder, graph, output, input);
    }

    public static ModelEntry Save(TempFolder folder, OnnxGraph graph, OutputFormat output, InputFormat? input = null)
    {
        var path = folder.File("tiny.onnx");
        File.WriteAllBytes(path, OnnxRunner.ToBytes(graph));
        return Entry(path, output, input);
    }

    public static ModelEntry Entry(string path, OutputFormat output, InputFormat? input = null) => new()
    {
        Name = "tiny", Kind = ModelKind.Detector, Licence = "none", Source = new() { File = path },
        Input = input ?? new InputFormat { LongSide = 64 }, Output = output,
    };
}
