using Stvg.Core.Cameras;

namespace Stvg.Grains.Cameras;

/// <summary>
/// A camera's latest updates for a group that is judged on the same silo: it picks them up here, each once, and nothing has to be written
/// and read again. Safe for concurrent use.
/// </summary>
/// <remarks>What is picked up is not kept: updates that stay for seconds are what a garbage collector is slowest with.</remarks>
internal sealed class RecentUpdates(long epoch)
{
    // Ten seconds at five updates a second; who is further behind asks for everything.
    private const int Most = 50;

    private readonly Lock _gate = new();
    private readonly Queue<(long Sequence, CameraUpdate Update)> _updates = [];

    public void Add(long sequence, CameraUpdate update)
    {
        lock (_gate)
        {
            if (_updates.Count == Most) _updates.Dequeue();
            _updates.Enqueue((sequence, update));
        }
    }

    public void Clear()
    {
        lock (_gate) _updates.Clear();
    }

    /// <summary>
    /// Takes out the updates from one number to another, and what is older; null when one of them is not here, and then nothing is taken.
    /// </summary>
    public List<CameraUpdate>? Take(long owner, long first, long last)
    {
        if (owner != epoch) return null;
        lock (_gate)
        {
            var found = _updates.SkipWhile(u => u.Sequence < first).TakeWhile(u => u.Sequence <= last).Select(u => u.Update).ToList();
            if (found.Count != last - first + 1) return null;
            while (_updates.TryPeek(out var oldest) && oldest.Sequence <= last) _updates.Dequeue();
            return found;
        }
    }
}
