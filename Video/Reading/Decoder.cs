using System.Collections.Concurrent;
using System.Threading.Channels;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Processes;

namespace Stvg.Video.Reading;

/// <summary>
/// One run of FFmpeg over one file. A thread reads its pipe straight into pooled buffers, beside the consumer, and stops reading (so that
/// FFmpeg stops too) while <see cref="VideoReadOptions.BufferedFrames"/> frames wait.
/// </summary>
internal sealed class Decoder : IAsyncDisposable
{
    // The time is written before the pixels, so it is normally there already; this only ends a wait for something that never comes.
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(20);
    private readonly VideoInfo _info;
    private readonly FrameLayout _layout;
    private readonly FrameBufferPool _pool;
    private readonly FfmpegLog _log;
    private readonly ShowInfoParser _showInfo = new();
    private readonly BlockingCollection<double> _times = [];
    private readonly Channel<Frame> _frames = Channel.CreateUnbounded<Frame>(new() { SingleWriter = true });
    private readonly SemaphoreSlim _room;
    private readonly TaskCompletionSource _readerEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChildProcess _child;
    private volatile bool _stopped;
    private int _disposed;

    public Decoder(VideoInfo info, VideoReadOptions options, FrameBufferPool pool, FrameLayout layout)
    {
        (_info, _layout, _pool, _log) = (info, layout, pool, new FfmpegLog(info.Path));
        _room = new SemaphoreSlim(options.BufferedFrames);
        _child = ChildProcess.Start(FfmpegPrograms.Ffmpeg, Arguments(info, options, layout), OnErrorLine);
        new Thread(Read) { IsBackground = true, Name = $"frames of {_child.Id}" }.Start();
    }

    /// <summary>Process id of FFmpeg.</summary>
    public int ProcessId => _child.Id;

    /// <summary>Presentation time of the first frame in seconds, from the stream's own zero.</summary>
    public double FirstTime { get; private set; }

    /// <summary>Time of the last frame read, from the first.</summary>
    public TimeSpan LastTime { get; private set; }

    /// <summary>FFmpeg's complaints.</summary>
    public FfmpegLog Log => _log;

    /// <summary>Whether it was ended before the end of the file.</summary>
    public bool Stopped => _stopped;

    /// <summary>The next frame, or null after the last one.</summary>
    public async ValueTask<Frame?> NextAsync(CancellationToken ct)
    {
        while (await _frames.Reader.WaitToReadAsync(ct).ConfigureAwait(false))
        {
            if (!_frames.Reader.TryRead(out var frame)) continue;
            _room.Release();
            return frame;
        }
        return null;
    }

    /// <summary>After the last frame: FFmpeg's exit status.</summary>
    public Task<int> ExitAsync() => _child.WaitAsync();

    /// <summary>Ends FFmpeg and the reading thread; frames that nobody took go back to the pool.</summary>
    public void Stop()
    {
        _stopped = true;
        _child.Kill();
        _room.Release();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Stop();
        await _readerEnded.Task.ConfigureAwait(false);
        await _child.DisposeAsync().ConfigureAwait(false);
        while (_frames.Reader.TryRead(out var frame)) frame.Dispose();
        _times.Dispose();
    }

    private static string[] Arguments(VideoInfo info, VideoReadOptions options, FrameLayout layout) =>
    [
        "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info",
        "-protocol_whitelist", FfmpegPrograms.Protocols, "-threads", Threads(options), "-i", FfmpegPrograms.FileUrl(info.Path),
        // What is readable is used, however much is damaged.
        "-max_error_rate", "1",
        "-filter_complex_threads", "1", "-filter_complex", layout.Graph(info.Fps), "-map", "[out]",
        "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1",
    ];

    private static string Threads(VideoReadOptions options)
    {
        var threads = options.DecoderThreads > 0 ? options.DecoderThreads : Math.Clamp(Environment.ProcessorCount / 2, 1, 4);
        return threads.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private void OnErrorLine(ReadOnlySpan<byte> line)
    {
        if (_showInfo.TryParse(line, out var time)) _times.Add(time);
        else _log.Add(line);
    }

    private void Read()
    {
        Exception? failure = null;
        try
        {
            for (var number = 0L; ReadFrame(number); number++) { }
        }
        catch (Exception e)
        {
            // Reaches the consumer through the channel.
            failure = e;
        }
        _frames.Writer.Complete(_stopped ? null : failure);
        _readerEnded.SetResult();
    }

    private bool ReadFrame(long number)
    {
        _room.Wait();
        if (_stopped) return false;
        var buffer = _pool.Rent();
        var kept = false;
        try
        {
            var bytes = buffer.Memory[.._layout.Bytes];
            if (_child.Output.ReadAtLeast(bytes.Span, _layout.Bytes, throwOnEndOfStream: false) < _layout.Bytes || _stopped) return false;
            if (!_times.TryTake(out var time, s_timeLimit))
                throw new StvgException($"ffmpeg sent a picture of '{_info.Path}' without its time: use FFmpeg 5.1 or newer");
            if (number == 0) FirstTime = time;
            var ticks = (long)((time - FirstTime) * TimeSpan.TicksPerSecond);
            LastTime = TimeSpan.FromTicks(Math.Max(LastTime.Ticks + Math.Min(number, 1), ticks));
            var (image, detector) = _layout.Views(bytes);
            kept = _frames.Writer.TryWrite(new Frame(_info.Path, number, LastTime, _layout.Frame, image, detector, buffer)
            {
                CapturedAt = DateTimeOffset.UnixEpoch + LastTime,
            });
            return kept;
        }
        finally
        {
            if (!kept) buffer.Dispose();
        }
    }
}
