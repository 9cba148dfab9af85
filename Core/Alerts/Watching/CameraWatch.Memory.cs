namespace Stvg.Core.Alerts.Watching;

// What is known of alerts of before a restart, and which ids were used.
internal sealed partial class CameraWatch
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Query, int Object), (int Through, DateTimeOffset ClosedAt)> _restored = [];
    private readonly Dictionary<string, DateTimeOffset> _openings = new(StringComparer.Ordinal);

    /// <summary>Learns of an alert of before a restart. One that was open counts as closed at its latest change.</summary>
    public void Restore(Alert alert)
    {
        _ids[alert.Id] = alert.Tube.End;
        var key = (alert.QueryId, alert.ObjectId);
        var known = _restored.GetValueOrDefault(key, (int.MinValue, DateTimeOffset.MinValue));
        _restored[key] = (Math.Max(known.Item1, alert.Tube.End), alert.ChangedAt > known.Item2 ? alert.ChangedAt : known.Item2);
        if (!_openings.TryGetValue(alert.QueryId, out var opened) || opened < alert.OpenedAt) _openings[alert.QueryId] = alert.OpenedAt;
    }

    /// <summary>A query means something else from now on.</summary>
    public void ForgetRestored(string queryId)
    {
        _openings.Remove(queryId);
        foreach (var key in _restored.Keys.Where(k => k.Query == queryId).ToArray()) _restored.Remove(key);
    }

    /// <summary>When a query opened its last alert here before a restart.</summary>
    public DateTimeOffset? LastOpening(string queryId) => _openings.TryGetValue(queryId, out var opened) ? opened : null;

    private AlertCase? Restored(WatchAtCamera at, WatchedObject watched)
    {
        if (_restored.Count == 0 || !_restored.TryGetValue((at.Watch.Query.Id, watched.Id), out var before)) return null;
        var known = watched.AddCase(at);
        known.Restore(before.Through, before.ClosedAt);
        return known;
    }

    private bool TryUse(string id, int lastFrame) => _ids.TryAdd(id, lastFrame);

    private void ForgetIds()
    {
        var oldest = Frame - Frames(AlertRules.RememberIdSeconds);
        foreach (var (id, _) in _ids.Where(i => i.Value < oldest).ToArray()) _ids.Remove(id);
        foreach (var (key, _) in _restored.Where(r => r.Value.Through < oldest).ToArray()) _restored.Remove(key);
    }
}
