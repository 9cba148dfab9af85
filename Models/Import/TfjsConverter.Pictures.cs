namespace Stvg.Models.Import;

// Convolutions, pooling, padding and resizing. TensorFlow's pictures are NHWC, ONNX's NCHW.
internal sealed partial class TfjsConverter
{
    private static readonly int[] s_channelsFirst = [0, 3, 1, 2];

    private Operand[] Convolution(TfjsNode node, bool depthwise)
    {
        RequireNhwc(node);
        var (x, padding) = AbsorbPadding(node, neutral: 0);
        var filter = ConstantInput(node, 1);
        if (x.Rank != 4 || filter.Shape.Length != 4) throw node.Refuse("picture and filter need four axes");
        int height = filter.Shape[0], width = filter.Shape[1], channels = filter.Shape[2];
        if (x.Shape[3] != channels) throw node.Refuse($"the picture has {x.Shape[3]} channels, the filter {channels}");

        // HWIO -> OIHW; depthwise [H, W, C, M] -> [C * M, 1, H, W].
        var weights = TensorData.Permute(filter, NewName(), depthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]);
        var outputs = depthwise ? channels * filter.Shape[3] : filter.Shape[3];
        if (depthwise) weights = weights with { Shape = [outputs, 1, height, width] };

        int[] strides = Spatial(node.Integers("strides")), dilations = Spatial(node.Integers("dilations"));
        Dictionary<string, object> attributes = new()
        {
            ["group"] = depthwise ? (long)channels : 1L,
            ["kernel_shape"] = new long[] { height, width },
            ["strides"] = ToLongs(strides),
            ["dilations"] = ToLongs(dilations),
        };
        var (h, w) = AddPadding(node, attributes, padding, x, strides,
            ((height - 1) * dilations[0]) + 1, ((width - 1) * dilations[1]) + 1);
        List<string> inputs = [InOrder(x, s_channelsFirst), AddConstant(weights)];
        var result = Emit(node, "Conv", inputs, OnnxType.Float, [x.Shape[0], h, w, outputs], s_channelsFirst, attributes);
        return [Fuse(node, result, outputs)];
    }

    private Operand Fuse(TfjsNode node, Operand result, int channels)
    {
        var next = 2;
        foreach (var op in node.Texts("fused_ops"))
        {
            if (op == "BiasAdd") AddBias(node, result, ConstantInput(node, next++), channels);
            else result = Activate(node, result, op);
        }
        return result;
    }

    private void AddBias(TfjsNode node, Operand convolution, OnnxTensor bias, int channels)
    {
        if (bias.Shape.Aggregate(1, (a, b) => a * b) != channels) throw node.Refuse($"its bias does not have {channels} values");
        convolution.Producer!.Inputs.Add(AddConstant(bias with { Name = NewName(), Shape = [channels] }));
    }

    private Operand[] MaxPool(TfjsNode node)
    {
        RequireNhwc(node);
        // ONNX pads a maximum with minus infinity itself.
        var (x, padding) = AbsorbPadding(node, float.NegativeInfinity);
        if (x.Rank != 4) throw node.Refuse("the picture needs four axes");
        int[] kernel = Spatial(node.Integers("ksize")), strides = Spatial(node.Integers("strides"));
        Dictionary<string, object> attributes = new() { ["kernel_shape"] = ToLongs(kernel), ["strides"] = ToLongs(strides) };
        var (h, w) = AddPadding(node, attributes, padding, x, strides, kernel[0], kernel[1]);
        return [Emit(node, "MaxPool", [InOrder(x, s_channelsFirst)], x.Type, [x.Shape[0], h, w, x.Shape[3]], s_channelsFirst, attributes)];
    }

    /// <summary>The node's picture; where it was just padded with a neutral value, the picture before that and the padding.</summary>
    private (Operand Picture, int[,] Padding) AbsorbPadding(TfjsNode node, float neutral)
    {
        var x = Input(node, 0);
        var none = new int[2, 2];
        if (node.Text("padding", "") != "VALID" || !IsReadOnce(node.Inputs[0])) return (x, none);
        if (x.Producer is not { OpType: "Pad" } pad) return (x, none);
        var before = _pads[pad];
        if (!before.IsReadOnce || before.Value != neutral) return (x, none);
        // TensorFlow transposes between the two change nothing about which axis is which: compare in this node's terms.
        var order = x.Order;
        var edges = new int[2, 2];
        for (var place = 0; place < order.Length; place++)
        {
            var (begin, end) = (before.Begin[place], before.End[place]);
            if (order[place] is 1 or 2) (edges[order[place] - 1, 0], edges[order[place] - 1, 1]) = (begin, end);
            else if (begin != 0 || end != 0) return (x, none);
        }
        _graph.Nodes.Remove(pad);
        int[] shape = [x.Shape[0], x.Shape[1] - edges[0, 0] - edges[0, 1], x.Shape[2] - edges[1, 0] - edges[1, 1], x.Shape[3]];
        return (new() { Name = pad.Inputs[0], Type = x.Type, Shape = shape, Order = order }, edges);
    }

    private static (int Height, int Width) AddPadding(
        TfjsNode node, Dictionary<string, object> attributes, int[,] extra, Operand x, int[] strides, int height, int width)
    {
        int Size(int axis, int kernel, int padding) => ((x.Shape[axis + 1] + padding - kernel) / strides[axis]) + 1;
        switch (node.Text("padding", ""))
        {
            case "SAME":
                attributes["auto_pad"] = "SAME_UPPER";
                return ((x.Shape[1] + strides[0] - 1) / strides[0], (x.Shape[2] + strides[1] - 1) / strides[1]);
            case "VALID":
                break;
            case "EXPLICIT" when node.Integers("explicit_paddings") is { Length: 8 } p:
                extra = new[,] { { (int)p[2], (int)p[3] }, { (int)p[4], (int)p[5] } };
                break;
            case var other:
                throw node.Refuse($"the padding '{other}' is not supported");
        }
        attributes["pads"] = new long[] { extra[0, 0], extra[1, 0], extra[0, 1], extra[1, 1] };
        return (Size(0, height, extra[0, 0] + extra[0, 1]), Size(1, width, extra[1, 0] + extra[1, 1]));
    }

    private sealed record Padding(int[] Begin, int[] End, float Value, bool IsReadOnce);

    private readonly Dictionary<OnnxNode, Padding> _pads = new(ReferenceEqualityComparer.Instance);

    private Operand[] Pad(TfjsNode node)
    {
        var x = Input(node, 0);
        var edges = IntegerInput(node, 1);
        if (edges.Length != 2 * x.Rank) throw node.Refuse($"{x.Rank} axes need {2 * x.Rank} paddings, not {edges.Length}");
        var value = node.Inputs.Count > 2 ? BitConverter.ToSingle(ConstantInput(node, 2).Data) : 0;
        int[] begin = [.. x.Order.Select(axis => edges[2 * axis])], end = [.. x.Order.Select(axis => edges[(2 * axis) + 1])];
        int[] shape = [.. x.Shape.Select((size, axis) => size + edges[2 * axis] + edges[(2 * axis) + 1])];
        var pads = AddConstant(TensorData.OfLongs(NewName(), ToLongs([.. begin, .. end])));
        var fill = AddConstant(TensorData.OfFloats(NewName(), [], [value]));
        var result = Emit(node, "Pad", [InOrder(x, x.Order), pads, fill], x.Type, shape, x.Order);
        _pads[result.Producer!] = new(begin, end, value, _readers[node.Name] == 1);
        return [result];
    }

    private Operand[] ResizeBilinear(TfjsNode node)
    {
        var x = Input(node, 0);
        var size = IntegerInput(node, 1);
        if (x.Rank != 4 || size.Length != 2) throw node.Refuse("it needs a picture of four axes and two sizes");
        var mode = node.Flag("half_pixel_centers") ? "half_pixel" : node.Flag("align_corners") ? "align_corners" : "asymmetric";
        Dictionary<string, object> attributes = new() { ["mode"] = "linear", ["coordinate_transformation_mode"] = mode };
        List<string> inputs = [InOrder(x, s_channelsFirst), ""];
        if (IsFree)
        {
            float[] scales = [1, 1, Ratio(node, x.Shape[1], size[0]), Ratio(node, x.Shape[2], size[1])];
            inputs.Add(AddConstant(TensorData.OfFloats(NewName(), [4], scales)));
        }
        else
        {
            inputs.AddRange(["", AddConstant(TensorData.OfLongs(NewName(), [x.Shape[0], x.Shape[3], size[0], size[1]]))]);
        }
        return [Emit(node, "Resize", inputs, x.Type, [x.Shape[0], size[0], size[1], x.Shape[3]], s_channelsFirst, attributes)];
    }

    private static float Ratio(TfjsNode node, int from, int to) =>
        from > 0 && to > 0 && (to % from == 0 || from % to == 0) ? (float)to / from
            : throw node.Refuse($"from {from} to {to} is no whole ratio, so the input size cannot be left free");

    private static void RequireNhwc(TfjsNode node)
    {
        if (node.Text("data_format", "NHWC") is not "NHWC" and var other) throw node.Refuse($"the layout {other} is not supported");
    }

    // Of four numbers for N, H, W, C those for height and width.
    private static int[] Spatial(long[] values) => values.Length == 4 ? [(int)values[1], (int)values[2]] : [1, 1];

    private static long[] ToLongs(int[] values) => [.. values.Select(v => (long)v)];
}
