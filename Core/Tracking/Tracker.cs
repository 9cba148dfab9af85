using System.Runtime.InteropServices;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tracking;

/// <summary>
/// Follows the objects of one camera from frame to frame, online: frame numbers and detections in, identities out. It reads no clock,
/// starts no thread and, once warm, allocates nothing in <see cref="Update"/>.
/// </summary>
/// <remarks>
/// Two-stage association after ByteTrack (Zhang et al., ECCV 2022): confident detections first, then weak ones for the tracks that found
/// none; a motion likelihood and an appearance likelihood are added up in nats. docs/tracking.md describes every step.
/// <para>A tubelet is one continuous visit: who leaves the picture and comes back is a new tubelet. Not safe for concurrent use.</para>
/// </remarks>
/// <example>
/// <code>
/// var tracker = new Tracker(new TrackerOptions { FramesPerSecond = 25, FrameSize = new(1920, 1080) });
/// foreach (var (number, detections) in frames)
///     foreach (var seen in tracker.Update(number, detections))
///         Console.WriteLine($"frame {number}: object {seen.Id} at {seen.Box}");
/// IReadOnlyList&lt;Tubelet&gt; tubelets = tracker.Finish();
/// </code>
/// </example>
public sealed class Tracker
{
    /// <summary>A track is not given up before it was missed on more detected frames than this, however far apart they are.</summary>
    private const int PatientMisses = 2, TentativeMisses = 1;

    /// <summary>Tracks that are made at once when none is spare.</summary>
    private const int FewestSpare = 8;

    /// <summary>How long a visit lasts, for want of better knowledge.</summary>
    private const float ExpectedSeconds = 60;

    private readonly TrackerOptions _options;
    private readonly TrackHistory.Pool _blocks;
    private readonly AppearanceGallery.Pool _looks;
    private readonly Stack<Track> _spare = new();
    private readonly List<Track> _live = [];
    private readonly List<Track> _ended = [];
    private readonly DetectionIntake _intake;
    private readonly TrackAssociation _association;
    private readonly TrackRetracing _retracing;
    private TrackedObject[] _output = [];
    private int _lastFrame = -1;
    private int _lastId;

    /// <summary>Makes a tracker for one camera.</summary>
    /// <exception cref="StvgException">An option makes no sense; the message says which.</exception>
    public Tracker(TrackerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _blocks = new TrackHistory.Pool((int)((options.HistorySeconds ?? ExpectedSeconds) * options.FramesPerSecond));
        _looks = new AppearanceGallery.Pool(options.AppearanceLength);
        _intake = new DetectionIntake(options);
        _association = new TrackAssociation(options);
        _retracing = new TrackRetracing(options);
    }

    /// <summary>Its settings.</summary>
    internal TrackerOptions Options => _options;

    /// <summary>The newest frame that was given to it; -1 before the first.</summary>
    internal int LastFrame => _lastFrame;

    /// <summary>The objects that are followed now, confirmed or not, in no particular order.</summary>
    internal IReadOnlyList<Track> Live => _live;

    /// <summary>Detections that were ignored because they cannot be right, by reason.</summary>
    public DetectionRejections Rejections => _intake.Rejections;

    /// <summary>Takes a frame's detections.</summary>
    /// <param name="frame">Frame number, from 0; larger than every one before. Frames that were not detected may be left out.</param>
    /// <param name="detections">What the detector found; unsound ones are ignored and counted in <see cref="Rejections"/>.</param>
    /// <param name="appearance">
    /// <see cref="TrackerOptions.AppearanceLength"/> floats per detection, row after row; empty when this frame has none.
    /// </param>
    /// <returns>The confirmed objects on this frame, by id; valid until the next call.</returns>
    /// <exception cref="StvgException">The frame number does not increase, or the appearance does not fit the detections.</exception>
    public ReadOnlySpan<TrackedObject> Update(int frame, ReadOnlySpan<Detection> detections, ReadOnlySpan<float> appearance = default)
    {
        if (frame <= _lastFrame)
            throw new StvgException($"tracker: frame {frame} after frame {_lastFrame}; give frames in order, each once, from 0");
        if (!appearance.IsEmpty && (_options.AppearanceLength == 0 || appearance.Length != detections.Length * _options.AppearanceLength))
        {
            throw new StvgException(
                $"tracker: {appearance.Length} floats of appearance do not fit {detections.Length} detections; "
                + $"give {_options.AppearanceLength} each, as AppearanceLength says, or none");
        }

        Predict(frame);
        _lastFrame = frame;
        _intake.Take(detections);
        _association.Run(frame, _live, detections, appearance, _intake);
        for (var i = 0; i < _intake.HighCount; i++)
            if (!_association.IsTaken(i)) Open(detections, i, appearance);
        _retracing.Keep(frame, detections, _intake, _association);
        Confirm();
        End();
        return Report();
    }

    /// <summary>All tubelets so far, ended or not, by id: a box on every frame of their life. Changes nothing.</summary>
    /// <remarks>Those that <see cref="TakeFinished"/> handed out are not repeated.</remarks>
    public IReadOnlyList<Tubelet> Finish()
    {
        var tubelets = new List<Tubelet>();
        foreach (var track in _ended) tubelets.Add(track.ToTubelet(_options.CameraId));
        foreach (var track in _live)
            if (track.IsConfirmed) tubelets.Add(track.ToTubelet(_options.CameraId));
        tubelets.Sort((a, b) => a.Id.CompareTo(b.Id));
        return tubelets;
    }

    /// <summary>
    /// The tubelets that ended since the last call, by id; the tracker forgets them. A camera that never ends calls this now and then
    /// (and sets <see cref="TrackerOptions.HistorySeconds"/>), so that memory stays bounded.
    /// </summary>
    public IReadOnlyList<Tubelet> TakeFinished()
    {
        if (_ended.Count == 0) return [];
        var tubelets = new List<Tubelet>(_ended.Count);
        foreach (var track in _ended)
        {
            tubelets.Add(track.ToTubelet(_options.CameraId));
            Recycle(track);
        }
        _ended.Clear();
        tubelets.Sort((a, b) => a.Id.CompareTo(b.Id));
        return tubelets;
    }

    /// <summary>Gives everybody up: the tracks end where they were last seen.</summary>
    internal void EndAll()
    {
        foreach (var track in _live)
        {
            if (track.IsConfirmed) _ended.Add(track);
            else Recycle(track);
        }
        _live.Clear();
        _retracing.Clear();
    }

    private float Seconds(int fromFrame, int toFrame) => (toFrame - fromFrame) / _options.FramesPerSecond;

    private void Predict(int frame)
    {
        if (_live.Count == 0) return;
        var step = new MotionStep(Seconds(_lastFrame, frame), _options.Motion);
        var view = _options.Camera?.Between(_lastFrame, frame) ?? Similarity.Identity;
        foreach (var track in _live)
        {
            track.Motion.Warp(view, _options.FrameSize);
            track.Motion.Predict(step);
            track.DetectionIndex = -1;
            track.Misses++;
        }
    }

    private void Open(ReadOnlySpan<Detection> detections, int keptIndex, ReadOnlySpan<float> appearance)
    {
        var index = _intake.IndexOf(keptIndex);
        // In batches, so that a new record of objects at one time is as rare a cost as a growing list's.
        var missing = _spare.Count > 0 ? 0 : Math.Max(FewestSpare, _live.Count / 2);
        for (; missing > 0; missing--) _spare.Push(new Track(_blocks, _looks));
        var track = _spare.Pop();
        track.Start(detections[index], index, _lastFrame, _options);
        _association.Claim(keptIndex);
        _association.Look(track, keptIndex, _lastFrame, appearance, _intake);
        _live.Add(track);
    }

    private void Confirm()
    {
        foreach (var track in _live)
        {
            if (track.IsConfirmed || track.DetectionIndex < 0) continue;
            if (track.Evidence >= _options.ConfirmationScore || Seconds(track.FirstFrame, _lastFrame) >= _options.ConfirmationSeconds)
            {
                track.Confirm(++_lastId);
                _retracing.Retrace(track);
            }
        }
    }

    private void End()
    {
        var kept = 0;
        var live = CollectionsMarshal.AsSpan(_live);
        var oldest = _options.HistorySeconds is { } seconds ? _lastFrame - (int)(seconds * _options.FramesPerSecond) : int.MinValue;
        foreach (var track in live)
        {
            if (IsOver(track))
            {
                if (track.IsConfirmed) _ended.Add(track);
                else Recycle(track);
                continue;
            }
            if (_options.HistorySeconds is not null) track.Forget(oldest);
            if (_options.FrameSize is { } size && track.DetectionIndex >= 0)
                track.SecondsUntilExit = FrameExit.SecondsLeft(track.Motion, track.LastBox, size, Drift(track.LastBox));
            live[kept++] = track;
        }
        _live.RemoveRange(kept, _live.Count - kept);
    }

    /// <summary>How fast the scene goes through the picture where a box is, pixels per second.</summary>
    private (float X, float Y) Drift(in Box box)
    {
        if (_options.Camera is not { LastStep.Kind: CameraStepKind.Moved } camera) return default;
        var (x, y) = camera.LastStep.FromPrevious.Map(box.CenterX, box.CenterY);
        return ((float)(x - box.CenterX) * _options.FramesPerSecond, (float)(y - box.CenterY) * _options.FramesPerSecond);
    }

    private bool IsOver(Track track)
    {
        if (track.Misses == 0) return false;
        var unseen = Seconds(track.LastFrame, _lastFrame);
        if (!track.IsConfirmed) return unseen > _options.TentativeSeconds && track.Misses > TentativeMisses;
        if (_options.FrameSize is { } size && (unseen > track.SecondsUntilExit || FrameExit.IsOutside(track.Motion.Box, size))) return true;
        return unseen > _options.LostSeconds && track.Misses > PatientMisses;
    }

    private ReadOnlySpan<TrackedObject> Report()
    {
        if (_output.Length < _live.Count) _output = new TrackedObject[Math.Max(_live.Count, 2 * _output.Length)];
        var count = 0;
        foreach (var track in _live)
        {
            if (!track.IsConfirmed || Seconds(track.LastFrame, _lastFrame) > _options.CoastSeconds) continue;
            _output[count++] = new TrackedObject(track.Id, track.Motion.Box, track.Class, track.Score, track.DetectionIndex);
        }
        var output = _output.AsSpan(0, count);
        SortById(output);
        return output;
    }

    /// <summary>Tracks are confirmed almost in the order in which they were opened, so that there is next to nothing to sort.</summary>
    private static void SortById(Span<TrackedObject> objects)
    {
        for (var i = 1; i < objects.Length; i++)
        {
            var item = objects[i];
            var place = i;
            for (; place > 0 && objects[place - 1].Id > item.Id; place--) objects[place] = objects[place - 1];
            objects[place] = item;
        }
    }

    private void Recycle(Track track)
    {
        track.Clear();
        _spare.Push(track);
    }
}
