namespace Stvg.Models.Import;

// Operations that only move values about.
internal sealed partial class TfjsConverter
{
    // No node is written: the result is the same tensor, read in another order.
    private Operand[] Transpose(TfjsNode node)
    {
        var x = Input(node, 0);
        var permutation = IntegerInput(node, 1);
        if (!permutation.Order().SequenceEqual(Operand.Natural(x.Rank))) throw node.Refuse("its permutation is none");
        int[] shape = [.. permutation.Select(axis => x.Shape[axis])];
        if (x.Constant is { } constant) return [Operand.Of(TensorData.Permute(constant, node.Name, permutation))];
        int[] order = [.. x.Order.Select(axis => Array.IndexOf(permutation, axis))];
        var producer = IsReadOnce(node.Inputs[0]) ? x.Producer : null;
        return [new() { Name = x.Name, Type = x.Type, Shape = shape, Order = order, Producer = producer }];
    }

    private Operand[] Reshape(TfjsNode node)
    {
        var x = Input(node, 0);
        var target = IntegerInput(node, 1);
        var count = x.Shape.Aggregate(1, (a, b) => a * b);
        var known = target.Where(s => s != -1).Aggregate(1, (a, b) => a * b);
        if (known == 0 || count % known != 0 || (count != known && !target.Contains(-1)))
            throw node.Refuse($"[{string.Join(',', x.Shape)}] does not become [{string.Join(',', target)}]");
        int[] shape = [.. target.Select(s => s == -1 ? count / known : s)];
        var wanted = AddConstant(TensorData.OfLongs(NewName(), ToLongs(target)));
        return [Emit(node, "Reshape", [Naturally(x), wanted], x.Type, shape)];
    }

    private Operand[] Concat(TfjsNode node)
    {
        var parts = Enumerable.Range(0, node.Inputs.Count - 1).Select(i => Input(node, i)).ToList();
        var first = parts.Find(p => p.Constant is null) ?? parts[0];
        var axis = IntegerInput(node, node.Inputs.Count - 1)[0];
        axis = axis < 0 ? axis + first.Rank : axis;
        if (parts.Any(p => p.Rank != first.Rank || p.Shape.Where((size, i) => i != axis && size != first.Shape[i]).Any()))
            throw node.Refuse("its parts differ in size");
        int[] shape = [.. first.Shape];
        shape[axis] = parts.Sum(p => p.Shape[axis]);
        List<string> inputs = [.. parts.Select(p => InOrder(p, first.Order))];
        return [Emit(node, "Concat", inputs, first.Type, shape, first.Order, new() { ["axis"] = (long)first.PlaceOf(axis) })];
    }

    private Operand[] SplitV(TfjsNode node)
    {
        var x = Input(node, 0);
        var sizes = IntegerInput(node, 1);
        var axis = IntegerInput(node, 2)[0];
        axis = axis < 0 ? axis + x.Rank : axis;
        if (sizes.Sum() != x.Shape[axis]) throw node.Refuse($"its parts have {sizes.Sum()} of {x.Shape[axis]} elements");
        return Split(node, x, axis, sizes);
    }

    private Operand[] Split(TfjsNode node, Operand x, int axis, int[] sizes)
    {
        var made = new OnnxNode("Split", node.Name, [InOrder(x, x.Order), AddConstant(TensorData.OfLongs(NewName(), ToLongs(sizes)))],
            [.. sizes.Select(_ => NewName())]) { Attributes = { ["axis"] = (long)x.PlaceOf(axis) } };
        _graph.Nodes.Add(made);
        return [.. sizes.Select((size, i) => new Operand
        {
            Name = made.Outputs[i], Type = x.Type, Shape = [.. x.Shape.Select((s, j) => j == axis ? size : s)], Order = x.Order,
        })];
    }

    private Operand[] Pack(TfjsNode node)
    {
        var parts = Enumerable.Range(0, node.Inputs.Count).Select(i => Input(node, i)).ToList();
        var rank = parts[0].Rank + 1;
        var axis = (int)node.Integer("axis", 0);
        axis = axis < 0 ? axis + rank : axis;
        if (parts.Any(p => !p.Shape.SequenceEqual(parts[0].Shape))) throw node.Refuse("its parts differ in size");
        List<string> inputs = [.. parts.Select(p => Unsqueeze(node, p, axis).Name)];
        int[] shape = [.. parts[0].Shape[..axis], parts.Count, .. parts[0].Shape[axis..]];
        return [Emit(node, "Concat", inputs, parts[0].Type, shape, attributes: new() { ["axis"] = (long)axis })];
    }

    private Operand[] Unpack(TfjsNode node)
    {
        var x = Input(node, 0);
        var axis = (int)node.Integer("axis", 0);
        axis = axis < 0 ? axis + x.Rank : axis;
        if (x.Shape[axis] == 1) return [Drop(node, x, [axis])];
        return [.. Split(node, x, axis, [.. Enumerable.Repeat(1, x.Shape[axis])]).Select(part => Drop(node, part, [axis]))];
    }

    private Operand[] Squeeze(TfjsNode node)
    {
        var x = Input(node, 0);
        int[] axes = [.. node.Integers("squeeze_dims").Select(a => (int)(a < 0 ? a + x.Rank : a))];
        if (axes.Length == 0) axes = [.. Operand.Natural(x.Rank).Where(a => x.Shape[a] == 1)];
        if (axes.Any(a => x.Shape[a] != 1)) throw node.Refuse("it drops an axis longer than 1");
        return [Drop(node, x, axes)];
    }

    private Operand Drop(TfjsNode node, Operand x, int[] axes)
    {
        var list = AddConstant(TensorData.OfLongs(NewName(), ToLongs(axes)));
        return Emit(node, "Squeeze", [Naturally(x), list], x.Type, [.. x.Shape.Where((_, i) => !axes.Contains(i))]);
    }

    private Operand[] ExpandDims(TfjsNode node)
    {
        var x = Input(node, 0);
        var axis = IntegerInput(node, 1)[0];
        return [Unsqueeze(node, x, axis < 0 ? axis + x.Rank + 1 : axis)];
    }

    private Operand Unsqueeze(TfjsNode node, Operand x, int axis)
    {
        var list = AddConstant(TensorData.OfLongs(NewName(), [axis]));
        return Emit(node, "Unsqueeze", [Naturally(x), list], x.Type, [.. x.Shape[..axis], 1, .. x.Shape[axis..]]);
    }

    private Operand[] GatherNd(TfjsNode node)
    {
        Operand x = Input(node, 0), indices = Input(node, 1);
        var depth = indices.Shape[^1];
        Dictionary<string, object> toInt64 = new() { ["to"] = (long)OnnxType.Int64 };
        var wide = Emit(node, "Cast", [Naturally(indices)], OnnxType.Int64, indices.Shape, attributes: toInt64);
        return [Emit(node, "GatherND", [Naturally(x), wide.Name], x.Type, [.. indices.Shape[..^1], .. x.Shape[depth..]])];
    }

    // Converters leave these behind where a shape was computed; they are always constant.
    private Operand[] SparseToDense(TfjsNode node)
    {
        int[] indices = IntegerInput(node, 0), shape = IntegerInput(node, 1);
        int[] values = IntegerInput(node, 2), otherwise = IntegerInput(node, 3);
        if (shape.Length != 1) throw node.Refuse("only vectors are supported");
        var dense = new int[shape[0]];
        Array.Fill(dense, otherwise[0]);
        for (var i = 0; i < indices.Length; i++) dense[indices[i]] = values[values.Length == 1 ? 0 : i];
        return [Operand.Of(TensorData.OfIntegers(node.Name, shape, dense))];
    }
}
