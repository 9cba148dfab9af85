using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras;

/// <summary>
/// Who is in a camera's picture, who was a moment ago, and who is over and done with. It gives tracks their identities: a track that goes
/// on where one was lost a few seconds ago is the same object, under the same id; that is decided when the track is confirmed, and never
/// changed.
/// </summary>
internal sealed class ObjectRegister
{
    private readonly CameraMachineOptions _options;
    private readonly MendingOptions _mendingOptions;
    private readonly ObjectMending _mending;
    private readonly LiveTrace.Tools _tools;
    private readonly int _historyFrames, _sliceFrames, _waitFrames, _adoptedFrames, _lookLength;
    private readonly SortedDictionary<int, WatchedObject> _followed = [];
    private readonly List<WatchedObject> _lost = [];
    private readonly List<SceneObject> _recent = [], _ended = [];
    private readonly List<Track> _begun = [];

    public ObjectRegister(CameraMachineOptions options, TrackerOptions tracking)
    {
        (_options, NextId, _lookLength) = (options, options.FirstTubeletId, tracking.AppearanceLength);
        _mendingOptions = MendingOptions.For(tracking);
        _mending = new ObjectMending(_mendingOptions);
        _tools = new LiveTrace.Tools(_mendingOptions);
        (_historyFrames, _sliceFrames) = (Frames(options.HistorySeconds), Frames(options.SliceSeconds));
        // A track that continues an object begins within the longest gap, and is confirmed within a second or two of that.
        _waitFrames = Frames(_mendingOptions.LongestGapSeconds + tracking.ConfirmationSeconds + tracking.LostSeconds);
        _adoptedFrames = Frames(options.HandoverSeconds + tracking.ConfirmationSeconds + tracking.LostSeconds);
    }

    /// <summary>Ids from here on are not given out yet.</summary>
    public int NextId { get; private set; }

    /// <summary>The object that a confirmed track follows.</summary>
    public WatchedObject this[int trackId] => _followed[trackId];

    /// <summary>Learns who was there for the owner before, whose ids are all below the first of this one.</summary>
    public void Adopt(CameraUpdate before)
    {
        // Of those that were lost already, only who could still have been found again.
        var oldest = before.Frame - _waitFrames;
        foreach (var seen in before.Live.Concat(before.Recent.Where(o => o.Tubelet.End > oldest)))
        {
            if (seen.Tubelet.ObjectId >= _options.FirstTubeletId || Known().Any(o => o.Id == seen.Tubelet.ObjectId)) continue;
            if (WatchedObject.Adopted(_options.CameraId, _tools, seen, _options.HandoverSeconds, _lookLength) is { } watched) _lost.Add(watched);
        }
    }

    /// <summary>Takes a frame's detections from the tracks, and finds out who the new and the ended ones are.</summary>
    public void Follow(int frame, Tracker tracker, ReadOnlySpan<Detection> detections)
    {
        _begun.Clear();
        foreach (var track in tracker.Live)
        {
            if (!track.IsConfirmed) continue;
            if (!_followed.TryGetValue(track.Id, out var watched)) _begun.Add(track);
            else if (track.DetectionIndex >= 0) watched.Add(new Observation(frame, detections[track.DetectionIndex].Box, track.Score));
        }
        LoseEnded(tracker);
        if (_begun.Count > 0) Begin();
    }

    /// <summary>Everybody has gone, as far as anybody can tell.</summary>
    public void EndAll(Tracker tracker)
    {
        LoseEnded(tracker);
        foreach (var watched in _lost) Archive(watched);
        _lost.Clear();
    }

    /// <summary>Whether somebody is over and done with.</summary>
    public bool HasOver(int frame) => _lost.Exists(o => IsOver(o, frame));

    /// <summary>What a frame's update says.</summary>
    public (SceneObject[] Live, SceneObject[] Recent, SceneObject[] Ended) Report(int frame)
    {
        foreach (var watched in _lost)
            if (IsOver(watched, frame)) Archive(watched);
        _lost.RemoveAll(o => IsOver(o, frame));
        var oldest = frame - Frames(_options.RecentSeconds);
        _recent.RemoveAll(o => o.Tubelet.End < oldest);

        var live = new List<SceneObject>(_followed.Count);
        foreach (var watched in _followed.Values)
        {
            if (watched.Id == 0 && watched.LastSeen == frame && _mending.IsReal(watched, Known())) watched.Name(NextId++);
            if (watched.Id == 0)
            {
                if (frame - watched.Unarchived > _historyFrames) watched.Discard(frame - (_historyFrames / 2));
                continue;
            }
            live.Add(watched.Report(frame - _historyFrames, frame));
            if (frame - watched.Unarchived > _sliceFrames + _historyFrames) ArchiveSlice(watched);
            watched.Forget(frame - _historyFrames);
        }
        live.Sort(ById);
        var recent = _recent.ToList();
        foreach (var watched in _lost)
            if (watched.Id > 0) recent.Add(watched.LastReport(_historyFrames));
        recent.Sort(ByEnd);
        SceneObject[] ended = [.. _ended];
        _ended.Clear();
        return ([.. live], [.. recent], ended);
    }

    private static int ById(SceneObject a, SceneObject b) => a.Tubelet.Id.CompareTo(b.Tubelet.Id);

    private static int ByEnd(SceneObject a, SceneObject b) =>
        a.Tubelet.End != b.Tubelet.End ? a.Tubelet.End.CompareTo(b.Tubelet.End) : ById(a, b);

    private int Frames(float seconds) => (int)(seconds * _options.Timeline.FramesPerSecond);

    private IEnumerable<WatchedObject> Known() => _followed.Values.Concat(_lost);

    private void Begin()
    {
        _begun.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        var fresh = _begun.ConvertAll(track =>
        {
            var watched = new WatchedObject(_options.CameraId, _tools) { LooksForPoses = _options.Poses is not null };
            watched.Follow(track);
            return watched;
        });
        var continued = _mending.Continued(fresh.ConvertAll(o => o.Piece(o.FirstSeen)), _lost, _followed.Values);
        for (var i = 0; i < _begun.Count; i++)
        {
            if (continued[i] is { } known)
            {
                _lost.Remove(known);
                known.Follow(_begun[i]);
            }
            _followed.Add(_begun[i].Id, continued[i] ?? fresh[i]);
        }
    }

    private void LoseEnded(Tracker tracker)
    {
        foreach (var tubelet in tracker.TakeFinished())
        {
            _followed.Remove(tubelet.Id, out var watched);
            watched!.Lose(tubelet);
            _lost.Add(watched);
        }
    }

    /// <summary>Whether nothing can continue a lost object any more.</summary>
    private bool IsOver(WatchedObject lost, int frame) => frame - lost.LastSeen > (lost.LongestGapSeconds > 0 ? _adoptedFrames : _waitFrames);

    private void Archive(WatchedObject watched)
    {
        _mending.Remember(watched);
        if (watched.Id == 0 || watched.LastSeen < watched.Unarchived) return;
        var mended = _mending.Finish(watched, watched.IsSliced ? NextId++ : watched.Id, watched.Unarchived, int.MaxValue);
        _ended.Add(mended);
        _recent.Add(mended);
    }

    private void ArchiveSlice(WatchedObject watched)
    {
        var end = watched.Unarchived + _sliceFrames - 1;
        if (!watched.WasSeen(watched.Unarchived, end)) return;
        _ended.Add(_mending.Finish(watched, watched.IsSliced ? NextId++ : watched.Id, watched.Unarchived, end));
        watched.Archived(_ended[^1].Tubelet.End);
    }
}
