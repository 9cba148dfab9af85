namespace Stvg.Storage;

/// <summary>
/// Keeps out former owners: a process that was frozen, or cut off, wakes up and still believes that a camera is its own, while the camera
/// lives elsewhere since. Whoever takes over a thing takes its fence; writes that are made with a fence are refused from then on when
/// theirs is an older one. The check and the write are one transaction.
/// </summary>
public interface IFenceStore
{
    /// <summary>
    /// Takes over: grows the epoch of the name by one (from 1), so that every earlier owner is refused from now on. Waits for writes of
    /// earlier owners that are under way; when it returns, whatever they could still write is written.
    /// </summary>
    Task<Fence> TakeFenceAsync(string name, CancellationToken ct);

    /// <summary>Throws when somebody took over since. Good for stopping early; only a write with the fence is sure.</summary>
    /// <exception cref="FencedException">Somebody took over, or nobody ever took it.</exception>
    Task CheckFenceAsync(Fence fence, CancellationToken ct);

    /// <summary>
    /// Gives a thing up for good if it is still ours (a removed camera); else nothing. Whoever takes it later gets a higher epoch than any
    /// that was given out before, so that earlier owners stay refused.
    /// </summary>
    Task DropFenceAsync(Fence fence, CancellationToken ct);
}
