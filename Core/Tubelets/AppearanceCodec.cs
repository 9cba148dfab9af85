using System.Buffers;
using Stvg.Core.Packing;

namespace Stvg.Core.Tubelets;

/// <summary>Appearance vectors as bytes, about half a byte a number. The first byte is the version of the format.</summary>
public static class AppearanceCodec
{
    private const byte Version = 1;
    private const int MostNumbers = 65536;

    // The largest number of a vector is so many steps; smaller ones need fewer bits.
    private const int Steps = 63;

    /// <summary>
    /// The bytes of an appearance vector, as steps of a 63rd of its largest number: the cosine of two vectors changes by less than 0.01.
    /// </summary>
    public static byte[] Encode(IReadOnlyList<float> vector)
    {
        if (vector.Count > MostNumbers) throw new ArgumentException($"{vector.Count} numbers; at most {MostNumbers}", nameof(vector));
        var largest = 0f;
        foreach (var value in vector) largest = MathF.Max(largest, float.IsFinite(value) ? MathF.Abs(value) : 0);
        var steps = new int[vector.Count];
        for (var i = 0; i < steps.Length && largest > 0; i++)
            steps[i] = float.IsFinite(vector[i]) ? (int)MathF.Round(vector[i] / largest * Steps) : 0;
        using var writer = new PackedWriter();
        writer.Byte(Version);
        writer.Unsigned((ulong)steps.Length);
        writer.Single(largest);
        writer.Series(steps);
        return writer.ToArray();
    }

    /// <summary>How many numbers <see cref="Decode"/> needs room for.</summary>
    /// <exception cref="StvgException">The bytes are damaged.</exception>
    public static int Length(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes, "appearance");
        return LengthOf(ref reader);
    }

    /// <summary>The appearance vector of bytes.</summary>
    /// <param name="bytes">What <see cref="Encode"/> gave.</param>
    /// <param name="vector">Receives <see cref="Length(ReadOnlySpan{byte})"/> numbers.</param>
    /// <exception cref="StvgException">The bytes are damaged.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, Span<float> vector)
    {
        var reader = new PackedReader(bytes, "appearance");
        vector = vector[..LengthOf(ref reader)];
        var step = reader.Single() / Steps;
        var rented = ArrayPool<int>.Shared.Rent(vector.Length);
        try
        {
            var steps = rented.AsSpan(0, vector.Length);
            reader.Series(steps);
            for (var i = 0; i < vector.Length; i++) vector[i] = steps[i] * step;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static int LengthOf(ref PackedReader reader)
    {
        if (reader.Byte() != Version) throw reader.Damaged();
        var length = reader.SeriesLength();
        return length <= MostNumbers ? length : throw reader.Damaged();
    }
}
