using System.Diagnostics;

namespace Stvg.Models.Inference;

/// <summary>What stands in a worker's line: a camera's frame, or a question to a learned grounder.</summary>
internal abstract class DeviceCall
{
    /// <summary>Whose it is.</summary>
    public DeviceSeat Seat { get; protected set; } = null!;

    /// <summary>When the call came, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public long Since { get; protected set; }

    /// <summary>Cancelled before it stood in line. Guarded by the worker's lock.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>Takes it out of the queue.</summary>
    public abstract CancellationToken Token { get; }

    /// <summary>Ends it without a run, only once; null: it gave way, or its client is gone. Called under the worker's lock.</summary>
    public abstract void GiveUp(Exception? error);
}

/// <summary>A client's place at a worker.</summary>
/// <param name="lane">Where its calls wait.</param>
/// <param name="leave">
/// Lets go of its network, and gives what nobody uses any more: to be closed by the device's thread, which may be running it.
/// </param>
internal sealed class DeviceSeat(FairQueue<DeviceCall>.Lane lane, Func<IDisposable?> leave)
{
    public FairQueue<DeviceCall>.Lane Lane { get; } = lane;

    public bool IsCamera { get; init; }

    /// <summary>Guarded by the worker's lock.</summary>
    public bool IsClosed { get; set; }

    public IDisposable? Leave() => leave();
}
