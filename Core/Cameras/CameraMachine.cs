using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tracking.Appearance;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras;

/// <summary>
/// One camera: frames in, a verdict whether the detector should look; its detections in, what the picture holds out. It reads no clock,
/// starts no thread and keeps a bounded past; the same frames and detections always give the same updates and ids.
/// </summary>
/// <remarks>
/// For every frame, in order: <see cref="Consider"/>, then <see cref="Observe"/> after a run of the detector or else <see cref="Skip"/>.
/// A host that has no time for a run may skip a frame that was worth one. Frame numbers may jump. Not safe for concurrent use.
/// <para>
/// An object that is lost and found again within a few seconds goes on under its id, the time between filled in: whether a new track is
/// of an object that was just lost is decided when the track is confirmed, and never changed. docs/live.md tells more.
/// </para>
/// </remarks>
public sealed class CameraMachine
{
    private readonly CameraMachineOptions _options;
    private readonly TrackerOptions _tracking;
    private readonly MendingOptions _mendingOptions;
    private readonly Tracker _tracker;
    private readonly DetectionGate _gate;
    private readonly DetectionFusion _fusion = new();
    private readonly AppearanceExtractor _appearance = new(AppearanceParts.ColourAndFeatures);
    private readonly ColourSampler _colours;
    private readonly ObjectMending _mending;
    private readonly Dictionary<int, WatchedObject> _followed = [];
    private readonly List<WatchedObject> _lost = [];
    private readonly List<SceneObject> _over = [];
    private readonly List<SceneObject> _ended = [];
    private readonly List<Track> _begun = [];
    private readonly Action<int, ColourSample> _keepColour;
    private TrackedObject[] _objects = [];
    private int _objectCount;
    private int _newest = -1, _firstFrame = -1, _lastRun = -1;

    /// <summary>Begins to watch a camera.</summary>
    /// <exception cref="StvgException">An option makes no sense; the message says which.</exception>
    public CameraMachine(CameraMachineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        NextTubeletId = options.FirstTubeletId;
        _tracking = new TrackerOptions
        {
            CameraId = options.CameraId,
            FramesPerSecond = (float)options.Timeline.FramesPerSecond,
            FrameSize = options.Size,
            AppearanceLength = _appearance.Length,
            HistorySeconds = 2 * options.SliceSeconds,
        };
        _mendingOptions = MendingOptions.For(_tracking);
        _tracker = new Tracker(_tracking);
        _gate = new DetectionGate(options.Sparsification, options.Size, options.Timeline.FramesPerSecond, _tracker);
        _colours = new ColourSampler(options.Timeline.FramesPerSecond);
        _mending = new ObjectMending(_mendingOptions);
        _keepColour = (id, sample) => _followed[id].Add(sample);
    }

    /// <summary>The tracker's newest answer, by id, for marks on a snapshot; valid until the next call.</summary>
    public ReadOnlySpan<TrackedObject> Objects => _objects.AsSpan(0, _objectCount);

    /// <summary>Tubelet ids from here on are not given out yet.</summary>
    public int NextTubeletId { get; private set; }

    /// <summary>Whether the frame is worth a run of the detector, and why.</summary>
    /// <param name="frame">The next frame; not kept.</param>
    /// <exception cref="StvgException">The frame's number is not larger than that of every frame before.</exception>
    public FrameVerdict Consider(Frame frame)
    {
        NumberOf(frame);
        return _gate.Consider(frame);
    }

    /// <summary>Takes what the detector found on a frame.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="detections">In COCO's class numbers, boxes in pixels of the original frame.</param>
    /// <param name="features">The detector's early features of the same frame, or null.</param>
    /// <exception cref="StvgException">The frame's number is not larger than that of every frame before.</exception>
    public CameraUpdate Observe(Frame frame, ReadOnlySpan<Detection> detections, FeatureMap? features)
    {
        var number = NumberOf(frame);
        if (IsBlind(number)) EndAll();
        if (_firstFrame < 0) _firstFrame = number;
        (_newest, _lastRun) = (number, number);

        _fusion.Join(detections);
        var found = _fusion.Detections;
        var tracked = _tracker.Update(number, found, _appearance.Extract(frame, features, found));
        Follow(number, found);
        LoseEnded();
        _colours.Observe(frame, tracked, _keepColour);
        Show(tracked);
        _gate.Detected(number);
        return Update();
    }

    /// <summary>Passes over a frame that was not detected.</summary>
    /// <returns>An update when time alone changed something: an object is over and done with; else null.</returns>
    /// <exception cref="StvgException">The frame's number is not larger than that of every frame before.</exception>
    public CameraUpdate? Skip(Frame frame)
    {
        var number = NumberOf(frame);
        var blind = IsBlind(number);
        if (blind) EndAll();
        _newest = number;
        if (_firstFrame < 0) return null; // nobody has looked yet
        return blind || _lost.Exists(IsOver) ? Update() : null;
    }

    /// <summary>The source was lost or stopped: everything ends. The camera may go on later with higher numbers.</summary>
    /// <param name="frame">Number of the moment; one that is not above the newest frame's is taken for the next.</param>
    public CameraUpdate Interrupt(int frame)
    {
        var number = Math.Max(frame, _newest + 1);
        var first = _firstFrame < 0 ? number : _firstFrame;
        EndAll();
        _newest = number;
        var update = Update() with { FirstFrame = first };
        _firstFrame = -1;
        return update;
    }

    private int NumberOf(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Number <= _newest || frame.Number > int.MaxValue)
            throw new StvgException($"camera '{_options.CameraId}': frame {frame.Number} after frame {_newest}; give frames in order, each once");
        return (int)frame.Number;
    }

    private bool IsBlind(int number) => _lastRun >= 0 && Seconds(_lastRun, number) > _options.BlindSeconds;

    private float Seconds(int from, int to) => (to - from) / _tracking.FramesPerSecond;

    private int Frames(float seconds) => (int)(seconds * _tracking.FramesPerSecond);

    /// <summary>Gives the frame's detections to the objects, and finds out who the newly confirmed ones are.</summary>
    private void Follow(int number, ReadOnlySpan<Detection> detections)
    {
        _begun.Clear();
        foreach (var track in _tracker.Live)
        {
            if (!track.IsConfirmed) continue;
            if (!_followed.TryGetValue(track.Id, out var watched)) _begun.Add(track);
            else if (track.DetectionIndex >= 0) watched.Add(new Observation(number, detections[track.DetectionIndex].Box, track.Score));
        }
        if (_begun.Count == 0) return;
        _begun.Sort((a, b) => a.Id.CompareTo(b.Id));
        var continued = _mending.Continued(_begun, _lost, [.. _followed.OrderBy(f => f.Key).Select(f => f.Value)], _options.CameraId);
        for (var i = 0; i < _begun.Count; i++)
        {
            var watched = continued[i] ?? new WatchedObject(NextTubeletId++, _options.CameraId);
            _lost.Remove(watched);
            watched.Follow(_begun[i]);
            _followed.Add(_begun[i].Id, watched);
        }
    }

    private void LoseEnded()
    {
        foreach (var tubelet in _tracker.TakeFinished())
        {
            _followed.Remove(tubelet.Id, out var watched);
            watched!.Lose(tubelet);
            _lost.Add(watched);
        }
    }

    /// <summary>The tracker's answer under the ids that are reported.</summary>
    private void Show(ReadOnlySpan<TrackedObject> tracked)
    {
        if (_objects.Length < tracked.Length) _objects = new TrackedObject[2 * tracked.Length];
        for (var i = 0; i < tracked.Length; i++) _objects[i] = tracked[i] with { Id = _followed[tracked[i].Id].Id };
        _objectCount = tracked.Length;
        _objects.AsSpan(0, _objectCount).Sort((a, b) => a.Id.CompareTo(b.Id));
    }

    private void EndAll()
    {
        _tracker.EndAll();
        LoseEnded();
        foreach (var watched in _lost) Archive(watched);
        _lost.Clear();
        _gate.Reset();
        (_lastRun, _firstFrame, _objectCount) = (-1, -1, 0);
    }

    /// <summary>Whether nothing can continue a lost object any more: what could has been confirmed by now.</summary>
    private bool IsOver(WatchedObject lost) =>
        Seconds(lost.LastSeen, _newest) > _mendingOptions.LongestGapSeconds + _tracking.ConfirmationSeconds + _tracking.RecentSeconds;

    private void Archive(WatchedObject watched)
    {
        var finished = _mending.Finish(watched, watched.ArchivedUntil, int.MaxValue);
        _ended.Add(finished);
        _over.Add(finished);
    }

    private CameraUpdate Update()
    {
        foreach (var watched in _lost)
            if (IsOver(watched)) Archive(watched);
        _lost.RemoveAll(IsOver);
        _over.RemoveAll(o => Seconds(o.Tubelet.End, _newest) > _options.RecentSeconds);

        var history = _newest - Frames(_options.HistorySeconds);
        var live = _followed.Values.OrderBy(o => o.Id).Select(o => o.Report(history, _newest, _options.Timeline.FramesPerSecond)).ToArray();
        var recent = _over.Concat(_lost.Select(o => o.Report(o.LastSeen - Frames(_options.HistorySeconds), o.LastSeen, _options.Timeline.FramesPerSecond)))
            .OrderBy(o => o.Tubelet.End).ThenBy(o => o.Tubelet.Id).ToArray();
        var ended = _ended.ToArray();
        _ended.Clear();
        return new CameraUpdate
        {
            CameraId = _options.CameraId,
            Frame = _newest,
            FirstFrame = _firstFrame,
            Timeline = _options.Timeline,
            Size = _options.Size,
            Live = live,
            Recent = recent,
            Ended = ended,
        };
    }
}
