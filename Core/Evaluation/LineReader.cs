using System.Buffers;

namespace Stvg.Core.Evaluation;

/// <summary>Lines of a text as spans of one re-used buffer, so that a long file costs no string per line.</summary>
internal ref struct LineReader(TextReader reader)
{
    private char[] _buffer = ArrayPool<char>.Shared.Rent(1 << 14);
    private int _start, _end;
    private bool _ended;

    /// <summary>Number of the current line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The current line without its end (LF or CRLF); valid until the next <see cref="MoveNext"/>.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        var searched = 0;
        while (true)
        {
            var window = _buffer.AsSpan(_start, _end - _start);
            var length = window[searched..].IndexOf('\n');
            if (length < 0 && !_ended)
            {
                searched = window.Length;
                Fill();
                continue;
            }
            if (length < 0 && window.IsEmpty) return false;
            length = length < 0 ? window.Length : searched + length;
            Current = window[..length].TrimEnd('\r');
            if (Number++ == 0) Current = Current.TrimStart('\uFEFF');
            _start = Math.Min(_start + length + 1, _end);
            return true;
        }
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Fill()
    {
        var kept = _end - _start;
        var target = _buffer;
        if (kept > _buffer.Length / 2) target = ArrayPool<char>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(_start, kept).CopyTo(target);
        if (target != _buffer) ArrayPool<char>.Shared.Return(_buffer);
        (_buffer, _start) = (target, 0);
        var read = reader.Read(_buffer, kept, _buffer.Length - kept);
        _end = kept + read;
        _ended = read == 0;
    }
}
