using System.Globalization;
using Stvg.Core.Learning.Export;
using Stvg.Models.Import;

namespace Stvg.Models.Learning;

/// <summary>
/// Writes operations down as nodes of an ONNX graph, under the names that the learning tape of Core has for them, so that the network
/// reads alike in both. Values are called by the part of the network that makes them and a number.
/// </summary>
internal sealed class GraphDrawing(IReadOnlyList<GrounderMatrix> matrices)
{
    private const float GeluFactor = 1.702f, NormEpsilon = 1e-5f;

    private static readonly long[] s_turned = [1, 0], s_turnedInGroups = [0, 1, 3, 2];

    private readonly Dictionary<string, GrounderMatrix> _matrices = matrices.ToDictionary(m => m.Name, StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>What was drawn so far.</summary>
    public OnnxGraph Graph { get; } = new();

    /// <summary>The part of the network that is drawn.</summary>
    public string Part { get; set; } = "";

    /// <summary>A learned matrix; only what is asked for goes into the graph.</summary>
    public string Of(string name)
    {
        var matrix = _matrices[name];
        if (_known.Add(name)) Graph.Initializers.Add(TensorData.OfFloats(name, [matrix.Rows, matrix.Columns], matrix.Values.Span));
        return name;
    }

    public string Add(string a, string b) => Node("Add", [a, b]);

    public string MultiplyEach(string a, string b) => Node("Mul", [a, b]);

    /// <summary>a·b over the last two axes.</summary>
    public string Multiply(string a, string b) => Node("MatMul", [a, b]);

    /// <summary>a·bᵀ of two matrices.</summary>
    public string MultiplyTransposed(string a, string b) => Multiply(a, Node("Transpose", [b], ("perm", s_turned)));

    public string Scale(string a, float factor) => MultiplyEach(a, Number(factor));

    public string Sigmoid(string a) => Node("Sigmoid", [a]);

    /// <summary>x · sigmoid(1.702 x).</summary>
    public string Gelu(string a) => MultiplyEach(a, Sigmoid(Scale(a, GeluFactor)));

    /// <summary>The last axis with mean 0 and variance 1.</summary>
    public string Normalise(string a, int width)
    {
        if (_known.Add("ones")) Graph.Initializers.Add(TensorData.OfFloats("ones", [width], Enumerable.Repeat(1f, width).ToArray()));
        return Node("LayerNormalization", [a, "ones"], ("axis", -1L), ("epsilon", NormEpsilon));
    }

    /// <summary>Other axes for the same entries; 0 keeps an axis, -1 takes what is left.</summary>
    public string Reshape(string a, params long[] shape) => Node("Reshape", [a, Longs(shape)]);

    /// <summary>The mean along an axis, which goes.</summary>
    public string Mean(string a, long axis) => Node("ReduceMean", [a, Longs(axis)], ("keepdims", 0L));

    /// <summary>The mean along an axis, which stays with length 1.</summary>
    public string MeanKept(string a, long axis) => Node("ReduceMean", [a, Longs(axis)]);

    /// <summary>Adds an axis of length 1.</summary>
    public string Unsqueeze(string a, long axis) => Node("Unsqueeze", [a, Longs(axis)]);

    /// <summary>Sums of weighted rows of a table: the last axis of rows and weights becomes the table's columns.</summary>
    public string Gather(string table, string rows, string weights)
    {
        var weighted = MultiplyEach(Rows(table, rows), Unsqueeze(weights, -1));
        return Node("ReduceSum", [weighted, Longs(-2)], ("keepdims", 0L));
    }

    /// <summary>Rows of a table.</summary>
    public string Rows(string table, string rows) => Node("Gather", [table, rows], ("axis", 0L));

    /// <summary>softmax(QKᵀ/√d)·V in every group of a clip's, all of them tubelets × groups × tokens × d.</summary>
    public string Attend(string queries, string keys, string values, int width)
    {
        var scores = Multiply(queries, Node("Transpose", [keys], ("perm", s_turnedInGroups)));
        return Multiply(Node("Softmax", [Scale(scores, 1 / MathF.Sqrt(width))], ("axis", -1L)), values);
    }

    /// <summary>log((1/n) Σ exp(s·x))/s over the last axis, which goes.</summary>
    public string SoftMaximum(string a, float sharpness)
    {
        var most = Node("ReduceMax", [a, Longs(-1)]);
        var mean = Mean(Node("Exp", [Scale(Node("Sub", [a, most]), sharpness)]), -1);
        return Add(Reshape(most, 0, -1), Scale(Node("Log", [mean]), 1 / sharpness));
    }

    /// <summary>
    /// Rows from each of a number of places on, padded with rows of zeros on both sides: as many as there are rows, for every place.
    /// </summary>
    public IEnumerable<string> Shifted(string a, int reach)
    {
        var padded = Node("Pad", [a, Longs(reach, 0, reach, 0)], ("mode", "constant"));
        for (var first = 0; first <= 2 * reach; first++)
        {
            var end = first == 2 * reach ? long.MaxValue : first - (2 * reach);
            yield return Node("Slice", [padded, Longs(first), Longs(end), Longs(0)]);
        }
    }

    /// <summary>Makes a value an output of the graph.</summary>
    public void Output(string name, string value, params string[] axes)
    {
        Graph.Nodes.Add(new("Identity", name, [value], [name]));
        Graph.Outputs.Add(new(name, OnnxType.Float, axes));
    }

    private string Number(float value) =>
        Constant(FormattableString.Invariant($"number {value:R}"), name => TensorData.OfFloats(name, [], [value]));

    // Numbers are written as in no language: the same bytes everywhere.
    private string Longs(params long[] values) => Constant(
        $"axes {string.Join(' ', values.Select(v => v.ToString(CultureInfo.InvariantCulture)))}", name => TensorData.OfLongs(name, values));

    /// <summary>A table of rows that never changes.</summary>
    public string Integers(string name, int[] shape, int[] values) => Constant(name, n => TensorData.OfIntegers(n, shape, values));

    private string Constant(string name, Func<string, OnnxTensor> make)
    {
        if (_known.Add(name)) Graph.Initializers.Add(make(name));
        return name;
    }

    private string Node(string operation, List<string> inputs, params (string Name, object Value)[] attributes)
    {
        var name = $"{Part}/{Graph.Nodes.Count}";
        Graph.Nodes.Add(new(operation, name, inputs, [name]) { Attributes = attributes.ToDictionary(a => a.Name, a => a.Value) });
        return name;
    }
}
