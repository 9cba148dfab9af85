using Stvg.Models.Tests.Support;
using static Stvg.Models.Tests.Support.TfGraph;

namespace Stvg.Models.Tests.Import;

public sealed class TfjsConverterShapeTests
{
    private static readonly float[] s_six = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Reshape_fills_in_the_open_axis()
    {
        var (shape, values) = Run(Matrix().Vector("s", 3, -1).Node("Reshape", "y", ["x", "s"]));
        Assert.Equal([3L, 2], shape);
        Assert.Equal(s_six, values);
    }

    [Fact]
    public void Reshape_after_a_transpose_sees_the_transposed_values()
    {
        var (_, values) = Run(Matrix().Vector("p", 1, 0).Vector("s", 6).Node("Transpose", "t", ["x", "p"]).Node("Reshape", "y", ["t", "s"]));
        Assert.Equal([1f, 4, 2, 5, 3, 6], values);
    }

    [Fact]
    public void Shape_out_of_a_sparse_vector_and_a_sum_is_computed_beforehand()
    {
        var graph = Matrix().Integers("i", [0, 1]).Vector("n", 2).Integers("v", [0]).Scalar("d", 0).Vector("base", 3, -1)
            .Node("SparseToDense", "sparse", ["i", "n", "v", "d"]).Node("AddV2", "s", ["base", "sparse"]).Node("Reshape", "y", ["x", "s"]);
        Assert.Equal([3L, 2], Run(graph).Shape);
    }

    [Fact]
    public void Concat_joins_parts_that_lie_in_different_orders()
    {
        var graph = Matrix().Vector("p", 1, 0).Vector("s", 2, 3).Scalar("axis", -1)
            .Node("Transpose", "t", ["x", "p"]).Node("Reshape", "r", ["t", "s"]).Node("Transpose", "rt", ["r", "p"])
            .Node("ConcatV2", "y", ["t", "rt", "axis"]);
        var (shape, values) = Run(graph);
        Assert.Equal([3L, 4], shape);
        Assert.Equal([1f, 4, 1, 5, 2, 5, 4, 3, 3, 6, 2, 6], values);
    }

    [Fact]
    public void SplitV_gives_every_part_its_own_output()
    {
        var graph = Matrix().Vector("sizes", 1, 2).Scalar("axis", 1).Node("SplitV", "s", ["x", "sizes", "axis"]).Node("Relu", "y", ["s:1"]);
        Assert.Equal([2f, 3, 5, 6], Run(graph).Values);
    }

    [Fact]
    public void Unpack_and_Pack_turn_an_axis_round()
    {
        var graph = Matrix().Node("Unpack", "u", ["x"], Integer("axis", 1), Integer("num", 3))
            .Node("Pack", "y", ["u:2", "u", "u:1"], Integer("axis", 0));
        var (shape, values) = Run(graph);
        Assert.Equal([3L, 2], shape);
        Assert.Equal([3f, 6, 1, 4, 2, 5], values);
    }

    [Fact]
    public void ExpandDims_and_Squeeze_change_only_the_shape()
    {
        Assert.Equal([2L, 3, 1], Run(Matrix().Scalar("a", -1).Node("ExpandDims", "y", ["x", "a"])).Shape);
        var round = Matrix().Scalar("a", 1).Node("ExpandDims", "e", ["x", "a"]).Node("Squeeze", "y", ["e"], List("squeeze_dims", 1));
        Assert.Equal([2L, 3], Run(round).Shape);
    }

    [Fact]
    public void GatherNd_reads_by_coordinates()
    {
        var graph = Matrix().Integers("i", [2, 2], 1, 0, 0, 2).Node("GatherNd", "y", ["x", "i"]);
        Assert.Equal([4f, 3], Run(graph).Values);
    }

    [Fact]
    public void ArgMax_gives_32_bit_indices()
    {
        var graph = new TfGraph().Input("x", [2, 3]).Scalar("axis", 1).Node("ArgMax", "y", ["x", "axis"]).Output("y").Convert();
        Assert.Equal([2f, 0], OnnxRunner.RunOne(graph, new float[] { 1, 2, 9, 8, 3, 4 }, 2, 3));
    }

    [Theory]
    [InlineData("FloorDiv", new[] { -3f, -1, 0, 2 })]
    [InlineData("Sub", new[] { -10f, -4, -2, 4 })]
    [InlineData("Mul", new[] { -21f, -3, 3, 21 })]
    [InlineData("SquaredDifference", new[] { 100f, 16, 4, 16 })]
    public void Integer_arithmetic_rounds_as_TensorFlow_does(string op, float[] expected)
    {
        var graph = new TfGraph().Input("x", [4], "DT_INT32").Scalar("three", 3).Node(op, "y", ["x", "three"]).Output("y").Convert();
        Assert.Equal(expected, OnnxRunner.RunOne(graph, new[] { -7, -1, 1, 7 }, 4));
    }

    [Fact]
    public void Division_and_casts_of_floats()
    {
        var graph = new TfGraph().Input("x", [2], "DT_INT32").Floats("half", [], 0.5f)
            .Node("Cast", "f", ["x"], Type("SrcT", "DT_INT32"), Type("DstT", "DT_FLOAT"))
            .Node("RealDiv", "d", ["f", "half"]).Node("Sqrt", "y", ["d"]);
        Assert.Equal([2f, 4], OnnxRunner.RunOne(graph.Output("y").Convert(), new[] { 2, 8 }, 2));
    }

    [Fact]
    public void Constants_of_fewer_axes_follow_a_transposed_operand()
    {
        var graph = Matrix().Vector("p", 1, 0).Floats("c", [2], 10, 20).Node("Transpose", "t", ["x", "p"]).Node("Add", "y", ["t", "c"]);
        Assert.Equal([11f, 24, 12, 25, 13, 26], Run(graph).Values);
    }

    private static TfGraph Matrix() => new TfGraph().Input("x", [2, 3]);

    private static (long[] Shape, float[] Values) Run(TfGraph graph) => OnnxRunner.Run(graph.Output("y").Convert(), s_six, 2, 3)["y"];
}
