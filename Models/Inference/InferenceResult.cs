using Stvg.Core.Frames;

namespace Stvg.Models.Inference;

/// <summary>
/// What was found in one frame. Its boxes and features lie in pooled memory that goes back on <see cref="Dispose"/>; until then they stay
/// as they are, whatever the device does next.
/// </summary>
public sealed class InferenceResult : IFoundObjects
{
    private readonly ResultPool _pool;
    private ResultMemory? _memory;

    // The object itself is not pooled, as with frames: a second Dispose must never give back what is already somebody else's.
    internal InferenceResult(ResultPool pool, ResultMemory memory, int batchSize, TimeSpan waited, TimeSpan ran) =>
        (_pool, _memory, BatchSize, Waited, Ran) = (pool, memory, batchSize, waited, ran);

    /// <summary>The detections, highest score first, boxes in pixels of the original frame.</summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public ReadOnlySpan<Detection> Detections => Memory.Found.Detections;

    /// <summary>
    /// The detector's features of the frame, valid until this result is disposed; null when it has none or was asked for none.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The result has been disposed.</exception>
    public FeatureMap? Features => Memory.Found.Features;

    /// <summary>How many frames were run together with this one, itself included.</summary>
    public int BatchSize { get; }

    /// <summary>From the call to the begin of the run.</summary>
    public TimeSpan Waited { get; }

    /// <summary>How long the run of the whole batch took.</summary>
    public TimeSpan Ran { get; }

    private ResultMemory Memory => _memory ?? throw new ObjectDisposedException(nameof(InferenceResult));

    /// <summary>Gives the memory back. Safe to call twice.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _memory, null) is { } memory) _pool.Return(memory);
    }
}
