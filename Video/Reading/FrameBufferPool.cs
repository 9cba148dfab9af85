using System.Buffers;

namespace Stvg.Video.Reading;

/// <summary>
/// Buffers of exactly one frame. The shared array pool rounds up to a power of two, up to twice the memory; frames of a file are all alike.
/// </summary>
internal sealed class FrameBufferPool(int bytes)
{
    // No concurrent bag: its lists hang on the threads that used it, and a buffer leads back to it, so that no pool would ever be freed.
    private readonly Stack<Buffer> _free = new();
    private readonly Lock _gate = new();
    private int _rented;
    private int _created;

    /// <summary>Buffers now in use.</summary>
    public int Rented => Volatile.Read(ref _rented);

    /// <summary>Buffers ever made: the most that were in use at one time.</summary>
    public int Created => Volatile.Read(ref _created);

    /// <summary>Takes a buffer with undefined content; disposing it once gives it back.</summary>
    public IMemoryOwner<byte> Rent()
    {
        Interlocked.Increment(ref _rented);
        lock (_gate)
            if (_free.TryPop(out var buffer)) return buffer;
        Interlocked.Increment(ref _created);
        return new Buffer(this, GC.AllocateUninitializedArray<byte>(bytes));
    }

    private void Return(Buffer buffer)
    {
        lock (_gate) _free.Push(buffer);
        Interlocked.Decrement(ref _rented);
    }

    /// <summary>Re-used with its array; <see cref="Stvg.Core.Frames.Frame"/> sees to it that it is given back only once.</summary>
    private sealed class Buffer(FrameBufferPool pool, byte[] array) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => array;

        public void Dispose() => pool.Return(this);
    }
}
