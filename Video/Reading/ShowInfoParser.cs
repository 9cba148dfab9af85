using System.Buffers.Text;

namespace Stvg.Video.Reading;

/// <summary>
/// Reads the presentation times that FFmpeg's <c>showinfo</c> filter writes on standard error, one line a frame, before the frame's pixels
/// leave FFmpeg. Ticks and time base are exact; the seconds that the filter also prints are rounded to six digits.
/// </summary>
internal sealed class ShowInfoParser
{
    /// <summary>Name of the filter's instance, which starts its lines.</summary>
    public const string Instance = "clock";

    private long _numerator;
    private long _denominator;

    /// <summary>Takes one line of FFmpeg's log.</summary>
    /// <param name="line">The line.</param>
    /// <param name="time">The frame's presentation time in seconds, from the stream's own zero.</param>
    /// <returns>Whether the line tells a frame's time.</returns>
    public bool TryParse(ReadOnlySpan<byte> line, out double time)
    {
        time = 0;
        if (!line.StartsWith("[showinfo@clock "u8)) return false;
        if (After(line, "] config in time_base:"u8, out var rest))
        {
            if (Number(rest, out _numerator, out var used) && rest.Length > used && rest[used] == '/')
                Number(rest[(used + 1)..], out _denominator, out _);
            return false;
        }
        if (_denominator == 0 || !After(line, "] n:"u8, out rest) || !After(rest, " pts:"u8, out rest)) return false;
        if (!Number(rest, out var ticks, out _)) return false;
        time = (double)ticks * _numerator / _denominator;
        return true;
    }

    private static bool After(ReadOnlySpan<byte> line, ReadOnlySpan<byte> mark, out ReadOnlySpan<byte> rest)
    {
        var at = line.IndexOf(mark);
        rest = at < 0 ? default : line[(at + mark.Length)..].TrimStart((byte)' ');
        return at >= 0;
    }

    private static bool Number(ReadOnlySpan<byte> text, out long value, out int used) => Utf8Parser.TryParse(text, out value, out used);
}
