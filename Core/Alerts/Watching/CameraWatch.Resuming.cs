using Stvg.Core.Cameras;

namespace Stvg.Core.Alerts.Watching;

// Alerts that another state machine had open when it was lost: they go on here, under their ids.
internal sealed partial class CameraWatch
{
    private readonly List<(Watch Watch, Alert Told)> _resuming = [];

    /// <summary>Alerts of a query that wait for the camera's first update.</summary>
    public int Resuming(Watch watch) => _resuming.Count(r => r.Watch == watch);

    /// <summary>Takes an open alert as it was told last; it goes on with the first update that is newer.</summary>
    public void Resume(Watch watch, Alert told)
    {
        _ids[told.Id] = told.Tube.End;
        if (!_openings.TryGetValue(told.QueryId, out var opened) || opened < told.OpenedAt) _openings[told.QueryId] = told.OpenedAt;
        _resuming.Add((watch, told));
    }

    /// <summary>Closes what waits to go on: that of one query, or of all (null).</summary>
    public void Abandon(Watch? watch, AlertEnd why, List<Alert> changes)
    {
        var due = _resuming.Where(r => watch is null || r.Watch == watch).OrderBy(r => r.Told.Id, StringComparer.Ordinal);
        foreach (var (of, told) in due.ToArray())
        {
            _resuming.Remove((of, told));
            changes.Add(StandingQueries.ClosingOf(told, why));
            Restore(changes[^1]);
        }
    }

    /// <summary>
    /// Lets what waits go on. False when whoever told of it had seen more than this update: then nothing of the update is news.
    /// </summary>
    private bool TryResume(CameraUpdate update, List<Alert> changes)
    {
        if (_resuming.Count == 0) return true;
        var strange = _resuming.Where(r => !IsOfThisLife(r.Told)).OrderBy(r => r.Told.Id, StringComparer.Ordinal);
        foreach (var (watch, told) in strange.ToArray())
        {
            _resuming.Remove((watch, told));
            changes.Add(StandingQueries.ClosingOf(told, AlertEnd.CameraStopped));
            Restore(changes[^1]);
        }

        if (_resuming.Exists(r => Timeline.FrameAt(r.Told.ChangedAt) > Frame)) return false;
        foreach (var (watch, told) in _resuming.OrderBy(r => r.Told.ObjectId).ThenBy(r => r.Told.Tube.Begin)
            .ThenBy(r => r.Told.Id, StringComparer.Ordinal))
        {
            var watched = Awaited(told, update);
            var at = watch.At(this);
            (watched.CaseOf(watch) ?? Restored(at, watched) ?? watched.AddCase(at)).Resume(told);
            watched.Remember(told.Tube, watch);
        }

        _resuming.Clear();
        return true;
    }

    /// <summary>The object of an alert, which is taken to be in the picture until the update shows that it is not.</summary>
    private WatchedObject Awaited(Alert told, CameraUpdate update)
    {
        if (_objects.TryGetValue(told.ObjectId, out var known)) return known;
        var seen = update.Recent.Concat(update.Ended).Where(o => o.Tubelet.ObjectId == told.ObjectId).Select(o => o.Tubelet.End)
            .Append(told.Tube.End).Max();
        var watched = new WatchedObject(told.ObjectId)
        {
            IsLive = true, TubeletId = told.Tube.TubeletId, LastSeen = Math.Min(seen, Frame - 1),
        };
        _live.Add(watched);
        return _objects[told.ObjectId] = watched;
    }

    /// <summary>Whether the alert's frames are counted as the camera counts now; the archive rounds times, but by much less than a frame.</summary>
    private bool IsOfThisLife(Alert told) =>
        Math.Abs((Timeline.TimeOf(told.Tube.Begin) - told.BeginAt).TotalSeconds) < 0.5 / Timeline.FramesPerSecond;
}
