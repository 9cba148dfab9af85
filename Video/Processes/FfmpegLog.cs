using System.Text;

namespace Stvg.Video.Processes;

/// <summary>
/// Collects what FFmpeg complains about on standard error, as written with <c>-loglevel level+…</c>
/// ("[mov @ 0x55…] [error] moov atom not found").
/// </summary>
/// <param name="input">What FFmpeg was given as input; its repetition of that is left out.</param>
/// <param name="scrub">Takes out what nobody may see, such as passwords.</param>
internal sealed class FfmpegLog(string input, Func<string, string> scrub)
{
    private const int Kept = 8;
    private readonly string _prefix = input + ": ";
    private readonly Lock _lock = new();
    private readonly Queue<string> _last = new();
    private string? _first;
    private int _errors;

    /// <summary>For work on a file.</summary>
    public FfmpegLog(string path) : this(FfmpegPrograms.FileUrl(path), text => text) { }

    /// <summary>Number of errors so far.</summary>
    public int Errors
    {
        get { lock (_lock) return _errors; }
    }

    /// <summary>The first error: usually the cause; the later ones follow from it.</summary>
    public string? FirstError
    {
        get { lock (_lock) return _first; }
    }

    /// <summary>The last error.</summary>
    public string? LastError
    {
        get { lock (_lock) return _last.LastOrDefault(); }
    }

    /// <summary>Whether one of the last errors contains some words.</summary>
    public bool Says(string words)
    {
        lock (_lock) return _last.Any(line => line.Contains(words, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Takes one line; anything but errors is passed over.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        var mark = line.IndexOf("[error] "u8);
        var length = "[error] "u8.Length;
        if (mark < 0) (mark, length) = (line.IndexOf("[fatal] "u8), "[fatal] "u8.Length);
        if (mark < 0) return;
        var text = Encoding.UTF8.GetString(line[(mark + length)..]).Trim();
        if (text.StartsWith(_prefix, StringComparison.Ordinal)) text = text[_prefix.Length..];
        if (text.Length == 0) return;
        text = scrub(text);
        lock (_lock)
        {
            _errors++;
            _first ??= text;
            if (_last.Count == Kept) _last.Dequeue();
            _last.Enqueue(text);
        }
    }
}
