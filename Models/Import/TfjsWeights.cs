using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Stvg.Models.Import;

/// <summary>Reads one entry of a weights manifest, expanding packed floats to float32.</summary>
internal static class TfjsWeights
{
    /// <summary>Takes an entry's bytes off the front of <paramref name="bytes"/>.</summary>
    /// <exception cref="FormatException">The entry's type is not known, or there are too few bytes.</exception>
    public static OnnxTensor Read(JsonElement entry, ref Span<byte> bytes)
    {
        var name = entry.GetProperty("name").GetString()!;
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
        var count = shape.Aggregate(1, (a, b) => checked(a * b));
        var type = entry.GetProperty("dtype").GetString()!;
        var packing = entry.TryGetProperty("quantization", out var quantization) ? quantization.GetProperty("dtype").GetString()! : type;

        var length = checked(count * SizeOf(packing, name));
        if (length > bytes.Length) throw new FormatException($"its weight files end within '{name}': they are truncated");
        var packed = bytes[..length];
        bytes = bytes[length..];
        return type switch
        {
            "float32" => new(name, OnnxType.Float, shape, Expand(packed, packing, count, quantization)),
            "int32" when packing == type => new(name, OnnxType.Int32, shape, packed.ToArray()),
            "bool" when packing == type => new(name, OnnxType.Bool, shape, packed.ToArray()),
            _ => throw new FormatException($"its weight '{name}' is {type} packed as {packing}, which is not supported"),
        };
    }

    private static int SizeOf(string packing, string name) => packing switch
    {
        "float32" or "int32" => 4,
        "float16" or "uint16" => 2,
        "uint8" or "bool" => 1,
        _ => throw new FormatException($"its weight '{name}' is packed as {packing}, which is not supported"),
    };

    private static byte[] Expand(ReadOnlySpan<byte> packed, string packing, int count, JsonElement quantization)
    {
        if (packing == "float32") return packed.ToArray();
        var result = new byte[count * sizeof(float)];
        var floats = MemoryMarshal.Cast<byte, float>(result.AsSpan());
        if (packing == "float16")
        {
            for (var i = 0; i < count; i++) floats[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(packed[(2 * i)..]);
            return result;
        }
        // TensorFlow.js: value = minimum + scale * stored.
        var scale = quantization.GetProperty("scale").GetSingle();
        var minimum = quantization.GetProperty("min").GetSingle();
        for (var i = 0; i < count; i++)
            floats[i] = minimum + (scale * (packing == "uint8" ? packed[i] : BinaryPrimitives.ReadUInt16LittleEndian(packed[(2 * i)..])));
        return result;
    }
}
