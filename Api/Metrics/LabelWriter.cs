using System.Buffers;
using System.Globalization;

namespace Stvg.Api.Metrics;

/// <summary>
/// Writes tags as they stand in the exposition (<c>a="1",b="x"</c>), sorted and escaped. That text is also the key under which a series is
/// found, so that a measurement allocates nothing once its series exists.
/// </summary>
internal ref struct LabelWriter(Span<char> buffer)
{
    /// <summary>Longer values are cut: they are names and states, not texts.</summary>
    private const int LongestValue = 200;

    private Span<char> _buffer = buffer;
    private char[]? _rented;
    private int _length;

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<char> Text => _buffer[.._length];

    /// <summary>Writes all tags in the order of their names: the same tags are the same series, whatever order they came in.</summary>
    public void Write(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        const int most = 32;
        Span<int> order = stackalloc int[Math.Min(tags.Length, most)];
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            for (; at > 0 && string.CompareOrdinal(tags[order[at - 1]].Key, tags[i].Key) > 0; at--) order[at] = order[at - 1];
            order[at] = i;
        }

        foreach (var index in order) Write(tags[index].Key, tags[index].Value);
    }

    /// <summary>Gives a larger buffer back, where one was needed.</summary>
    public void Dispose()
    {
        if (_rented is not null) ArrayPool<char>.Shared.Return(_rented);
        _rented = null;
    }

    private void Write(string name, object? value)
    {
        if (_length > 0) Append(',');
        if (name is "" or "le" || char.IsAsciiDigit(name[0])) name = MetricName.Sanitize(name);
        foreach (var c in name) Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        Append('=');
        Append('"');
        Span<char> number = stackalloc char[64];
        switch (value)
        {
            case string text:
                Escape(text);
                break;
            case bool flag:
                Escape(flag ? "true" : "false");
                break;
            case ISpanFormattable formattable when formattable.TryFormat(number, out var written, default, CultureInfo.InvariantCulture):
                Escape(number[..written]);
                break;
            default:
                Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }

        Append('"');
    }

    private void Escape(scoped ReadOnlySpan<char> value)
    {
        foreach (var c in value.Length > LongestValue ? value[..LongestValue] : value)
        {
            if (c is '\\' or '"' or '\n') Append('\\');
            Append(c == '\n' ? 'n' : c);
        }
    }

    private void Append(char c)
    {
        if (_length == _buffer.Length) Grow();
        _buffer[_length++] = c;
    }

    private void Grow()
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(256, 2 * _buffer.Length));
        Text.CopyTo(larger);
        if (_rented is not null) ArrayPool<char>.Shared.Return(_rented);
        _buffer = _rented = larger;
    }
}
