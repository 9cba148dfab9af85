using System.Collections.Immutable;
using Stvg.Core.Alerts.Meanings;
using Stvg.Core.Alerts.Watching;
using Stvg.Core.Cameras;
using Stvg.Core.Queries;

namespace Stvg.Core.Alerts;

/// <summary>
/// Sentences that stay on watch, thousands of them, over any number of cameras: camera updates in, changes of alerts out. A state machine
/// without a clock: time is only that of the frames. One thread at a time.
/// </summary>
public sealed class StandingQueries
{
    private readonly Dictionary<string, Watch> _watches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CameraWatch> _cameras = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Scope> _scopes = new(StringComparer.Ordinal);
    private readonly Scope _everywhere = new();
    private readonly MeaningTable _meanings = new();
    private StandingWork _work;
    private long _looks;
    private int _lastNumber;

    /// <summary>Begins without queries.</summary>
    public StandingQueries() { }

    /// <summary>How many queries are on watch.</summary>
    public int Count => _watches.Count;

    /// <summary>How many different things they ask for: "a man in a red coat" and "a woman in a red jacket" are judged alike, and once.</summary>
    public int Meanings => _meanings.Count;

    /// <summary>What was done so far.</summary>
    public StandingWork Work => _work;

    /// <summary>Puts a query on watch, in place of one of the same id.</summary>
    /// <param name="query">The query.</param>
    /// <param name="plan">The plan of its sentence.</param>
    /// <returns>The closing of every alert that the old one had open.</returns>
    /// <exception cref="StvgException">Its schedule has no window, or a time zone that is not known.</exception>
    public IReadOnlyList<Alert> Put(StandingQuery query, QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(plan);
        query.Schedule?.Validate();
        List<Alert> closings = [];
        if (_watches.TryGetValue(query.Id, out var old))
        {
            // The same sentence goes on where it was: cooldowns, and which events were alerted.
            var isSame = old.Query.Text == query.Text;
            closings = Take(old, forget: !isSame);
            if (isSame) Restore(old.Cameras.SelectMany(at => at.Cases).Select(c => c.Told).OfType<Alert>());
        }

        var watch = new Watch(query, _meanings.Take(plan, query.Threshold, out var order), plan, order, ++_lastNumber);
        _watches[query.Id] = watch;
        foreach (var scope in ScopesOf(query)) scope.Add(watch);
        return closings;
    }

    /// <summary>Takes a query off watch; nothing happens when there is none of that id.</summary>
    /// <returns>The closing of every alert that it had open.</returns>
    public IReadOnlyList<Alert> Remove(string queryId) => _watches.TryGetValue(queryId, out var watch) ? Take(watch, forget: true) : [];

    /// <summary>Says which areas of a camera's picture have names; in place of those that it had.</summary>
    public void SetZones(string cameraId, ImmutableArray<Zone> zones) => CameraOf(cameraId).SetZones(zones);

    /// <summary>Takes what a camera saw.</summary>
    /// <returns>Changes of alerts, in order.</returns>
    /// <exception cref="ArgumentException">The frame is not newer than that of the camera's last update.</exception>
    public IReadOnlyList<Alert> Update(CameraUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        _work.Updates++;
        var changes = new List<Alert>();
        CameraOf(update.CameraId).Update(update, _everywhere, _scopes.GetValueOrDefault(update.CameraId), ref _looks, ref _work, changes);
        return changes;
    }

    /// <summary>A camera was lost, stopped or removed.</summary>
    /// <returns>The closing of every alert that was open there.</returns>
    public IReadOnlyList<Alert> CameraStopped(string cameraId)
    {
        var changes = new List<Alert>();
        if (_cameras.TryGetValue(cameraId, out var camera)) camera.Stop(changes);
        return changes;
    }

    /// <summary>
    /// Forgets what a camera saw, without a word: it will be watched again from its beginning, and everything will come out as it did. Its
    /// zones stay.
    /// </summary>
    public void ForgetCamera(string cameraId)
    {
        if (!_cameras.Remove(cameraId, out var camera)) return;
        foreach (var watch in _watches.Values) watch.Forget(cameraId);
        CameraOf(cameraId).SetZones(camera.AllZones);
    }

    /// <summary>
    /// Learns of alerts of before a restart, each as it stood after its latest change: their cooldowns go on, and an id that was used is not
    /// used again. What was open then is taken to be closed; the host tells so (<see cref="AlertEnd.Restarted"/>).
    /// </summary>
    public void Restore(IEnumerable<Alert> recent)
    {
        ArgumentNullException.ThrowIfNull(recent);
        foreach (var alert in recent) CameraOf(alert.CameraId).Restore(alert);
    }

    /// <summary>
    /// Takes alerts that another state machine had open, each as it stood after its latest change: with the first update of their camera that
    /// is newer they go on, under the same ids, with the changes counted on, and end for the reason that ends them.
    /// </summary>
    /// <returns>The closing of those whose query is not on watch any more, or says something else.</returns>
    public IReadOnlyList<Alert> Resume(IEnumerable<Alert> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        var closings = new List<Alert>();
        foreach (var alert in open)
        {
            var camera = CameraOf(alert.CameraId);
            if (_watches.TryGetValue(alert.QueryId, out var watch) && watch.Query.Text == alert.Tube.Query && IsFor(watch.Query, alert.CameraId))
            {
                camera.Resume(watch, alert);
                continue;
            }

            closings.Add(ClosingOf(alert, AlertEnd.QueryStopped));
            camera.Restore(closings[^1]);
        }

        return closings;
    }

    /// <summary>How many alerts a query has open; 0 when there is no such query.</summary>
    public int OpenAlerts(string queryId) =>
        _watches.TryGetValue(queryId, out var watch) ? watch.Open + _cameras.Values.Sum(c => c.Resuming(watch)) : 0;

    /// <summary>What a camera cannot judge of a plan though a clip can; empty when there is nothing.</summary>
#pragma warning disable CA1822 // belongs to the state machine: another one may judge more
    public IReadOnlyList<string> Warnings(QueryPlan plan) => CameraWarnings.Of(plan);
#pragma warning restore CA1822

    /// <summary>The end of an alert of which nothing more is known than what was told.</summary>
    internal static Alert ClosingOf(Alert told, AlertEnd why) => told with { State = AlertState.Closed, Change = told.Change + 1, End = why };

    private List<Alert> Take(Watch watch, bool forget)
    {
        var closings = new List<Alert>();
        foreach (var camera in _cameras.Values) camera.Abandon(watch, AlertEnd.QueryStopped, closings);
        foreach (var at in watch.Cameras)
        {
            foreach (var open in at.Cases.Where(c => c.IsOpen).OrderBy(c => c.Subject.Id).ToArray()) closings.Add(open.Close(AlertEnd.QueryStopped));
            at.Camera.Forget(watch);
        }

        if (forget) foreach (var camera in _cameras.Values) camera.ForgetRestored(watch.Query.Id);
        foreach (var scope in ScopesOf(watch.Query)) scope.Remove(watch);
        if (!watch.Query.Cameras.IsDefaultOrEmpty)
            foreach (var camera in watch.Query.Cameras) if (_scopes.TryGetValue(camera, out var scope) && scope.IsEmpty) _scopes.Remove(camera);
        _meanings.Release(watch.Meaning);
        _watches.Remove(watch.Query.Id);
        return closings;
    }

    private static bool IsFor(StandingQuery query, string cameraId) => query.Cameras.IsDefaultOrEmpty || query.Cameras.Contains(cameraId);

    private IEnumerable<Scope> ScopesOf(StandingQuery query)
    {
        if (query.Cameras.IsDefaultOrEmpty) return [_everywhere];
        return query.Cameras.Distinct().Select(camera => _scopes.TryGetValue(camera, out var scope) ? scope : _scopes[camera] = new Scope());
    }

    private CameraWatch CameraOf(string cameraId)
    {
        if (!_cameras.TryGetValue(cameraId, out var camera)) _cameras[cameraId] = camera = new CameraWatch(cameraId);
        return camera;
    }
}
