namespace Stvg.Models.Inference;

/// <summary>
/// Who is served next when cameras share a device: the rules alone, without threads and without a clock.
/// </summary>
/// <remarks>
/// <para>
/// Each camera has a lane, and a lane stands in line with one item. The lane that was served longest ago comes first, so a camera with many
/// frames cannot starve another, and one that was passed over because it had nothing is served as soon as it has.
/// </para>
/// <para>
/// A lane of <see cref="QueuePolicy.LatestOnly"/> holds one item, the newest. A lane of <see cref="QueuePolicy.Lossless"/> keeps its items
/// in order; those behind the first are its caller's, who waits for them. When the line is full, a lane of latest frames gives way: the
/// one that was served last, which may be the one that just came.
/// </para>
/// </remarks>
/// <typeparam name="T">What waits.</typeparam>
/// <param name="capacity">Most lanes in line.</param>
internal sealed class FairQueue<T>(int capacity)
    where T : class
{
    private readonly List<Lane> _lanes = [];
    private long _served;
    private int _inLine;

    /// <summary>Items that wait, in all lanes.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a camera. It starts behind those that have been waiting.</summary>
    /// <param name="policy">What becomes of an item that waits when the next one comes.</param>
    /// <param name="network">Items of lanes with the same network may be run together.</param>
    /// <param name="maxBatch">Most items that this network takes at once.</param>
    public Lane Open(QueuePolicy policy, object network, int maxBatch)
    {
        var lane = new Lane(policy, network, maxBatch) { LastServed = _served };
        _lanes.Add(lane);
        return lane;
    }

    /// <summary>Removes a camera; its waiting items go into <paramref name="left"/>.</summary>
    public void Close(Lane lane, List<T> left)
    {
        if (!_lanes.Remove(lane)) return;
        left.AddRange(lane.Items);
        Count -= lane.Items.Count;
        if (lane.Items.Count > 0) _inLine--;
        lane.Items.Clear();
    }

    /// <summary>Queues an item.</summary>
    /// <returns>The item that gave way to it, which may be <paramref name="item"/> itself; null when there was room.</returns>
    public T? Add(Lane lane, T item)
    {
        if (lane.Items.Count > 0)
        {
            if (lane.Policy == QueuePolicy.Lossless) return Append(lane, item);
            var older = lane.Items[0];
            lane.Items[0] = item;
            return older;
        }

        T? gaveWay = null;
        if (_inLine >= capacity && LeastUrgent(lane) is { } last)
        {
            if (last == lane) return item;
            gaveWay = TakeFirst(last);
        }
        _inLine++;
        Append(lane, item);
        return gaveWay;
    }

    /// <summary>Takes an item out again that nobody wants any more; false when it does not wait.</summary>
    public bool Remove(Lane lane, T item)
    {
        if (!lane.Items.Remove(item)) return false;
        Count--;
        if (lane.Items.Count == 0) _inLine--;
        return true;
    }

    /// <summary>Takes what is to be run next: the most urgent item, and as many more as its network takes at once.</summary>
    /// <param name="batch">Gets the items; its length limits their number too.</param>
    /// <returns>How many; 0 when nothing waits.</returns>
    public int Take(Span<T?> batch)
    {
        if (MostUrgent(null) is not { } first) return 0;
        var count = 0;
        for (var lane = first; lane is not null; lane = MostUrgent(first.Network))
        {
            batch[count++] = TakeFirst(lane);
            lane.LastServed = ++_served;
            if (count == batch.Length || count >= first.MaxBatch) break;
        }
        return count;
    }

    private T? Append(Lane lane, T item)
    {
        lane.Items.Add(item);
        Count++;
        return null;
    }

    private T TakeFirst(Lane lane)
    {
        var item = lane.Items[0];
        lane.Items.RemoveAt(0);
        Count--;
        if (lane.Items.Count == 0) _inLine--;
        return item;
    }

    // A walk over all lanes: they are tens, and a run of the network takes as long as a hundred thousand of their steps.
    private Lane? MostUrgent(object? network)
    {
        Lane? best = null;
        foreach (var lane in _lanes)
        {
            if (lane.Items.Count == 0 || (network is not null && lane.Network != network)) continue;
            if (best is null || lane.LastServed < best.LastServed) best = lane;
        }
        return best;
    }

    // Null when every lane in line, and the one that came, must lose nothing.
    private Lane? LeastUrgent(Lane coming)
    {
        Lane? last = coming.Policy == QueuePolicy.LatestOnly ? coming : null;
        foreach (var lane in _lanes)
        {
            if (lane.Policy == QueuePolicy.Lossless || lane.Items.Count == 0) continue;
            if (last is null || lane.LastServed > last.LastServed) last = lane;
        }
        return last;
    }

    /// <summary>One camera's place.</summary>
    internal sealed class Lane(QueuePolicy policy, object network, int maxBatch)
    {
        public QueuePolicy Policy { get; } = policy;

        public object Network { get; } = network;

        public int MaxBatch { get; } = maxBatch;

        internal List<T> Items { get; } = [];

        internal long LastServed { get; set; }
    }
}
