namespace Stvg.Models.Import;

/// <summary>
/// A TensorFlow value on its way to ONNX. TensorFlow.js keeps pictures as NHWC and ONNX as NCHW; instead of writing transposes
/// around every convolution, an operand remembers in which order its axes lie in memory, and TensorFlow's own transposes
/// only change that order. Few real transposes are left.
/// </summary>
internal sealed class Operand
{
    /// <summary>Name in the ONNX graph; empty for a constant that no node has read yet.</summary>
    public string Name { get; init; } = "";

    public required OnnxType Type { get; init; }

    /// <summary>Sizes of the axes as TensorFlow sees them, at the input size that the file was made for.</summary>
    public required int[] Shape { get; init; }

    /// <summary><c>Order[i]</c> is the TensorFlow axis that stands at place i in the ONNX tensor.</summary>
    public required int[] Order { get; init; }

    /// <summary>The value, in TensorFlow's order of axes, when it is known.</summary>
    public OnnxTensor? Constant { get; init; }

    /// <summary>The node that makes it, where a reader may still change that node.</summary>
    public OnnxNode? Producer { get; init; }

    public int Rank => Shape.Length;

    public static int[] Natural(int rank) => [.. Enumerable.Range(0, rank)];

    /// <summary>Where a TensorFlow axis (possibly counted from the end) stands in the ONNX tensor.</summary>
    public int PlaceOf(int axis) => Array.IndexOf(Order, axis < 0 ? axis + Rank : axis);

    public Operand Detached() => new() { Name = Name, Type = Type, Shape = Shape, Order = Order, Constant = Constant };

    public static Operand Of(OnnxTensor constant) => new()
    {
        Type = constant.Type, Shape = constant.Shape, Order = Natural(constant.Shape.Length), Constant = constant,
    };
}
