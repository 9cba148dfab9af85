using Stvg.Core.Cameras;

namespace Stvg.Grains.Cameras;

/// <summary>
/// A camera's latest updates for a group that is judged on the same silo: it picks them up here, and nothing has to be written and read
/// again. Safe for concurrent use.
/// </summary>
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

    /// <summary>The updates from one number to another; null when one of them is not here.</summary>
    public List<CameraUpdate>? Between(long owner, long first, long last)
    {
        if (owner != epoch) return null;
        lock (_gate)
        {
            var found = _updates.SkipWhile(u => u.Sequence < first).TakeWhile(u => u.Sequence <= last).Select(u => u.Update).ToList();
            return found.Count == last - first + 1 ? found : null;
        }
    }
}
