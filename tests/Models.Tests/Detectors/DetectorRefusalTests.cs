using Microsoft.ML.OnnxRuntime;
using Stvg.Core;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;
using Stvg.Models.Import;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Detectors;

/// <summary>Files that are no networks, or do not fit their description.</summary>
public sealed class DetectorRefusalTests : IDisposable
{
    private static readonly string[] s_input = ["1", "3", "64", "64"];
    private static readonly OutputFormat s_yolo = new() { Style = OutputStyle.YoloV8, Classes = ["cat", "dog"] };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_that_is_no_network_is_refused() =>
        AssertRefused(TinyNetwork.Entry(_folder.Write("text.onnx", "not a network"), s_yolo), "text.onnx", "cannot be loaded");

    [Fact]
    public void Cut_network_is_refused()
    {
        var model = TinyNetwork.Write(_folder, s_yolo, s_input, Output("out", 1, 6, 500));
        File.WriteAllBytes(model.Source.File!, File.ReadAllBytes(model.Source.File!)[..3000]);
        AssertRefused(model, "cannot be loaded");
    }

    [Fact]
    public void Missing_file_is_refused() => AssertRefused(TinyNetwork.Entry(_folder.File("none.onnx"), s_yolo), "none.onnx", "does not exist");

    [Fact]
    public void Other_kinds_are_refused() =>
        AssertRefused(TinyNetwork.Write(_folder, s_yolo, s_input, Output("out", 1, 6, 5)) with { Kind = ModelKind.Pose }, "no detector");

    [Theory]
    [InlineData(OutputStyle.YoloV8, "one output [1,6,N]", 1, 9, 50)]
    [InlineData(OutputStyle.YoloV8, "one output [1,6,N]", 6, 50)]
    [InlineData(OutputStyle.YoloV5, "one output [1,7,N]", 1, 6, 50)]
    [InlineData(OutputStyle.RtDetr, "outputs [1,N,2] and [1,N,4]", 1, 50, 7)]
    [InlineData(OutputStyle.NanoDet, "[1,64,2] and [1,64,4 * bins] for stride 8", 1, 64, 2)]
    public void Output_of_another_shape_is_refused_with_what_was_expected(OutputStyle style, string expected, params int[] shape) =>
        AssertRefused(TinyNetwork.Write(_folder, s_yolo with { Style = style }, s_input, Output("out", shape)),
            expected, $"'out' [{string.Join(",", shape)}]");

    [Fact]
    public void Surplus_output_is_refused() =>
        AssertRefused(TinyNetwork.Write(_folder, s_yolo, s_input, Output("a", 1, 6, 5), Output("b", 1, 6, 5)), "'a' [1,6,5], 'b' [1,6,5]");

    [Fact]
    public void Missing_features_are_refused() =>
        AssertRefused(TinyNetwork.Write(_folder, s_yolo with { Features = "inner" }, s_input, Output("out", 1, 6, 5)), "no output 'inner'");

    [Theory]
    [InlineData("[1,4,64,64]", "1", "4", "64", "64")]
    [InlineData("[2,3,64,64]", "2", "3", "64", "64")]
    [InlineData("3 axes", "3", "64", "64")]
    [InlineData("layout Nchw", "1", "64", "64", "3")]
    public void Input_of_another_shape_is_refused(string reason, params string[] shape) =>
        AssertRefused(TinyNetwork.Write(_folder, s_yolo, shape, Output("out", 1, 6, 5)), reason);

    [Fact]
    public void Input_of_another_type_is_refused()
    {
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.UInt8, s_input) }, Outputs = { new("out", OnnxType.Float, s_input) } };
        graph.Nodes.Add(new("Cast", "c", ["images"], ["out"]) { Attributes = { ["to"] = 1L } });
        AssertRefused(TinyNetwork.Save(_folder, graph, s_yolo), "'images' of UInt8");
    }

    [Fact]
    public void Second_input_is_refused()
    {
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.Float, s_input), new("sizes", OnnxType.Float, ["1"]) } };
        graph.Nodes.Add(new("Add", "a", ["images", "sizes"], ["out"]));
        graph.Outputs.Add(new("out", OnnxType.Float, null));
        AssertRefused(TinyNetwork.Save(_folder, graph, s_yolo), "'images' of Float, 'sizes' of Float", "one float input");
    }

    [Fact]
    public void Output_of_another_type_is_refused()
    {
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.Float, s_input) }, Outputs = { new("out", OnnxType.Int32, s_input) } };
        graph.Nodes.Add(new("Cast", "c", ["images"], ["out"]) { Attributes = { ["to"] = 6L } });
        AssertRefused(TinyNetwork.Save(_folder, graph, s_yolo), "'out' holds no 32-bit floats");
    }

    [Fact]
    public void Device_that_this_build_lacks_is_refused()
    {
        var model = TinyNetwork.Write(_folder, s_yolo, s_input, Output("out", 1, 6, 5));
        Assert.SkipWhen(OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"), "this build has it");
        var message = Assert.Throws<StvgException>(() => Detector.Open(model, new(64, 64), new() { Provider = ExecutionProvider.Cuda })).Message;
        Assert.Contains("Cuda", message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', message);
    }

    private static (string, int[], float[]) Output(string name, params int[] shape) => (name, shape, new float[shape.Aggregate(1, (a, b) => a * b)]);

    private static void AssertRefused(ModelEntry model, params string[] parts)
    {
        var message = Assert.Throws<StvgException>(() => Detector.Open(model, new(64, 64), new() { Threads = 1 }).Dispose()).Message;
        Assert.All(parts, part => Assert.Contains(part, message));
        Assert.DoesNotContain('\n', message);
    }
}
