using Stvg.Core;
using Stvg.Models.Import;
using Stvg.Models.Tests.Support;
using static Stvg.Models.Tests.Support.TfGraph;

namespace Stvg.Models.Tests.Import;

public sealed class TfjsConverterTests
{
    private static readonly float[] s_picture = [.. Enumerable.Range(0, 4 * 5 * 2).Select(i => (float)Math.Sin(i * 1.7) * 3)]; // [1,4,5,2]
    private static readonly float[] s_filter = [.. Enumerable.Range(0, 3 * 3 * 2 * 3).Select(i => (float)Math.Cos(i * 0.9))]; // [3,3,2,3]

    [Theory]
    [InlineData("SAME", 1)]
    [InlineData("SAME", 2)]
    [InlineData("VALID", 1)]
    public void Convolution_with_bias_and_relu6_equals_its_definition(string padding, int stride)
    {
        var graph = Picture().Floats("f", [3, 3, 2, 3], s_filter).Floats("b", [3], 0.5f, -1, 2)
            .Node("_FusedConv2D", "y", ["x", "f", "b"], Window(padding, stride, Texts("fused_ops", "BiasAdd", "Relu6")))
            .Output("y");
        var expected = Naive.Convolve(s_picture, 4, 5, 2, s_filter, 3, stride, padding == "SAME", [0.5f, -1, 2]).Select(v => Math.Clamp(v, 0, 6));
        AssertClose(expected, Run(graph));
    }

    [Fact]
    public void Depthwise_convolution_equals_its_definition()
    {
        float[] filter = [.. Enumerable.Range(0, 3 * 3 * 2).Select(i => (float)i)]; // [3,3,2,1]
        var graph = Picture().Floats("f", [3, 3, 2, 1], filter).Node("DepthwiseConv2dNative", "y", ["x", "f"], Window("SAME")).Output("y");
        // As a full convolution whose filter is zero between different channels.
        float[] full = [.. Enumerable.Range(0, 9).SelectMany(k => (float[])[filter[2 * k], 0, 0, filter[(2 * k) + 1]])];
        AssertClose(Naive.Convolve(s_picture, 4, 5, 2, full, 2, 1, true, [0, 0]), Run(graph));
    }

    [Fact]
    public void Addition_of_a_vector_becomes_the_bias_unless_somebody_else_reads_the_convolution()
    {
        var alone = Picture().Floats("f", [3, 3, 2, 3], s_filter).Floats("b", [3], 1, 2, 3)
            .Node("Conv2D", "c", ["x", "f"], Window("VALID")).Node("Add", "y", ["c", "b"]);
        Assert.DoesNotContain(alone.Output("y").Convert().Nodes, n => n.OpType == "Add");

        var shared = Picture().Floats("f", [3, 3, 2, 3], s_filter).Floats("b", [3], 1, 2, 3)
            .Node("Conv2D", "c", ["x", "f"], Window("VALID")).Node("Add", "y", ["c", "b"]).Output("c", "y").Convert();
        var results = OnnxRunner.Run(shared, s_picture, 1, 4, 5, 2);
        AssertClose(Naive.Convolve(s_picture, 4, 5, 2, s_filter, 3, 1, false, [0, 0, 0]), results["c"].Values);
        AssertClose(Naive.Convolve(s_picture, 4, 5, 2, s_filter, 3, 1, false, [1, 2, 3]), results["y"].Values);
    }

    [Theory]
    [InlineData(0f, true)]
    [InlineData(1f, false)]
    public void Padding_goes_into_the_convolution_only_when_it_pads_with_zero(float value, bool absorbed)
    {
        var graph = Picture().Integers("p", [4, 2], 0, 0, 1, 1, 1, 1, 0, 0).Floats("v", [], value).Floats("f", [3, 3, 2, 3], s_filter)
            .Node("PadV2", "padded", ["x", "p", "v"]).Node("Conv2D", "y", ["padded", "f"], Window("VALID")).Output("y");
        Assert.Equal(absorbed, graph.Convert().Nodes.TrueForAll(n => n.OpType != "Pad"));
        var padded = Naive.Pad(s_picture, 4, 5, 2, 1, value);
        AssertClose(Naive.Convolve(padded, 6, 7, 2, s_filter, 3, 1, false, [0, 0, 0]), Run(graph));
    }

    [Fact]
    public void Padding_that_somebody_else_reads_stays()
    {
        var graph = Picture().Integers("p", [4, 2], 0, 0, 1, 1, 1, 1, 0, 0).Floats("f", [3, 3, 2, 3], s_filter)
            .Node("Pad", "padded", ["x", "p"]).Node("Conv2D", "y", ["padded", "f"], Window("VALID")).Output("y", "padded").Convert();
        var results = OnnxRunner.Run(graph, s_picture, 1, 4, 5, 2);
        Assert.Equal([1L, 6, 7, 2], results["padded"].Shape);
        AssertClose(Naive.Convolve(results["padded"].Values, 6, 7, 2, s_filter, 3, 1, false, [0, 0, 0]), results["y"].Values);
    }

    [Fact]
    public void Padding_with_minus_infinity_goes_into_the_pooling()
    {
        var graph = Picture().Integers("p", [4, 2], 0, 0, 1, 1, 1, 1, 0, 0).Floats("v", [], float.NegativeInfinity)
            .Node("PadV2", "padded", ["x", "p", "v"]).Node("MaxPool", "y", ["padded"], Window("VALID", 1, List("ksize", 1, 3, 3, 1))).Output("y");
        Assert.DoesNotContain(graph.Convert().Nodes, n => n.OpType == "Pad");
        var result = Run(graph);
        Assert.Equal(s_picture.Length, result.Length);
        int[] topLeft = [0, 2, 10, 12];
        Assert.Equal(topLeft.Max(i => s_picture[i]), result[0]);
    }

    [Fact]
    public void Transposes_cancel_out()
    {
        var graph = new TfGraph().Input("x", [1, 2, 4, 5]).Vector("nhwc", 0, 2, 3, 1).Vector("nchw", 0, 3, 1, 2).Floats("f", [3, 3, 2, 3], s_filter)
            .Node("Transpose", "a", ["x", "nhwc"]).Node("Conv2D", "b", ["a", "f"], Window("SAME")).Node("Transpose", "c", ["b", "nchw"])
            .Node("LeakyRelu", "y", ["c"], Number("alpha", 0.1f)).Output("y").Convert();
        Assert.DoesNotContain(graph.Nodes, n => n.OpType == "Transpose");
        var planes = Naive.ToPlanes(s_picture, 4, 5, 2);
        var expected = Naive.Convolve(s_picture, 4, 5, 2, s_filter, 3, 1, true, [0, 0, 0]).Select(v => v < 0 ? v * 0.1f : v).ToArray();
        AssertClose(Naive.ToPlanes(expected, 4, 5, 3), OnnxRunner.RunOne(graph, planes, 1, 2, 4, 5));
    }

    [Fact]
    public void Resize_keeps_its_ratio_when_the_input_size_is_free()
    {
        var graph = new TfGraph().Input("x", [1, 2, 2, 1]).Vector("size", 4, 4)
            .Node("ResizeBilinear", "y", ["x", "size"], Flag("half_pixel_centers")).Output("y")
            .Convert(new() { InputShape = ["1", "height", "width", "1"] });
        var (shape, values) = OnnxRunner.Run(graph, new float[] { 0, 4, 8 }, 1, 1, 3, 1)["y"];
        Assert.Equal([1L, 2, 6, 1], shape);
        AssertClose([0, 1, 3, 5, 7, 8], values[..6]);
    }

    [Fact]
    public void Resize_without_a_whole_ratio_cannot_be_free()
    {
        var graph = new TfGraph().Input("x", [1, 3, 3, 1]).Vector("size", 4, 4).Node("ResizeBilinear", "y", ["x", "size"]).Output("y");
        AssertRefused(() => graph.Convert(new() { InputShape = ["1", "h", "w", "1"] }), "'y' (ResizeBilinear)", "from 3 to 4");
    }

    [Theory]
    [InlineData("half_pixel_centers", new[] { 0f, 1, 3, 4 })]
    [InlineData("align_corners", new[] { 0f, 4f / 3, 8f / 3, 4 })]
    [InlineData("legacy", new[] { 0f, 2, 4, 4 })]
    public void Resize_follows_the_rule_for_pixel_centres(string rule, float[] expected)
    {
        var graph = new TfGraph().Input("x", [1, 1, 2, 1]).Vector("size", 1, 4).Node("ResizeBilinear", "y", ["x", "size"], Flag(rule)).Output("y");
        AssertClose(expected, OnnxRunner.RunOne(graph.Convert(), new float[] { 0, 4 }, 1, 1, 2, 1));
    }

    [Fact]
    public void Inner_results_become_outputs_in_the_wanted_order()
    {
        var options = new TfjsImportOptions { ExtraOutputs = [new("inner", "features", [0, 2, 1])] };
        var graph = new TfGraph().Input("x", [1, 2, 3]).Node("Relu", "inner", ["x"]).Node("Sigmoid", "y", ["inner"]).Output("y").Convert(options);
        var (shape, values) = OnnxRunner.Run(graph, new float[] { 1, 2, 3, 4, 5, 6 }, 1, 2, 3)["features"];
        Assert.Equal([1L, 3, 2], shape);
        Assert.Equal([1f, 4, 2, 5, 3, 6], values);
    }

    [Fact]
    public void Unsupported_operation_is_refused_with_its_name() =>
        AssertRefused(() => Picture().Node("FFT2D", "y", ["x"]).Output("y").Convert(), "'y' (FFT2D)", "not supported");

    [Fact]
    public void Node_that_does_not_exist_is_refused() =>
        AssertRefused(() => Picture().Node("Relu", "y", ["z"]).Output("y").Convert(), "no node 'z'");

    [Fact]
    public void Constant_without_weights_is_refused() =>
        AssertRefused(() => Picture().Node("Const", "y", []).Output("y").Convert(), "'y' (Const)", "weights");

    [Fact]
    public void Cycle_is_refused() =>
        AssertRefused(() => Picture().Node("Relu", "a", ["b"]).Node("Relu", "b", ["a"]).Output("b").Convert(), "depends on itself");

    [Fact]
    public void Channels_that_do_not_fit_the_filter_are_refused() => AssertRefused(
        () => Picture().Floats("f", [1, 1, 3, 1], 1, 2, 3).Node("Conv2D", "y", ["x", "f"], Window("SAME")).Output("y").Convert(),
        "2 channels, the filter 3");

    [Fact]
    public void Computed_shape_is_refused() => AssertRefused(
        () => new TfGraph().Input("x", [4], "DT_INT32").Node("Reshape", "y", ["x", "x"]).Output("y").Convert(), "only constants are supported");

    [Theory]
    [InlineData("Conv2D")]
    [InlineData("Reshape")]
    [InlineData("Sub")]
    public void Missing_inputs_are_refused(string op) => AssertRefused(
        () => Picture().Node(op, "y", ["x"], Window("SAME")).Output("y").Convert(), $"'y' ({op})", "it has 1 inputs, and needs 2");

    [Fact]
    public void Parts_of_different_size_are_refused() => AssertRefused(
        () => new TfGraph().Input("x", [2, 3]).Floats("c", [3, 3], new float[9]).Scalar("a", 1)
            .Node("ConcatV2", "y", ["x", "c", "a"]).Output("y").Convert(),
        "'y' (ConcatV2)", "differ in size");

    [Fact]
    public void Axis_that_does_not_exist_is_refused() => AssertRefused(
        () => Picture().Scalar("a", 7).Node("ConcatV2", "z", ["x", "x", "a"]).Output("z").Convert(), "'z' (ConcatV2)", "inconsistent");

    private static TfGraph Picture() => new TfGraph().Input("x", [1, 4, 5, 2]);

    private static float[] Run(TfGraph graph) => OnnxRunner.RunOne(graph.Convert(), s_picture, 1, 4, 5, 2);

    private static void AssertClose(IEnumerable<float> expected, float[] actual)
    {
        Assert.Equal(expected.Count(), actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-4f));
    }

    private static void AssertRefused(Func<object> convert, params string[] parts)
    {
        var message = Assert.Throws<StvgException>(convert).Message;
        Assert.All(parts, part => Assert.Contains(part, message));
        Assert.DoesNotContain('\n', message);
    }
}
