using Stvg.Core;
using Stvg.Core.Frames;

namespace Stvg.Video.Live;

/// <summary>
/// JPEGs of live frames, for those who look again and again: an FFmpeg for each size of picture, which stays while somebody looks. Starting
/// one for each picture takes ten times as long. Safe for concurrent use.
/// </summary>
public sealed class LivePictures : IAsyncDisposable
{
    // Cameras of one make share one; more sizes than this take turns.
    private const int MostLines = 6;
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);

    private readonly Dictionary<PictureFormat, PictureLine> _lines = [];
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private readonly TimeProvider _time;
    private bool _isOver;

    /// <summary>Nothing is started yet.</summary>
    /// <param name="time">The clock.</param>
    public LivePictures(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _timer = time.CreateTimer(_ => EndIdle(), null, s_idle, s_idle);
    }

    /// <summary>Encodes a picture.</summary>
    /// <param name="image">The picture; it must stay valid until the task is done.</param>
    /// <param name="width">Width of the JPEG, pixels; none is scaled up.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="StvgException">FFmpeg is missing or fails.</exception>
    public async Task<byte[]> EncodeAsync(ImageView image, int width, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var format = new PictureFormat(image.Width, image.Height, Math.Min(width, image.Width));
        var line = LineOf(format);
        try
        {
            return await line.EncodeAsync(image, ct).ConfigureAwait(false);
        }
        catch (StvgException) when (!ct.IsCancellationRequested)
        {
            // It was ended for want of use, or died: a fresh one tells why, if it is more than that.
            await ForgetAsync(format, line).ConfigureAwait(false);
            return await LineOf(format).EncodeAsync(image, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Ends every FFmpeg.</summary>
    public async ValueTask DisposeAsync()
    {
        List<PictureLine> all;
        lock (_gate)
        {
            _isOver = true;
            all = [.. _lines.Values];
            _lines.Clear();
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        foreach (var line in all) await line.DisposeAsync().ConfigureAwait(false);
    }

    private PictureLine LineOf(PictureFormat format)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            if (!_lines.TryGetValue(format, out var line))
            {
                if (_lines.Count == MostLines) End(_lines.MinBy(l => l.Value.UsedAt).Key);
                _lines[format] = line = new PictureLine(format);
            }

            line.UsedAt = _time.GetTimestamp();
            return line;
        }
    }

    private void EndIdle()
    {
        lock (_gate)
        {
            foreach (var (format, line) in _lines.ToList())
                if (_time.GetElapsedTime(line.UsedAt) >= s_idle) End(format);
        }
    }

    // Whoever is in it finishes first.
    private void End(PictureFormat format)
    {
        if (_lines.Remove(format, out var line)) _ = line.DisposeAsync().AsTask();
    }

    private async Task ForgetAsync(PictureFormat format, PictureLine line)
    {
        lock (_gate)
            if (_lines.TryGetValue(format, out var known) && known == line) _lines.Remove(format);
        await line.DisposeAsync().ConfigureAwait(false);
    }
}
