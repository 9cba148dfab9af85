using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Cameras;
using Stvg.Embedded.Live;
using Stvg.Embedded.Live.Verification;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Storage;

namespace Stvg.Grains.Queries;

/// <summary>
/// The standing queries of one group of cameras, with their owner's right to write: what comes of an update is in the archive before the
/// next one is looked at.
/// </summary>
internal sealed partial class WatchDesk : IAsyncDisposable
{
    private readonly Dictionary<string, StandingQuery> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _replays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _heard = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _toldOf = new(StringComparer.Ordinal);
    private readonly string _group;
    private readonly SiloParts _silo;
    private readonly ILogger _log;

    private readonly Dictionary<string, string> _waiting = new(StringComparer.Ordinal);
    private readonly AlertHearings _hearings;

    private WatchDesk(string group, SiloParts silo, IGrainFactory grains, Fence fence, ILogger log)
    {
        (_group, _silo, Fence, _log) = (group, silo, fence, log);
        _hearings = new AlertHearings(silo.Judge?.Rules is { } rules ? new ClusterVerifier(grains, rules) : null, silo.Time);
    }

    /// <summary>The right to write.</summary>
    public Fence Fence { get; }

    /// <summary>The state machine.</summary>
    public StandingQueries Queries { get; } = new();

    /// <summary>One line when the archive refuses alerts, which are then kept and tried again; else null.</summary>
    public string? Trouble { get; private set; }

    /// <summary>
    /// Takes over the group: from now on nobody else's changes of its alerts are written. What was open goes on with the next update of its
    /// camera, under its id: evidence is in the update, which carries its objects' past, and what was told is in the archive.
    /// </summary>
    public static async Task<WatchDesk> OpenAsync(string group, SiloParts silo, IGrainFactory grains, ILogger log, CancellationToken ct)
    {
        var desk = new WatchDesk(group, silo, grains, await silo.Archive.TakeFenceAsync($"group/{group}", ct), log);
        var cameras = (await silo.Archive.CamerasAsync(ct)).Where(c => desk.IsMine(c.Settings.Id)).ToList();
        foreach (var camera in cameras) desk.Put(camera.Settings);
        foreach (var query in await silo.Archive.QueriesAsync(ct)) desk.Put(query);
        var (closed, open) = await AlertRestoration.ForNextOwnerAsync(silo.Archive, desk.IsMine, silo.Time.GetUtcNow(), ct);
        desk.Queries.Restore(closed);
        desk._hearings.Resume(open);
        var ended = desk.Queries.Resume(open).ToList();
        var there = cameras.Select(c => c.Settings.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in open.Select(a => a.CameraId).Distinct().Where(id => !there.Contains(id))) ended.AddRange(
            desk.Queries.CameraStopped(gone));
        await desk.WriteAsync(desk.Writes(ended));
        foreach (var alert in open) desk._heard[alert.CameraId] = silo.Time.GetTimestamp();
        foreach (var alert in open) desk._toldOf[alert.CameraId] =
            Math.Max(alert.Tube.End, desk._toldOf.GetValueOrDefault(alert.CameraId, -1));
        return desk;
    }

    /// <summary>
    /// Judges a camera's updates, in order; what comes of them has to be written before anybody is told that they were judged.
    /// </summary>
    public void Judge(CameraFeed feed, IReadOnlyList<CameraUpdate> updates, List<AlertWrite> writes)
    {
        foreach (var update in updates)
        {
            var last = Math.Max(feed.Frame, _toldOf.Remove(update.CameraId, out var told) && _replays.Contains(update.CameraId) ? told
                : -1);
            if (update.Frame <= last)
            {
                // A file that is watched again from its beginning: everything comes out as it did, under the same ids. Any other camera
                // whose frames go back, perhaps since the clock of its new silo does, is one that nobody is known in front of.
                if (!_replays.Contains(update.CameraId)) writes.AddRange(Writes(Queries.CameraStopped(update.CameraId)));
                Queries.ForgetCamera(update.CameraId);
            }

            (feed.Frame, _heard[update.CameraId]) = (update.Frame, _silo.Time.GetTimestamp());
            writes.AddRange(Writes(Queries.Update(update), update));
        }
    }

    /// <summary>Verdicts, and alarms, that <see cref="SettleAsync"/> has to look at.</summary>
    public ChannelReader<(string AlertId, AlertVerification Verdict)?> News => _hearings.News;

    /// <summary>Whether an alert of a camera waits for a verdict.</summary>
    public bool IsWaiting(string cameraId) => _waiting.ContainsValue(cameraId);

    /// <summary>Tells of what waits no longer.</summary>
    public Task SettleAsync() => ToldAsync(_hearings.Settle());

    /// <summary>Tells of all that waits as it is.</summary>
    public Task StopAsync() => ToldAsync(_hearings.Stop());

    /// <summary>Gives up what is being asked.</summary>
    public ValueTask DisposeAsync() => _hearings.DisposeAsync();

    private async Task ToldAsync(IReadOnlyList<Alert> told)
    {
        foreach (var id in _waiting.Keys.Where(id => !_hearings.IsPending(id)).ToList()) _waiting.Remove(id);
        await WriteAsync(Addressed(told));
    }

    /// <summary>Reads one standing query again.</summary>
    public async Task LoadQueryAsync(string id)
    {
        if (await _silo.Archive.FindQueryAsync(id, CancellationToken.None) is { } query) await WriteAsync(Put(query));
        else await WriteAsync(Remove(id));
    }

    /// <summary>Reads one camera again. False when it is gone.</summary>
    public async Task<bool> LoadCameraAsync(string id)
    {
        if (await _silo.Archive.FindCameraAsync(id, CancellationToken.None) is { } camera)
        {
            Put(camera.Settings);
            return true;
        }

        await WriteAsync(Writes(Queries.CameraStopped(id)));
        return false;
    }

    /// <summary>
    /// Closes what is open in front of cameras that have told nothing for long: whoever watched them is lost, and nobody else can.
    /// </summary>
    /// <param name="isRunning">Whether a camera runs all the same, and only has nothing to tell, or waits for the archive.</param>
    public async Task CloseSilentAsync(Func<string, Task<bool>> isRunning)
    {
        var writes = new List<AlertWrite>();
        foreach (var (camera, _) in _heard.Where(h => _silo.Time.GetElapsedTime(h.Value) > _silo.Options.SilentFor).ToList())
        {
            if (await isRunning(camera)) continue;
            _heard.Remove(camera);
            writes.AddRange(Writes(Queries.CameraStopped(camera)));
        }

        await WriteAsync(writes);
    }

    /// <summary>Reads all standing queries again and takes what changed.</summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        var now = (await _silo.Archive.QueriesAsync(ct)).ToDictionary(q => q.Id, StringComparer.Ordinal);
        var writes = new List<AlertWrite>();
        foreach (var gone in _byId.Keys.Except(now.Keys).ToList()) writes.AddRange(Remove(gone));
        foreach (var query in now.Values)
            if (!_byId.TryGetValue(query.Id, out var known) || !SameQuery.Is(known, query)) writes.AddRange(Put(query));
        await WriteAsync(writes);
    }

    private bool IsMine(string cameraId) => ClusterNames.GroupOf(cameraId, _silo.Options.Groups) == _group;

    private void Put(CameraSettings camera)
    {
        Queries.SetZones(camera.Id, camera.Zones);
        if (camera.Pace == Pace.Fast) _replays.Add(camera.Id);
        else _replays.Remove(camera.Id);
    }

    private List<AlertWrite> Put(StandingQuery query)
    {
        // The closings are the old query's.
        var writes = Writes(Queries.Put(query, _silo.Planner.Plan(query.Text)));
        _byId[query.Id] = query;
        return writes;
    }

    private List<AlertWrite> Remove(string id)
    {
        var writes = Writes(Queries.Remove(id));
        _byId.Remove(id);
        return writes;
    }

    /// <summary>What is to be written of changes now; openings that the model is asked about wait, and what follows them.</summary>
    private List<AlertWrite> Writes(IReadOnlyList<Alert> changes, CameraUpdate? update = null)
    {
        var told = _hearings.Take(changes, update, id => _byId.TryGetValue(id, out var query) ? _silo.Planner.Plan(query.Text) : null);
        foreach (var change in changes.Where(c => _hearings.IsPending(c.Id))) _waiting[change.Id] = change.CameraId;
        return Addressed(told);
    }

    private List<AlertWrite> Addressed(IReadOnlyList<Alert> changes) =>
        [.. changes.Select(a => new AlertWrite(a, a.Tube.Query, _byId.GetValueOrDefault(a.QueryId)?.Webhook))];

    /// <summary>Writes changes of alerts; waits for as long as the archive does not take them.</summary>
    /// <exception cref="FencedException">Somebody else judges the group now.</exception>
    public async Task WriteAsync(IReadOnlyList<AlertWrite> writes)
    {
        if (writes.Count == 0) return;
        // Alerts are what all this is for: they wait, and with them the group's updates, until the archive takes them.
        var records = await ArchivePatience.UntilTakenAsync(
            () => _silo.Archive.WriteAlertsAsync(writes, _silo.Time.GetUtcNow(), Fence, CancellationToken.None),
            e =>
            {
                if (Trouble is null) ArchiveRefused(_log, _group, e.Message);
                Trouble = e.Message;
            },
            _silo.Time, CancellationToken.None);
        Trouble = null;
        AlertFeed.Count(records, _silo.Time);
    }

    [LoggerMessage(LogLevel.Error, "{Group}: the archive takes no alerts, which wait: {Reason}")]
    private static partial void ArchiveRefused(ILogger log, string group, string reason);
}
