using System.Buffers;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Video.Processes;
using Stvg.Video.Reading;

namespace Stvg.Video.Live.Connection;

/// <summary>One connection to a source: one FFmpeg, the clock that numbers its frames, the recorder, and a watch over it all.</summary>
internal sealed class LiveRun : IAsyncDisposable
{
    // Cancelling is to take no more than a second in all.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(0.5);
    private readonly LiveInfo _info;
    private readonly LiveReadOptions _options;
    private readonly FrameQueue _queue;
    private readonly StreamClock _clock;
    private readonly PrivateFolder _folder = new();
    private readonly SegmentRecorder? _recorder;
    private readonly FramePipe _pipe;
    private readonly ITimer _watch;
    private readonly long _connectedOn;
    private double _firstPts = double.NaN;
    private double _lastPts;
    private long _frames;
    private int _disposed;

    public LiveRun(LiveInfo info, LiveReadOptions options, FrameLayout layout, FrameBufferPool pool)
    {
        (_info, _options) = (info, options);
        var command = new LiveCommand(info, options);
        var now = options.Time.GetUtcNow();
        _connectedOn = options.Time.GetTimestamp();
        _queue = new FrameQueue(options.BufferedFrames, dropOldest: !command.IsFast);
        _clock = command.IsFast
            ? StreamClock.Replay(options.Timeline)
            : StreamClock.Live(options.Timeline, now, TimeSpan.Zero, options.After);
        try
        {
            if (options.Recording is { } recording) _recorder = new SegmentRecorder(recording, now, _folder.File("segments.csv"));
            _pipe = new FramePipe(
                command.Arguments(layout, _folder, _recorder), options.Recording?.Folder, info.Source.Log(), layout, pool, _queue, Make,
                options.Time, _recorder is null ? TimeSpan.Zero : s_grace, _info.Source.IsCaptured ? info.Captures!.Open(info.Source.Captured) : null);
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
        var stall = command.Stall;
        var period = TimeSpan.FromSeconds(Math.Clamp(stall.TotalSeconds / 8, 0.05, 1));
        _watch = options.Time.CreateTimer(_ => Watch(stall), null, period, period);
    }

    /// <summary>Process id of FFmpeg.</summary>
    public int ProcessId => _pipe.ProcessId;

    /// <summary>Frames that got a number.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Frames that gave way to newer ones.</summary>
    public long Dropped => _queue.Dropped;

    /// <summary>Whether it was ended from here.</summary>
    public bool Stopped => _pipe.Stopped;

    /// <summary>The next frame, or null after the last one.</summary>
    public ValueTask<Frame?> NextAsync(CancellationToken ct) => _pipe.NextAsync(ct);

    /// <summary>Ends FFmpeg; it may finish what it is recording.</summary>
    public void Stop() => _pipe.Stop();

    /// <summary>After the last frame: whether it was meant to be the last.</summary>
    /// <exception cref="StvgException">It was not.</exception>
    public async Task JudgeEndAsync(CancellationToken ct)
    {
        var status = await _pipe.ExitAsync().ConfigureAwait(false);
        if (ChildProcess.WasStopped(status)) await ChildProcess.LetCancellationArriveAsync(ct).ConfigureAwait(false);
        var log = _pipe.Log;
        if (_recorder?.Fault(log) is { } fault) throw fault;
        if (double.IsNaN(_firstPts)) throw SourceFault.NotConnected(_info.Source, log, status);
        if (!_info.Ends || ChildProcess.WasStopped(status)) throw SourceFault.Lost(_info.Source, log, status);
        if (_options.Loop)
        {
            throw new StvgException(
                $"'{_info.Source.Safe}' cannot be played again from its beginning: convert it to MP4 or Matroska, or do not loop it");
        }
        // A file is what it is, damaged or not; a web server may have broken off.
        var missing = _info.Duration - TimeSpan.FromSeconds(_lastPts - _firstPts + 1);
        if (!_info.Source.IsFile && missing > 0.02 * _info.Duration) throw SourceFault.Lost(_info.Source, log, status);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _pipe.DisposeAsync().ConfigureAwait(false);
        try
        {
            if (_recorder is not null) await _recorder.FinishAsync().ConfigureAwait(false);
        }
        finally
        {
            _recorder?.Dispose();
            _folder.Dispose();
        }
    }

    private Frame? Make(FrameTime time, ImageView image, DetectorInput? detector, IMemoryOwner<byte> buffer)
    {
        if (double.IsNaN(_firstPts)) _firstPts = time.Pts;
        _lastPts = time.Pts;
        var arrival = _options.Time.GetElapsedTime(_connectedOn, time.Arrived);
        var wanted = _clock.TryPlace(time.Pts, arrival, out var placed);
        if (_recorder is not null && _clock.Jumps > 0)
        {
            throw new SourceLostException(
                $"the clock of '{_info.Source.Safe}' has jumped: connect to it anew, so that its recording keeps the right times");
        }
        if (!wanted) return null;
        _recorder?.Add(time.Pts, placed.CapturedAt);
        Interlocked.Increment(ref _frames);
        return new Frame(
            _options.CameraId, placed.Number, placed.CapturedAt - _options.Timeline.Epoch, _info.Size, image, detector, buffer)
        {
            CapturedAt = placed.CapturedAt,
        };
    }

    private void Watch(TimeSpan stall)
    {
        // A file's next picture may well be far off.
        var limit = Frames == 0 ? stall * 2 : stall;
        if (!_info.Source.IsFile && !_pipe.Stopped && _pipe.Waiting >= limit) _pipe.Fail(SourceFault.Silent(_info.Source, limit));
    }
}
