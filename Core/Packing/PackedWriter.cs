using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Stvg.Core.Packing;

/// <summary>
/// Writes numbers in few bytes. Small ones take one byte; a series, such as one coordinate of a moving box, takes about as many bits a
/// value as it is unpredictable.
/// </summary>
/// <remarks>Not safe for concurrent use. Dispose it to give its buffer back.</remarks>
internal sealed class PackedWriter : IDisposable
{
    /// <summary>Values of a series that share a width.</summary>
    internal const int BlockLength = 16;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int[] _residuals = [];
    private int _length;

    /// <summary>What was written; valid until more is.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>What was written, to keep.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>Bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>One byte.</summary>
    public void Byte(byte value) => Raw([value]);

    /// <summary>A natural number: seven bits a byte, the lowest first (LEB128).</summary>
    public void Unsigned(ulong value)
    {
        var room = Room(10);
        var n = 0;
        for (; value >= 0x80; value >>= 7) room[n++] = (byte)(value | 0x80);
        room[n++] = (byte)value;
        _length += n;
    }

    /// <summary>A whole number of either sign.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>A floating-point number as it is; 0 for what is not finite.</summary>
    public void Single(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(Room(4), float.IsFinite(value) ? value : 0);
        _length += 4;
    }

    /// <summary>A floating-point number of twice the size as it is; 0 for what is not finite.</summary>
    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Room(8), double.IsFinite(value) ? value : 0);
        _length += 8;
    }

    /// <summary>A text in UTF-8, after its length; a broken surrogate pair becomes a replacement character.</summary>
    public void Text(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        Unsigned((ulong)bytes);
        _length += Encoding.UTF8.GetBytes(text, Room(bytes));
    }

    /// <summary>
    /// A series whose length the reader knows: what its predictor leaves over, in blocks of <see cref="BlockLength"/> that share a width.
    /// The predictor is the one of three that leaves least: a constant, the value before, or the line through the two before.
    /// </summary>
    public void Series(ReadOnlySpan<int> values)
    {
        if (values.IsEmpty) return;
        if (_residuals.Length < values.Length) _residuals = new int[Math.Max(values.Length, 2 * _residuals.Length)];
        var residuals = _residuals.AsSpan(0, values.Length);
        var (order, least) = (0, long.MaxValue);
        for (var tried = 0; tried <= 2; tried++)
        {
            Predict(values, Base(values, tried), tried, residuals);
            var size = Size(residuals);
            if (size < least) (order, least) = (tried, size);
        }

        var start = Base(values, order);
        Byte((byte)order);
        Signed(start);
        Predict(values, start, order, residuals);
        for (var i = 0; i < residuals.Length; i += BlockLength) Block(residuals[i..Math.Min(i + BlockLength, residuals.Length)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static int Base(ReadOnlySpan<int> values, int order)
    {
        if (order > 0) return values[0];
        long sum = 0;
        foreach (var value in values) sum += value;
        return (int)(sum / values.Length);
    }

    // Arithmetic wraps, here and in the reader, so that any values survive.
    private static void Predict(ReadOnlySpan<int> values, int start, int order, Span<int> residuals)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var expected = start;
            if (order > 0 && i > 0) expected = order == 1 || i == 1 ? values[i - 1] : unchecked((2 * values[i - 1]) - values[i - 2]);
            var left = unchecked(values[i] - expected);
            residuals[i] = (left << 1) ^ (left >> 31);
        }
    }

    private static long Size(ReadOnlySpan<int> residuals)
    {
        long bytes = 0;
        for (var i = 0; i < residuals.Length; i += BlockLength)
        {
            var block = residuals[i..Math.Min(i + BlockLength, residuals.Length)];
            bytes += 1 + (((Width(block) * block.Length) + 7) >> 3);
        }

        return bytes;
    }

    private static int Width(ReadOnlySpan<int> block)
    {
        uint all = 0;
        foreach (var value in block) all |= (uint)value;
        return 32 - BitOperations.LeadingZeroCount(all);
    }

    private void Block(ReadOnlySpan<int> block)
    {
        var width = Width(block);
        Byte((byte)width);
        var room = Room((width * block.Length) + 8);
        ulong pending = 0;
        int bits = 0, n = 0;
        foreach (var value in block)
        {
            pending |= (ulong)(uint)value << bits;
            for (bits += width; bits >= 8; bits -= 8, pending >>= 8) room[n++] = (byte)pending;
        }

        if (bits > 0) room[n++] = (byte)pending;
        _length += n;
    }

    private Span<byte> Room(int bytes)
    {
        if (_length + bytes > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes, 2 * _buffer.Length));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
