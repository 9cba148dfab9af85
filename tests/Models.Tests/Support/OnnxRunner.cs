using Microsoft.ML.OnnxRuntime;
using Stvg.Models.Import;

namespace Stvg.Models.Tests.Support;

/// <summary>Runs graphs of the importer in ONNX Runtime.</summary>
internal static class OnnxRunner
{
    /// <summary>Runs a graph with one input of 32-bit floats or integers; gives shape and values of every output.</summary>
    public static Dictionary<string, (long[] Shape, float[] Values)> Run<T>(OnnxGraph graph, T[] input, params long[] shape)
        where T : unmanaged
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(ToBytes(graph), options);
        using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
        using var run = new RunOptions();
        var names = graph.Outputs.Select(o => o.Name).ToList();
        using var results = session.Run(run, [graph.Inputs[0].Name], [value], names);
        return names.Zip(results).ToDictionary(p => p.First, p => (p.Second.GetTensorTypeAndShape().Shape, Values(p.Second)));
    }

    /// <summary>Runs a graph with one output.</summary>
    public static float[] RunOne<T>(OnnxGraph graph, T[] input, params long[] shape)
        where T : unmanaged => Run(graph, input, shape).Values.Single().Values;

    public static byte[] ToBytes(OnnxGraph graph)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(graph, stream);
        return stream.ToArray();
    }

    private static float[] Values(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType switch
    {
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int32 => [.. value.GetTensorDataAsSpan<int>().ToArray().Select(i => (float)i)],
        _ => value.GetTensorDataAsSpan<float>().ToArray(),
    };
}
