using System.Buffers;
using System.Collections.Concurrent;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Video.Live.Connection;
using Stvg.Video.Processes;

namespace Stvg.Video.Reading;

/// <summary>When a frame is.</summary>
/// <param name="Pts">The stream's own time, seconds.</param>
/// <param name="Arrived">When FFmpeg told of it, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
internal readonly record struct FrameTime(double Pts, long Arrived);

/// <summary>Makes a frame of what came through the pipe; null for one that is not wanted, and the buffer is not taken then.</summary>
internal delegate Frame? FrameMaker(FrameTime time, ImageView image, DetectorInput? detector, IMemoryOwner<byte> buffer);

/// <summary>
/// One run of FFmpeg that writes frames to its standard output and their times to its standard error (<see cref="ShowInfoParser"/>).
/// A thread reads the pipe straight into pooled buffers, beside the consumer.
/// </summary>
internal sealed class FramePipe : IAsyncDisposable
{
    // The time is written before the pixels, so it is normally there already; this only ends a wait for something that never comes.
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(20);
    private readonly FrameLayout _layout;
    private readonly FrameBufferPool _pool;
    private readonly FrameQueue _queue;
    private readonly FrameMaker _make;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _grace;
    private readonly ShowInfoParser _showInfo = new();
    private readonly BlockingCollection<FrameTime> _times = [];
    private readonly TaskCompletionSource _readerEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChildProcess _child;
    private readonly CapturePump? _pump;
    private long _waitingSince;
    private Exception? _failure;
    private Task _ending = Task.CompletedTask;
    private volatile bool _stopped;
    private int _stopping;
    private int _disposed;

    /// <summary>Starts FFmpeg.</summary>
    /// <param name="arguments">FFmpeg's.</param>
    /// <param name="folder">Its working directory; null for this process's own.</param>
    /// <param name="log">Takes its complaints.</param>
    /// <param name="layout">What a frame's bytes mean.</param>
    /// <param name="pool">Buffers of that many bytes.</param>
    /// <param name="queue">Takes the frames.</param>
    /// <param name="make">Called on one background thread, in order.</param>
    /// <param name="clock">Says when frames arrive.</param>
    /// <param name="grace">How long FFmpeg may take to finish its files when it is stopped; none: it is ended at once.</param>
    /// <param name="capture">Where FFmpeg's input comes from, and closed with it; null: FFmpeg opens that itself.</param>
    public FramePipe(
        IEnumerable<string> arguments, string? folder, FfmpegLog log, FrameLayout layout, FrameBufferPool pool, FrameQueue queue,
        FrameMaker make, TimeProvider clock, TimeSpan grace = default, ICapture? capture = null)
    {
        (Log, _layout, _pool, _queue, _make, _clock, _grace) = (log, layout, pool, queue, make, clock, grace);
        _waitingSince = clock.GetTimestamp();
        try
        {
            _child = ChildProcess.Start(FfmpegPrograms.Ffmpeg, arguments, OnErrorLine, folder, capture is not null);
        }
        catch
        {
            capture?.Dispose();
            throw;
        }

        if (capture is not null) _pump = new CapturePump(capture, _child);
        new Thread(Read) { IsBackground = true, Name = $"frames of {_child.Id}" }.Start();
    }

    /// <summary>Process id of FFmpeg.</summary>
    public int ProcessId => _child.Id;

    /// <summary>FFmpeg's complaints.</summary>
    public FfmpegLog Log { get; }

    /// <summary>Whether it was ended before the end of the source.</summary>
    public bool Stopped => _stopped;

    /// <summary>How long FFmpeg has been waited for; zero while it is FFmpeg that waits.</summary>
    public TimeSpan Waiting => Volatile.Read(ref _waitingSince) is var since and not 0 ? _clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>The next frame, or null after the last one.</summary>
    public ValueTask<Frame?> NextAsync(CancellationToken ct) => _queue.NextAsync(ct);

    /// <summary>After the last frame: FFmpeg's exit status.</summary>
    public Task<int> ExitAsync() => _child.WaitAsync();

    /// <summary>Ends FFmpeg and the reading thread.</summary>
    public void Stop()
    {
        if (Interlocked.Exchange(ref _stopping, 1) != 0) return;
        _stopped = true;
        _pump?.Stop();
        if (_grace > TimeSpan.Zero) _ending = EndWithinGraceAsync();
        else _child.Kill();
        _queue.Stop();
    }

    /// <summary>Stops because of something that the consumer has to know.</summary>
    public void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        Stop();
    }

    /// <summary>Ends everything if it still runs; frames that nobody took go back to the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Stop();
        await _ending.ConfigureAwait(false);
        await _readerEnded.Task.ConfigureAwait(false);
        await _child.DisposeAsync().ConfigureAwait(false);
        _queue.Clear();
        _times.Dispose();
    }

    // FFmpeg looks up from its work only between two packets: one that waits for a dead network never does.
    private async Task EndWithinGraceAsync()
    {
        _child.Terminate();
        using var ended = new CancellationTokenSource();
        var exit = _child.WaitAsync();
        await Task.WhenAny(exit, Task.Delay(_grace, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        _child.Kill();
        await exit.ConfigureAwait(false);
    }

    private void OnErrorLine(ReadOnlySpan<byte> line)
    {
        if (_showInfo.TryParse(line, out var time)) _times.Add(new(time, _clock.GetTimestamp()));
        else Log.Add(line);
    }

    private void Read()
    {
        try
        {
            while (ReadFrame()) { }
            // FFmpeg, asked to end, first gets rid of what it has.
            if (_stopped) _child.Output.CopyTo(Stream.Null);
        }
        catch (Exception e)
        {
            // Reaches the consumer through the queue.
            if (!_stopped) Interlocked.CompareExchange(ref _failure, e, null);
        }
        Volatile.Write(ref _waitingSince, 0);
        _queue.Complete(_failure);
        _readerEnded.SetResult();
    }

    private bool ReadFrame()
    {
        Volatile.Write(ref _waitingSince, 0);
        if (!_queue.WaitForRoom()) return false;
        Volatile.Write(ref _waitingSince, _clock.GetTimestamp());
        var buffer = _pool.Rent();
        var kept = false;
        try
        {
            var bytes = buffer.Memory[.._layout.Bytes];
            if (_child.Output.ReadAtLeast(bytes.Span, _layout.Bytes, throwOnEndOfStream: false) < _layout.Bytes || _stopped) return false;
            if (!_times.TryTake(out var time, s_timeLimit))
                throw new StvgException("ffmpeg sent a picture without its time: use FFmpeg 5.1 or newer");
            var (image, detector) = _layout.Views(bytes);
            kept = _make(time, image, detector, buffer) is { } frame && _queue.TryAdd(frame);
            return true;
        }
        finally
        {
            if (!kept) buffer.Dispose();
        }
    }
}
