using System.Collections.Immutable;
using Stvg.Core.Alerts.Meanings;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Alerts.Watching;

/// <summary>One camera, seen by all standing queries.</summary>
internal sealed partial class CameraWatch(string id)
{
    private readonly Dictionary<int, WatchedObject> _objects = [];
    private readonly List<WatchedObject> _live = [];
    private ImmutableArray<Zone> _zones = [];
    private int _lastPruned;
    private long _scene;
    private SceneMemory _memory = new();
    private int _memoryPeriod = -1;

    /// <summary>The camera's id.</summary>
    public string Id { get; } = id;

    /// <summary>What frame numbers mean; set by the first update.</summary>
    public CameraTimeline Timeline { get; private set; } = new(DateTimeOffset.UnixEpoch, 1);

    /// <summary>Size of the picture.</summary>
    public FrameSize Size { get; private set; }

    /// <summary>The newest frame; -1 before the first.</summary>
    public int Frame { get; private set; } = -1;

    /// <summary>Its capture time.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Grows when the zones change.</summary>
    public long ZonesVersion { get; private set; }

    /// <summary>Seconds as a number of frames, at least one.</summary>
    public int Frames(double seconds) => Math.Max(1, (int)Math.Round(seconds * Timeline.FramesPerSecond));

    /// <summary>Names areas of the picture anew.</summary>
    public void SetZones(ImmutableArray<Zone> zones) => (_zones, ZonesVersion) = (zones.IsDefault ? [] : zones, ZonesVersion + 1);

    /// <summary>All areas.</summary>
    public ImmutableArray<Zone> AllZones => _zones;

    /// <summary>The areas of some names; those that are not there are left out.</summary>
    public Polygon[] ZonesNamed(ImmutableArray<string> names) => [.. _zones.Where(z => names.Contains(z.Name)).Select(z => z.Area)];

    /// <summary>Takes what the camera saw.</summary>
    /// <param name="update">The news.</param>
    /// <param name="everywhere">Queries on every camera.</param>
    /// <param name="here">Queries on this camera, or null.</param>
    /// <param name="looks">Number of the latest look, over all cameras.</param>
    /// <param name="work">Counted in.</param>
    /// <param name="changes">Appended to.</param>
    public void Update(CameraUpdate update, Scope everywhere, Scope? here, ref long looks, ref StandingWork work, List<Alert> changes)
    {
        if (Frame >= 0 && update.Timeline != Timeline) Stop(changes); // another life of the camera
        else if (update.Frame <= Frame)
            throw new ArgumentException($"camera '{Id}' gave frame {update.Frame} after {Frame}; frames only go on", nameof(update));
        (Timeline, Size, Frame, Now) = (update.Timeline, update.Size, update.Frame, update.Timeline.TimeOf(update.Frame));
        if (!TryResume(update, changes)) return;

        var gone = new List<(WatchedObject Object, SceneObject? Last)>();
        var due = new List<(WatchedObject Object, SceneObject Seen)>();
        Sort(update, gone, due);
        if (gone.Count > 0 || due.Count > 0)
        {
            // Who is seen for the last time deserves a fresh look; else what the objects are is asked no oftener than their pairs are judged.
            var period = Frame / (Frames(AlertRules.JudgeEverySeconds) * AlertRules.LooksPerTurn);
            if (period != _memoryPeriod || gone.Count > 0) (_memory, _memoryPeriod, _scene) = (new SceneMemory(), period, ++looks);
            var context = new GroundingContext(SceneOf(update, gone), update.Live.Select(o => o.Tubelet.Id).ToHashSet(), _memory);
            foreach (var (watched, last) in gone)
            {
                if (last is not null) Judge(watched, new Look(++looks, context.Facts(last), context, true), everywhere, here, ref work, changes);
                foreach (var open in watched.Open.ToArray()) changes.Add(open.Close(AlertEnd.ObjectGone));
            }

            foreach (var (watched, seen) in due)
                Judge(watched, new Look(++looks, context.Facts(seen), context, false), everywhere, here, ref work, changes);
            context.ForgetShared();
        }

        Prune();
    }

    /// <summary>The camera was lost: what is open is closed, and who is in front of it will be somebody new.</summary>
    public void Stop(List<Alert> changes)
    {
        Abandon(null, AlertEnd.CameraStopped, changes);
        foreach (var watched in _objects.Values.OrderBy(o => o.Id))
        {
            foreach (var open in watched.Open.ToArray()) changes.Add(open.Close(AlertEnd.CameraStopped));
            watched.Forget();
        }

        _objects.Clear();
        _live.Clear();
    }

    /// <summary>A query was removed.</summary>
    public void Forget(Watch watch)
    {
        foreach (var watched in _objects.Values) watched.Forget(watch);
    }

    /// <summary>Who is seen, who is due to be judged, and who is gone.</summary>
    private void Sort(CameraUpdate update, List<(WatchedObject, SceneObject?)> gone, List<(WatchedObject, SceneObject)> due)
    {
        var period = Frames(AlertRules.JudgeEverySeconds);
        foreach (var seen in update.Live)
        {
            var objectId = seen.Tubelet.ObjectId;
            if (!_objects.TryGetValue(objectId, out var watched)) _objects[objectId] = watched = new WatchedObject(objectId);
            if (watched.LastSeen == Frame && watched.IsLive) continue; // two tubelets at once: one object is judged once
            if (!watched.IsLive) _live.Add(watched);
            (watched.IsLive, watched.LastSeen, watched.TubeletId) = (true, Frame, seen.Tubelet.Id);
            // Spread over the period by identity, so that a crowd does not fall on one update.
            if (watched.LastJudged >= 0 && ((long)Frame + objectId) / period == ((long)watched.LastJudged + objectId) / period) continue;
            watched.LastJudged = Frame;
            due.Add((watched, seen));
        }

        for (var i = _live.Count - 1; i >= 0; i--)
        {
            var watched = _live[i];
            if (watched.LastSeen == Frame) continue;
            var last = Find(update.Ended, watched);
            if (last is null && (Frame - watched.LastSeen < Frames(AlertRules.GoneSeconds) || IsLookedFor(watched, update))) continue; // hidden, perhaps
            watched.IsLive = false;
            _live.RemoveAt(i);
            gone.Add((watched, last ?? Find(update.Recent, watched)));
        }

        gone.Reverse();
        foreach (var ended in update.Ended)
        {
            // Somebody came and went while nobody listened: the updates in between were lost. What is over is judged all the same.
            if (_objects.ContainsKey(ended.Tubelet.ObjectId)) continue;
            _objects[ended.Tubelet.ObjectId] = new WatchedObject(ended.Tubelet.ObjectId) { LastSeen = ended.Tubelet.End, TubeletId = ended.Tubelet.Id };
            gone.Add((_objects[ended.Tubelet.ObjectId], ended));
        }
    }

    /// <summary>
    /// Whether nobody could see the object, since the camera has only just been connected again, and the camera still expects to find it.
    /// </summary>
    private static bool IsLookedFor(WatchedObject watched, CameraUpdate update) =>
        update.FirstFrame > watched.LastSeen && update.Recent.Any(o => o.Tubelet.ObjectId == watched.Id);

    private static SceneObject? Find(IReadOnlyList<SceneObject> objects, WatchedObject watched) =>
        objects.FirstOrDefault(o => o.Tubelet.Id == watched.TubeletId)
        ?? objects.LastOrDefault(o => o.Tubelet.ObjectId == watched.Id && o.Tubelet.End >= (watched.Look?.Begin ?? 0));

    /// <summary>Everything that a plan can be grounded in now, with what is seen for the last time.</summary>
    private Scene SceneOf(CameraUpdate update, List<(WatchedObject Object, SceneObject? Last)> gone)
    {
        var objects = new Dictionary<int, SceneObject>();
        foreach (var recent in update.Recent) objects[recent.Tubelet.Id] = recent;
        foreach (var (_, last) in gone)
            if (last is not null) objects[last.Tubelet.Id] = last;
        foreach (var live in update.Live) objects[live.Tubelet.Id] = live;
        return Scene.Window(update.Size, update.Timeline.FramesPerSecond, update.FirstFrame, update.Frame, [.. objects.Values], _zones);
    }

    /// <summary>Forgets who has been gone for long.</summary>
    private void Prune()
    {
        if (Frame - _lastPruned < Frames(AlertRules.RememberSeconds / 4)) return;
        _lastPruned = Frame;
        var oldest = Frame - Frames(AlertRules.RememberSeconds);
        foreach (var watched in _objects.Values.Where(o => !o.IsLive && o.LastSeen < oldest).ToArray())
        {
            watched.Forget();
            _objects.Remove(watched.Id);
        }

        ForgetIds();
    }
}
