using System.Diagnostics;
using System.Globalization;

namespace Stvg.Client.Output;

/// <summary>
/// A one-line bar on standard error with frames per second and time left; silent when standard error is not a terminal,
/// so that scripts and logs stay clean.
/// </summary>
internal sealed class ProgressBar : IProgress<(int Done, int? Total)>, IDisposable
{
    private const int Width = 30;
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(100);

    private readonly string _label, _unit;
    private readonly TextWriter? _terminal;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private TimeSpan _next;
    private bool _drawn;

    public ProgressBar(string label, TextWriter? terminal = null, string unit = "frames")
    {
        (_label, _unit) = (label, unit);
        _terminal = terminal ?? (Console.IsErrorRedirected ? null : Console.Error);
    }

    public void Report((int Done, int? Total) value)
    {
        if (_terminal is null) return;
        lock (_gate)
        {
            if (_watch.Elapsed < _next) return;
            _next = _watch.Elapsed + s_period;
            _drawn = true;
            _terminal.Write('\r');
            _terminal.Write(Line(_label, value.Done, value.Total, _watch.Elapsed, _unit));
            _terminal.Write("\u001b[K");
        }
    }

    /// <summary>What the bar says: label, bar, percent, how many, how many per second, time left.</summary>
    internal static string Line(string label, int done, int? total, TimeSpan elapsed, string unit = "frames")
    {
        var rate = elapsed.TotalSeconds > 0 ? done / elapsed.TotalSeconds : 0;
        var speed = rate.ToString("0.0", CultureInfo.InvariantCulture);
        if (total is not > 0) return $"{label}  {done} {unit}  {speed} {unit}/s";

        var share = Math.Clamp(done / (double)total, 0, 1);
        var filled = (int)(share * Width);
        var left = rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, (total.Value - done) / rate)) : (TimeSpan?)null;
        var remaining = left is { } l ? $"{(int)l.TotalMinutes}:{l.Seconds:00} left" : "";
        return $"{label}  {new string('█', filled)}{new string('░', Width - filled)} {share,4:P0}  {Math.Min(done, total.Value)}/{total} {unit}  {speed} {unit}/s  {remaining}";
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_drawn) _terminal!.Write("\r\u001b[K");
            _drawn = false;
        }
    }
}
