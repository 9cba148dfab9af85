namespace Stvg.Core.Packing;

/// <summary>Numbers in [0, 1] as whole numbers.</summary>
internal static class PackedShares
{
    /// <summary>The number of steps that is nearest; what is no number counts as 0.</summary>
    /// <param name="share">Cut to [0, 1].</param>
    /// <param name="steps">Steps from 0 to 1.</param>
    public static int Quantise(float share, int steps) => float.IsNaN(share) ? 0 : (int)MathF.Round(Math.Clamp(share, 0, 1) * steps);

    /// <summary>One bit for each of a few things, the lowest first.</summary>
    public static void WriteMask(PackedWriter writer, ReadOnlySpan<bool> mask)
    {
        for (var i = 0; i < mask.Length; i += 8)
        {
            var bits = 0;
            for (var j = i; j < Math.Min(i + 8, mask.Length); j++)
                if (mask[j]) bits |= 1 << (j - i);
            writer.Byte((byte)bits);
        }
    }

    /// <summary>Reads what <see cref="WriteMask"/> wrote.</summary>
    public static void ReadMask(ref PackedReader reader, scoped Span<bool> mask)
    {
        var bytes = reader.Raw((mask.Length + 7) >> 3);
        for (var i = 0; i < mask.Length; i++) mask[i] = (bytes[i >> 3] >> (i & 7) & 1) != 0;
    }
}
