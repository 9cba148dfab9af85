using System.Threading.Channels;
using Stvg.Core.Frames;

namespace Stvg.Video.Reading;

/// <summary>
/// The few frames between FFmpeg and whoever looks at them. When it is full, either the one who fills it waits, or the oldest frame gives
/// way, so that what is looked at is always new.
/// </summary>
internal sealed class FrameQueue
{
    private readonly Channel<Frame> _frames;
    private readonly SemaphoreSlim? _room;
    private long _dropped;
    private volatile bool _stopped;

    /// <param name="capacity">Frames that may wait.</param>
    /// <param name="dropOldest">What happens when there are more.</param>
    public FrameQueue(int capacity, bool dropOldest)
    {
        _room = dropOldest ? null : new SemaphoreSlim(capacity);
        _frames = dropOldest
            ? Channel.CreateBounded<Frame>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest }, Drop)
            : Channel.CreateUnbounded<Frame>(new() { SingleWriter = true });
    }

    /// <summary>Frames that gave way.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Waits, if need be, until one more frame may come. False once stopped.</summary>
    public bool WaitForRoom()
    {
        _room?.Wait();
        return !_stopped;
    }

    /// <summary>Adds a frame, which the queue then owns. False, and it does not, once it is complete.</summary>
    public bool TryAdd(Frame frame) => _frames.Writer.TryWrite(frame);

    /// <summary>The next frame, or null after the last one.</summary>
    /// <exception cref="Exception">What the queue was completed with.</exception>
    public async ValueTask<Frame?> NextAsync(CancellationToken ct)
    {
        while (await _frames.Reader.WaitToReadAsync(ct).ConfigureAwait(false))
        {
            if (!_frames.Reader.TryRead(out var frame)) continue;
            _room?.Release();
            return frame;
        }
        return null;
    }

    /// <summary>No more frames come; a failure reaches who takes them, after the last one.</summary>
    public void Complete(Exception? failure) => _frames.Writer.TryComplete(failure);

    /// <summary>Nobody waits for room any more.</summary>
    public void Stop()
    {
        _stopped = true;
        _room?.Release();
    }

    /// <summary>Gives up the frames that nobody took.</summary>
    public void Clear()
    {
        while (_frames.Reader.TryRead(out var frame)) frame.Dispose();
    }

    private void Drop(Frame frame)
    {
        frame.Dispose();
        Interlocked.Increment(ref _dropped);
    }
}
