using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Stvg.Client.Http;

/// <summary>
/// Reads server-sent events as the HTML standard says (section 9.2.6). Unlike the base library's parser it counts an id only when its event
/// is complete: a stream that breaks between an event's id and its data must not make the reader skip that event.
/// </summary>
/// <param name="stream">The answer's content.</param>
/// <param name="heard">Told whenever anything comes, be it a comment that keeps the connection alive.</param>
/// <param name="longestLine">Longest line that is taken, bytes.</param>
internal sealed class EventReader(Stream stream, Action? heard = null, int longestLine = EventReader.LongestLine)
{
    /// <summary>Default of the longest line, bytes: a day of boxes is a tenth of it.</summary>
    public const int LongestLine = 64 << 20;

    private readonly PipeReader _pipe = PipeReader.Create(stream);
    private readonly StringBuilder _data = new();
    private string _type = "", _id = "";
    private bool _hasData, _begun, _skipLineFeed;

    /// <summary>Id of the last complete event, also of one without data; empty before the first.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>How long the server wants clients to wait before they come back; null when it has not said.</summary>
    public TimeSpan? Retry { get; private set; }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async ValueTask<ServerEvent?> NextAsync(CancellationToken ct)
    {
        while (await LineAsync(ct) is { } line)
        {
            if (line.Length > 0) Take(line);
            else if (Dispatch() is { } complete) return complete;
        }
        return null;
    }

    private ServerEvent? Dispatch()
    {
        LastId = _id;
        ServerEvent? complete = _hasData ? new(_type.Length == 0 ? "message" : _type, _data.ToString(), _id) : null;
        (_type, _hasData) = ("", false);
        _data.Clear();
        return complete;
    }

    private void Take(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon == 0) return; // a comment
        var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
        if (value.StartsWith(' ')) value = value[1..];
        switch (field)
        {
            case "event":
                _type = value;
                break;
            case "data":
                if (_hasData) _data.Append('\n');
                _data.Append(value);
                _hasData = true;
                break;
            case "id" when !value.Contains('\0', StringComparison.Ordinal):
                _id = value;
                break;
            case "retry" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds):
                Retry = TimeSpan.FromMilliseconds(milliseconds);
                break;
        }
    }

    // Lines end with a line feed, a carriage return, or both, which may come apart.
    private async ValueTask<string?> LineAsync(CancellationToken ct)
    {
        while (true)
        {
            var read = await _pipe.ReadAsync(ct);
            var buffer = read.Buffer;
            if (buffer.Length > 0) heard?.Invoke();
            if (_skipLineFeed && buffer.Length > 0)
            {
                if (buffer.FirstSpan[0] == '\n') buffer = buffer.Slice(1);
                _skipLineFeed = false;
            }
            if (End(buffer) is { } end)
            {
                _skipLineFeed = buffer.Slice(end).FirstSpan[0] == '\r';
                var line = Text(buffer.Slice(0, end));
                _pipe.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }
            if (buffer.Length > longestLine)
                throw new InvalidDataException($"a line of the event stream is longer than {longestLine} bytes");
            // What is left at the end is an event that never was complete.
            if (read.IsCompleted) return null;
            _pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static SequencePosition? End(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryAdvanceToAny("\r\n"u8, advancePastDelimiter: false) ? reader.Position : null;
    }

    private string Text(ReadOnlySequence<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        if (!_begun && text.StartsWith('\uFEFF')) text = text[1..];
        _begun = true;
        return text;
    }
}
