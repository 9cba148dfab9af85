using System.Runtime.InteropServices;

namespace Stvg.Models.Import;

/// <summary>Small operations on constants.</summary>
internal static class TensorData
{
    public static int[] Integers(OnnxTensor tensor) => MemoryMarshal.Cast<byte, int>(tensor.Data).ToArray();

    public static OnnxTensor OfIntegers(string name, int[] shape, int[] values) =>
        new(name, OnnxType.Int32, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static OnnxTensor OfLongs(string name, ReadOnlySpan<long> values) =>
        new(name, OnnxType.Int64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    public static OnnxTensor OfFloats(string name, int[] shape, ReadOnlySpan<float> values) =>
        new(name, OnnxType.Float, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Moves axis <c>order[i]</c> to place i.</summary>
    public static OnnxTensor Permute(OnnxTensor tensor, string name, int[] order)
    {
        var size = tensor.Type == OnnxType.Bool ? 1 : sizeof(float);
        int[] shape = [.. order.Select(axis => tensor.Shape[axis])];
        var strides = Strides(tensor.Shape);
        var data = new byte[tensor.Data.Length];
        var index = new int[shape.Length];
        for (var target = 0; target < data.Length; target += size)
        {
            var source = 0;
            for (var i = 0; i < index.Length; i++) source += index[i] * strides[order[i]];
            tensor.Data.AsSpan(source * size, size).CopyTo(data.AsSpan(target));
            Increment(index, shape);
        }
        return new(name, tensor.Type, shape, data);
    }

    private static int[] Strides(int[] shape)
    {
        var strides = new int[shape.Length];
        for (int i = shape.Length - 1, step = 1; i >= 0; step *= shape[i--]) strides[i] = step;
        return strides;
    }

    private static void Increment(int[] index, int[] shape)
    {
        for (var i = index.Length - 1; i >= 0 && ++index[i] == shape[i]; i--) index[i] = 0;
    }
}
