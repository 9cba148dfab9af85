namespace Stvg.Video.Processes;

/// <summary>Takes one line of a child's output, without its end; the bytes are only valid during the call.</summary>
internal delegate void LineHandler(ReadOnlySpan<byte> line);

/// <summary>
/// Cuts a byte stream into lines without allocating. Ends are '\n' or '\r'; empty lines are left out; a line longer than
/// <see cref="MaxLine"/> bytes is cut there, so that no output, however odd, makes memory grow.
/// </summary>
internal sealed class LineSplitter(LineHandler handler)
{
    public const int MaxLine = 4096;
    private readonly byte[] _line = new byte[MaxLine];
    private int _length;

    /// <summary>Adds output of any length.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            var part = end < 0 ? bytes : bytes[..end];
            var kept = part[..Math.Min(part.Length, MaxLine - _length)];
            kept.CopyTo(_line.AsSpan(_length));
            _length += kept.Length;
            if (end < 0) return;
            End();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Hands out what came after the last line end.</summary>
    public void End()
    {
        if (_length > 0) handler(_line.AsSpan(0, _length));
        _length = 0;
    }
}
