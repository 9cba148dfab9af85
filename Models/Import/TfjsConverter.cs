using Stvg.Core;

namespace Stvg.Models.Import;

/// <summary>
/// Turns a TensorFlow.js graph model into an ONNX graph (operator set 18): the operations that image models of the
/// MobileNet and ShuffleNet families use. Anything else is refused with its name.
/// </summary>
internal sealed partial class TfjsConverter
{
    private static readonly Dictionary<string, Func<TfjsConverter, TfjsNode, Operand[]>> s_operations = new()
    {
        ["Placeholder"] = (c, n) => c.Placeholder(n),
        ["Identity"] = (c, n) => [c.Input(n, 0).Detached()],
        ["Conv2D"] = (c, n) => c.Convolution(n, depthwise: false),
        ["_FusedConv2D"] = (c, n) => c.Convolution(n, depthwise: false),
        ["DepthwiseConv2dNative"] = (c, n) => c.Convolution(n, depthwise: true),
        ["FusedDepthwiseConv2dNative"] = (c, n) => c.Convolution(n, depthwise: true),
        ["MaxPool"] = (c, n) => c.MaxPool(n),
        ["Pad"] = (c, n) => c.Pad(n),
        ["PadV2"] = (c, n) => c.Pad(n),
        ["ResizeBilinear"] = (c, n) => c.ResizeBilinear(n),
        ["Add"] = (c, n) => c.Add(n),
        ["AddV2"] = (c, n) => c.Add(n),
        ["BiasAdd"] = (c, n) => c.Add(n),
        ["Sub"] = (c, n) => c.Binary(n, "Sub"),
        ["Mul"] = (c, n) => c.Binary(n, "Mul"),
        ["RealDiv"] = (c, n) => c.Binary(n, "Div"),
        ["FloorDiv"] = (c, n) => c.FloorDivide(n),
        ["SquaredDifference"] = (c, n) => c.SquaredDifference(n),
        ["Sigmoid"] = (c, n) => c.Unary(n, "Sigmoid"),
        ["Relu"] = (c, n) => c.Unary(n, "Relu"),
        ["Relu6"] = (c, n) => [c.Activate(n, c.Input(n, 0), "Relu6")],
        ["LeakyRelu"] = (c, n) => [c.Activate(n, c.Input(n, 0), "LeakyRelu")],
        ["Sqrt"] = (c, n) => c.Unary(n, "Sqrt"),
        ["Cast"] = (c, n) => c.Cast(n),
        ["ArgMax"] = (c, n) => c.ArgMax(n),
        ["Transpose"] = (c, n) => c.Transpose(n),
        ["Reshape"] = (c, n) => c.Reshape(n),
        ["ConcatV2"] = (c, n) => c.Concat(n),
        ["SplitV"] = (c, n) => c.SplitV(n),
        ["Pack"] = (c, n) => c.Pack(n),
        ["Unpack"] = (c, n) => c.Unpack(n),
        ["Squeeze"] = (c, n) => c.Squeeze(n),
        ["ExpandDims"] = (c, n) => c.ExpandDims(n),
        ["GatherNd"] = (c, n) => c.GatherNd(n),
        ["SparseToDense"] = (c, n) => c.SparseToDense(n),
    };

    private readonly TfjsModel _model;
    private readonly TfjsImportOptions _options;
    private readonly OnnxGraph _graph = new();
    private readonly Dictionary<string, Operand[]> _results = [];
    private readonly Dictionary<string, int> _readers = [];
    private readonly Dictionary<(string Name, string Order), string> _reordered = [];
    private int _names;

    private TfjsConverter(TfjsModel model, TfjsImportOptions options) => (_model, _options) = (model, options);

    /// <exception cref="StvgException">The model uses what is not supported, or does not fit together.</exception>
    public static OnnxGraph Convert(TfjsModel model, TfjsImportOptions? options = null)
    {
        var converter = new TfjsConverter(model, options ?? new());
        converter.Run();
        return converter._graph;
    }

    private bool IsFree => _options.InputShape is not null;

    private void Run()
    {
        string[] wanted = [.. _model.Outputs, .. _options.ExtraOutputs.Select(o => o.Node)];
        foreach (var node in wanted) CountReader(node);
        foreach (var edge in _model.Nodes.Values.SelectMany(n => n.Inputs)) CountReader(edge.Node);
        foreach (var node in wanted) Visit(node);
        foreach (var name in _model.Outputs) AddOutput(name, _results[name][0], []);
        foreach (var (node, name, transpose) in _options.ExtraOutputs) AddOutput(name, _results[node][0], transpose);
        // What belonged to operations that were taken into others.
        var read = _graph.Nodes.SelectMany(n => n.Inputs).ToHashSet();
        _graph.Initializers.RemoveAll(i => !read.Contains(i.Name));
    }

    private void CountReader(string node) => _readers[node] = _readers.GetValueOrDefault(node) + 1;

    // Depth first, so that a node comes after what it reads; with an own stack, as graphs are hundreds of nodes deep.
    private void Visit(string root)
    {
        HashSet<string> open = [];
        var stack = new Stack<string>([root]);
        while (stack.TryPeek(out var name))
        {
            if (_results.ContainsKey(name))
            {
                stack.Pop();
                continue;
            }
            var node = _model.Nodes.GetValueOrDefault(name) ?? throw new StvgException($"cannot import the model: it has no node '{name}'");
            var missing = node.Inputs.Where(i => !_results.ContainsKey(i.Node)).Select(i => i.Node).ToList();
            if (missing.Count == 0)
            {
                _results[name] = Translate(node);
                continue;
            }
            if (!open.Add(name)) throw node.Refuse("it depends on itself");
            missing.ForEach(stack.Push);
        }
    }

    private Operand[] Translate(TfjsNode node)
    {
        if (node.Op == "Const")
            return [Operand.Of(_model.Weights.GetValueOrDefault(node.Name) ?? throw node.Refuse("the weights do not hold it"))];
        var operation = s_operations.GetValueOrDefault(node.Op) ?? throw node.Refuse("this operation is not supported");
        try
        {
            return operation(this, node);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException or FormatException)
        {
            throw node.Refuse($"its inputs or attributes are inconsistent ({e.Message})", e);
        }
    }

    private Operand[] Placeholder(TfjsNode node)
    {
        var shape = node.Shape("shape");
        if (shape.Length == 0 || shape.Any(s => s <= 0)) throw node.Refuse("the input's size is not fixed in the file");
        if (_options.InputShape is { } wanted && wanted.Count != shape.Length)
            throw node.Refuse($"the input has {shape.Length} axes, not {wanted.Count}");
        var type = ToOnnx(node, node.Type("dtype", "DT_FLOAT"));
        _graph.Inputs.Add(new(node.Name, type, _options.InputShape ?? [.. shape.Select(s => $"{s}")]));
        return [new() { Name = node.Name, Type = type, Shape = shape, Order = Operand.Natural(shape.Length) }];
    }

    private void AddOutput(string name, Operand operand, IReadOnlyList<int> transpose)
    {
        int[] order = transpose.Count == 0 ? Operand.Natural(operand.Rank) : [.. transpose];
        var source = InOrder(operand, order);
        _graph.Nodes.Add(new("Identity", name, [source], [name]));
        string[]? shape = IsFree ? null : [.. order.Select(axis => $"{operand.Shape[axis]}")];
        _graph.Outputs.Add(new(name, operand.Type, shape));
    }

    private Operand Input(TfjsNode node, int index)
    {
        if (index >= node.Inputs.Count) throw node.Refuse($"it has {node.Inputs.Count} inputs, and needs {index + 1}");
        var edge = node.Inputs[index];
        var results = _results[edge.Node];
        return edge.Output < results.Length ? results[edge.Output] : throw node.Refuse($"'{edge.Node}' has no output {edge.Output}");
    }

    private OnnxTensor ConstantInput(TfjsNode node, int index) =>
        Input(node, index).Constant ?? throw node.Refuse($"its input {index} is computed; only constants are supported there");

    private int[] IntegerInput(TfjsNode node, int index) => TensorData.Integers(ConstantInput(node, index));

    private bool IsReadOnce(TfjsEdge edge) => _readers[edge.Node] == 1;

    private string NewName() => $"t{_names++}";

    private string AddConstant(OnnxTensor tensor)
    {
        _graph.Initializers.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Adds a node with one output; the result's axes are in the given order.</summary>
    private Operand Emit(
        TfjsNode node, string op, List<string> inputs, OnnxType type, int[] shape, int[]? order = null,
        Dictionary<string, object>? attributes = null)
    {
        var name = NewName();
        var made = new OnnxNode(op, $"{node.Name}/{name}", inputs, [name]) { Attributes = attributes ?? [] };
        _graph.Nodes.Add(made);
        return new() { Name = name, Type = type, Shape = shape, Order = order ?? Operand.Natural(shape.Length), Producer = made };
    }

    private string Naturally(Operand operand) => InOrder(operand, Operand.Natural(operand.Rank));

    /// <summary>The operand's name with its axes in the given order, transposed if need be.</summary>
    private string InOrder(Operand operand, int[] order)
    {
        if (operand.Constant is { } constant) return AddConstant(TensorData.Permute(constant, NewName(), order));
        if (operand.Order.SequenceEqual(order)) return operand.Name;
        var key = (operand.Name, string.Join(',', order));
        if (_reordered.TryGetValue(key, out var known)) return known;
        var name = NewName();
        long[] permutation = [.. order.Select(axis => (long)operand.PlaceOf(axis))];
        _graph.Nodes.Add(new("Transpose", name, [operand.Name], [name]) { Attributes = { ["perm"] = permutation } });
        return _reordered[key] = name;
    }

    private static OnnxType ToOnnx(TfjsNode node, string type) => type switch
    {
        "DT_FLOAT" => OnnxType.Float,
        // TensorFlow.js has no 64-bit integers and computes these with 32 bits.
        "DT_INT32" or "DT_INT64" => OnnxType.Int32,
        "DT_BOOL" => OnnxType.Bool,
        "DT_UINT8" => OnnxType.UInt8,
        _ => throw node.Refuse($"the type {type} is not supported"),
    };
}
