using System.Buffers;
using System.Globalization;
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
        var fast = info.Ends && options.Pace == Pace.Fast;
        _queue = new FrameQueue(options.BufferedFrames, dropOldest: !fast);
        var now = options.Time.GetUtcNow();
        _connectedOn = options.Time.GetTimestamp();
        _clock = fast ? StreamClock.Replay(options.Timeline) : StreamClock.Live(options.Timeline, now, TimeSpan.Zero, options.After);
        try
        {
            if (options.Recording is { } recording) _recorder = new SegmentRecorder(recording, now, _folder.File("segments.csv"));
            _pipe = new FramePipe(Arguments(layout), options.Recording?.Folder, info.Source.Log(), layout, pool, _queue, Make, options.Time,
                _recorder is null ? TimeSpan.Zero : s_grace);
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
        var stall = Stall;
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
        if (_options.Loop) throw new StvgException($"'{_info.Source.Safe}' cannot be played again from its beginning: convert it to MP4 or Matroska");
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

    private TimeSpan Stall => TimeSpan.FromSeconds(Math.Max(_options.StallTimeout.TotalSeconds, 3 / _options.Timeline.FramesPerSecond));

    // What cannot be copied into a file that any player shows upright, or must not be: it would show what is masked.
    private bool IsEncoded => _recorder is not null && (!_options.Masks.IsEmpty || _info.Rotation != 0 || _info.Codec is "rawvideo" or "wrapped_avframe");

    private string[] Arguments(FrameLayout layout)
    {
        var masked = !_options.Masks.IsEmpty;
        string[] masks = [];
        if (masked)
        {
            try
            {
                MaskPicture.Write(_folder.File("mask.yuv"), _info.Size, _options.Masks);
            }
            catch (IOException e)
            {
                throw _folder.Unwritable(e);
            }
            masks = MaskPicture.Arguments(_folder.File("mask.yuv"), _info.Size);
        }
        var graph = new LiveGraph(_info, _options.Timeline.FramesPerSecond, masked, IsEncoded);
        return
        [
            "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info", .. InputArguments(), .. masks,
            "-max_error_rate", "1", "-filter_complex_threads", "1", "-filter_complex", graph.Text(layout),
            "-map", "[out]", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1", .. _recorder?.Arguments(IsEncoded) ?? [],
        ];
    }

    private string[] InputArguments()
    {
        var fast = _options.Pace == Pace.Fast;
        string[] pace = !_info.Ends
            // The rate is known: nobody waits for frames to measure it again.
            ? ["-fpsprobesize", "0"]
            : [.. fast ? Array.Empty<string>() : ["-re"], .. _options.Loop ? ["-stream_loop", "-1"] : Array.Empty<string>(), "-fflags", "+genpts"];
        // Each thread of a decoder keeps one more frame back; a single one copes with what cameras send, unless that is very large.
        var threads = _info.Ends && fast ? Math.Clamp(Environment.ProcessorCount / 2, 1, 4) : _info.Size.Width * _info.Size.Height > 3_000_000 ? 2 : 1;
        return
        [
            .. pace, .. _info.Untimed ? ["-use_wallclock_as_timestamps", "1"] : Array.Empty<string>(), .. LiveGraph.KeepGraph,
            "-threads", threads.ToString(CultureInfo.InvariantCulture), .. LiveInput.Arguments(_info.Source, Stall * 2, _info.Transport),
        ];
    }

    private Frame? Make(FrameTime time, ImageView image, DetectorInput? detector, IMemoryOwner<byte> buffer)
    {
        if (double.IsNaN(_firstPts)) _firstPts = time.Pts;
        _lastPts = time.Pts;
        var arrival = _options.Time.GetElapsedTime(_connectedOn, time.Arrived);
        var wanted = _clock.TryPlace(time.Pts, arrival, out var placed);
        // The files' times would be as broken as the stream's.
        if (_recorder is not null && _clock.Jumps > 0)
            throw new StvgException($"the clock of '{_info.Source.Safe}' has jumped: it is to be connected to anew, so that the recording's times stay right");
        if (!wanted) return null;
        _recorder?.Add(time.Pts, placed.CapturedAt);
        Interlocked.Increment(ref _frames);
        return new Frame(_options.CameraId, placed.Number, placed.CapturedAt - _options.Timeline.Epoch, _info.Size, image, detector, buffer)
        {
            CapturedAt = placed.CapturedAt,
        };
    }

    private void Watch(TimeSpan stall)
    {
        var limit = Frames == 0 ? stall * 2 : stall;
        // A file's next picture may well be far off.
        if (!_info.Source.IsFile && _pipe.Waiting >= limit && !_pipe.Stopped) _pipe.Fail(SourceFault.Silent(_info.Source, limit));
    }
}
