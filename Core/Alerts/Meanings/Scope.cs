using Stvg.Core.Alerts.Watching;

namespace Stvg.Core.Alerts.Meanings;

/// <summary>The queries that watch every camera, or those that watch one, with their index.</summary>
internal sealed class Scope
{
    private readonly Dictionary<Meaning, WatchedMeaning> _entries = [];

    /// <summary>Finds them by what an object has.</summary>
    public PlanIndex Index { get; } = new();

    /// <summary>Whether nobody watches.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Adds a query.</summary>
    public void Add(Watch watch)
    {
        if (!_entries.TryGetValue(watch.Meaning, out var entry))
        {
            _entries[watch.Meaning] = entry = new WatchedMeaning(watch.Meaning);
            Index.Add(entry);
        }

        entry.Watches.Add(watch);
    }

    /// <summary>Removes a query.</summary>
    public void Remove(Watch watch)
    {
        var entry = _entries[watch.Meaning];
        entry.Watches.Remove(watch);
        if (entry.Watches.Count > 0) return;
        _entries.Remove(watch.Meaning);
        Index.Remove(entry);
    }
}
