namespace Stvg.Models.Import;

/// <summary>Element types, numbered as in ONNX's TensorProto.DataType.</summary>
internal enum OnnxType
{
    Float = 1,
    UInt8 = 2,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
}

/// <summary>A constant tensor; its data are little-endian elements, last axis innermost.</summary>
internal sealed record OnnxTensor(string Name, OnnxType Type, int[] Shape, byte[] Data);

/// <summary>One operation. Attribute values are long, float, string or long[].</summary>
internal sealed record OnnxNode(string OpType, string Name, List<string> Inputs, string[] Outputs)
{
    public Dictionary<string, object> Attributes { get; init; } = [];
}

/// <summary>A graph's input or output; its shape is a number or a name per axis, or null when even the number of axes is open.</summary>
internal sealed record OnnxValue(string Name, OnnxType Type, IReadOnlyList<string>? Shape);

/// <summary>What <see cref="OnnxWriter"/> writes: nodes in an order in which they can run.</summary>
internal sealed class OnnxGraph
{
    public List<OnnxNode> Nodes { get; } = [];

    public List<OnnxTensor> Initializers { get; } = [];

    public List<OnnxValue> Inputs { get; } = [];

    public List<OnnxValue> Outputs { get; } = [];
}
