namespace Stvg.Models.Import;

// Elementwise operations: they work in whatever order the axes lie.
internal sealed partial class TfjsConverter
{
    private Operand[] Unary(TfjsNode node, string op)
    {
        var x = Input(node, 0);
        return [Emit(node, op, [InOrder(x, x.Order)], x.Type, x.Shape, x.Order)];
    }

    private Operand Activate(TfjsNode node, Operand x, string op)
    {
        List<string> inputs = [InOrder(x, x.Order)];
        switch (op)
        {
            case "Relu":
                return Emit(node, "Relu", inputs, x.Type, x.Shape, x.Order);
            case "Relu6":
                inputs.Add(AddConstant(TensorData.OfFloats(NewName(), [], [0])));
                inputs.Add(AddConstant(TensorData.OfFloats(NewName(), [], [6])));
                return Emit(node, "Clip", inputs, x.Type, x.Shape, x.Order);
            case "LeakyRelu":
                var alpha = node.Number(node.Op == "LeakyRelu" ? "alpha" : "leakyrelu_alpha", 0.2f);
                return Emit(node, "LeakyRelu", inputs, x.Type, x.Shape, x.Order, new() { ["alpha"] = alpha });
            default:
                throw node.Refuse($"the activation {op} is not supported");
        }
    }

    private Operand[] Add(TfjsNode node)
    {
        Operand a = Input(node, 0), b = Input(node, 1);
        if (a.Constant is { Type: OnnxType.Int32 } x && b.Constant is { Type: OnnxType.Int32 } y && x.Shape.SequenceEqual(y.Shape))
        {
            int[] sums = [.. TensorData.Integers(x).Zip(TensorData.Integers(y), (i, j) => i + j)];
            return [Operand.Of(TensorData.OfIntegers(node.Name, x.Shape, sums))];
        }
        // A vector on top of a convolution that nobody else reads is its bias.
        if (a.Producer is { OpType: "Conv", Inputs.Count: 2 } && a.Rank == 4 && b.Constant is { Shape.Length: 1 } bias
            && bias.Shape[0] == a.Shape[3] && a.Order.SequenceEqual(s_channelsFirst) && IsReadOnce(node.Inputs[0]))
        {
            AddBias(node, a, bias, a.Shape[3]);
            return [a];
        }
        return Binary(node, "Add");
    }

    private Operand[] Binary(TfjsNode node, string op) => [Combine(node, op, Input(node, 0), Input(node, 1))];

    private Operand Combine(TfjsNode node, string op, Operand a, Operand b)
    {
        var shape = Broadcast(node, a.Shape, b.Shape);
        // The operand with all the axes decides about their order; with fewer axes the other can only follow when it is constant.
        var leader = a.Rank == shape.Length && a.Constant is null ? a : b;
        var order = leader.Rank == shape.Length && leader.Constant is null && CanFollow(a, shape) && CanFollow(b, shape)
            ? leader.Order : Operand.Natural(shape.Length);
        return Emit(node, op, [Follow(a, order), Follow(b, order)], a.Type, shape, order);
    }

    private static bool CanFollow(Operand operand, int[] shape) => operand.Rank == shape.Length || operand.Constant is not null;

    private string Follow(Operand operand, int[] order)
    {
        if (operand.Rank == order.Length) return InOrder(operand, order);
        if (operand.Constant is not { } constant) return Naturally(operand);
        int[] padded = [.. Enumerable.Repeat(1, order.Length - operand.Rank), .. constant.Shape];
        return InOrder(Operand.Of(constant with { Shape = padded }), order);
    }

    private static int[] Broadcast(TfjsNode node, int[] a, int[] b)
    {
        var shape = new int[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= shape.Length; i++)
        {
            int x = i <= a.Length ? a[^i] : 1, y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1) throw node.Refuse($"shapes [{string.Join(',', a)}] and [{string.Join(',', b)}] do not fit");
            shape[^i] = x == 1 ? y : x;
        }
        return shape;
    }

    // Rounds towards minus infinity, for integers too: (a - (a mod b)) / b with the remainder of b's sign.
    private Operand[] FloorDivide(TfjsNode node)
    {
        Operand a = Input(node, 0), b = Input(node, 1);
        if (a.Type != OnnxType.Float) return [Combine(node, "Div", Combine(node, "Sub", a, Combine(node, "Mod", a, b)), b)];
        var quotient = Combine(node, "Div", a, b);
        return [Emit(node, "Floor", [quotient.Name], a.Type, quotient.Shape, quotient.Order)];
    }

    private Operand[] SquaredDifference(TfjsNode node)
    {
        var difference = Combine(node, "Sub", Input(node, 0), Input(node, 1));
        return [Combine(node, "Mul", difference, difference)];
    }

    private Operand[] Cast(TfjsNode node)
    {
        var x = Input(node, 0);
        var type = ToOnnx(node, node.Type("DstT", ""));
        return [Emit(node, "Cast", [InOrder(x, x.Order)], type, x.Shape, x.Order, new() { ["to"] = (long)type })];
    }

    private Operand[] ArgMax(TfjsNode node)
    {
        var x = Input(node, 0);
        var axis = IntegerInput(node, 1)[0];
        axis = axis < 0 ? axis + x.Rank : axis;
        int[] shape = [.. x.Shape.Where((_, i) => i != axis)];
        Dictionary<string, object> attributes = new() { ["axis"] = (long)axis, ["keepdims"] = 0L };
        var index = Emit(node, "ArgMax", [Naturally(x)], OnnxType.Int64, shape, attributes: attributes);
        return [Emit(node, "Cast", [index.Name], OnnxType.Int32, shape, attributes: new() { ["to"] = (long)OnnxType.Int32 })];
    }
}
