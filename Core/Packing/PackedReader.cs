using System.Buffers.Binary;
using System.Text;

namespace Stvg.Core.Packing;

/// <summary>
/// Reads what a <see cref="PackedWriter"/> wrote. Whatever the bytes are, every call ends, and memory is asked for only as far as the
/// bytes that are left can account for it.
/// </summary>
/// <param name="bytes">All of it.</param>
/// <param name="what">What it is, for messages ("tubelet").</param>
/// <param name="damaged">The whole message where the bytes make no sense; null for those of an archive.</param>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes, string what, string? damaged = null)
{
    private readonly string _what = what;
    private readonly string? _damaged = damaged;
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>Version of the format, for what newer ones have and older ones have not; 1 unless said otherwise.</summary>
    public byte Format { get; set; } = 1;

    /// <summary>Whether all was read.</summary>
    public readonly bool IsAtEnd => _left.IsEmpty;

    /// <summary>How many bytes are still to be read.</summary>
    public readonly int Left => _left.Length;

    /// <summary>What to throw when the bytes make no sense.</summary>
    public readonly StvgException Damaged() =>
        new(_damaged ?? $"a stored {_what} is damaged: restore the archive from a backup, or remove it");

    /// <summary>Bytes as they are.</summary>
    public ReadOnlySpan<byte> Raw(int length)
    {
        if (length > _left.Length) throw Damaged();
        var taken = _left[..length];
        _left = _left[length..];
        return taken;
    }

    /// <summary>One byte.</summary>
    public byte Byte() => Raw(1)[0];

    /// <summary>A natural number.</summary>
    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw Damaged();
    }

    /// <summary>A whole number of either sign.</summary>
    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A whole number that fits 32 bits.</summary>
    public int Int32()
    {
        var value = Signed();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Damaged();
    }

    /// <summary>A number of things of which at least so many bits each are still to come.</summary>
    /// <param name="bits">At least 1.</param>
    public int Count(int bits)
    {
        var count = Unsigned();
        return count <= (ulong)_left.Length * 8 / (ulong)bits ? (int)count : throw Damaged();
    }

    /// <summary>The length of a series that is still to come: of every sixteen values at least a byte.</summary>
    public int SeriesLength() => SeriesLength(Unsigned());

    /// <summary>The same where the length follows from something else.</summary>
    public readonly int SeriesLength(ulong count) =>
        count <= (ulong)_left.Length * PackedWriter.BlockLength && count <= int.MaxValue / 4 ? (int)count : throw Damaged();

    /// <summary>A finite floating-point number.</summary>
    public float Single()
    {
        var value = BinaryPrimitives.ReadSingleLittleEndian(Raw(4));
        return float.IsFinite(value) ? value : throw Damaged();
    }

    /// <summary>A finite floating-point number of twice the size.</summary>
    public double Double()
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(Raw(8));
        return double.IsFinite(value) ? value : throw Damaged();
    }

    /// <summary>A text.</summary>
    public string Text() => Encoding.UTF8.GetString(Raw(Count(8)));

    /// <summary>A series of a known length.</summary>
    public void Series(scoped Span<int> values)
    {
        if (values.IsEmpty) return;
        var order = Byte();
        var start = Int32();
        if (order > 2) throw Damaged();
        for (var i = 0; i < values.Length; i += PackedWriter.BlockLength)
            Block(values[i..Math.Min(i + PackedWriter.BlockLength, values.Length)]);
        switch (order)
        {
            case 0:
                foreach (ref var value in values) value = unchecked(value + start);
                break;
            case 1:
                for (var i = 0; i < values.Length; i++) start = values[i] = unchecked(values[i] + start);
                break;
            default:
                var (last, step) = (start, 0);
                for (var i = 0; i < values.Length; i++)
                {
                    var value = unchecked(last + step + values[i]);
                    step = i == 0 ? 0 : unchecked(value - last);
                    values[i] = last = value;
                }

                break;
        }
    }

    private void Block(scoped Span<int> block)
    {
        int width = Byte();
        if (width > 32) throw Damaged();
        if (width == 0)
        {
            block.Clear();
            return;
        }

        // Eight bytes are read at a time, which may reach beyond the block; at the end of everything a copy has room for that.
        var window = _left;
        var length = Raw(((width * block.Length) + 7) >> 3).Length;
        Span<byte> copy = stackalloc byte[(4 * PackedWriter.BlockLength) + sizeof(ulong)];
        if (window.Length < length + sizeof(ulong))
        {
            window[..length].CopyTo(copy);
            Unpack(copy, width, block);
        }
        else
        {
            Unpack(window, width, block);
        }
    }

    private static void Unpack(ReadOnlySpan<byte> packed, int width, Span<int> block)
    {
        var mask = (uint)((1UL << width) - 1);
        for (int i = 0, bit = 0; i < block.Length; i++, bit += width)
        {
            var value = (uint)(BinaryPrimitives.ReadUInt64LittleEndian(packed[(bit >> 3)..]) >> (bit & 7)) & mask;
            block[i] = (int)(value >> 1) ^ -(int)(value & 1);
        }
    }
}
