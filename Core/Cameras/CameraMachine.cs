using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tracking.Appearance;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Cameras;

/// <summary>
/// One camera: frames in, a verdict whether the detector should look; its detections in, what the picture holds out. It reads no clock,
/// starts no thread and keeps a bounded past; the same frames and detections always give the same updates and ids.
/// </summary>
/// <remarks>
/// For every frame, in order: <see cref="Consider"/>, then <see cref="Observe"/> after a run of the detector or else <see cref="Skip"/>.
/// A host that has no time for a run may skip a frame that was worth one. Frame numbers may jump. Not safe for concurrent use.
/// </remarks>
/// <example><code>
/// var machine = new CameraMachine(new CameraMachineOptions { CameraId = "gate-1", Timeline = timeline, Size = new(1920, 1080) });
/// foreach (var frame in frames)
///     using (frame)
///     {
///         if (!machine.Consider(frame).Detect) { Handle(machine.Skip(frame)); continue; }
///         detector.Detect(frame, found);
///         Handle(machine.Observe(frame, found.Detections, found.Features));
///     }
/// Handle(machine.Interrupt(lastFrame + 1));
/// </code></example>
public sealed class CameraMachine
{
    private readonly CameraMachineOptions _options;
    private readonly Tracker _tracker;
    private readonly DetectionGate _gate;
    private readonly CameraWatch? _camera;
    private readonly DetectionFusion _fusion = new();
    private readonly AppearanceExtractor _appearance = new(AppearanceParts.ColourAndFeatures);
    private readonly ColourSampler _colours;
    private readonly ObjectRegister _register;
    private readonly PoseTurns? _turns;
    private readonly Action<int, ColourSample> _keepColour;
    private readonly Action<int, BodySample> _keepBody;
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
        // Slices that are archived look back two of their lengths.
        if (options.Motion is not null)
            _camera = new CameraWatch(options.Motion, options.Size, (int)(3 * options.SliceSeconds * options.Timeline.FramesPerSecond));
        var tracking = new TrackerOptions
        {
            CameraId = options.CameraId,
            FramesPerSecond = (float)options.Timeline.FramesPerSecond,
            FrameSize = options.Size,
            AppearanceLength = _appearance.Length,
            HistorySeconds = 2 * options.SliceSeconds,
            Camera = _camera?.Path,
        };
        _tracker = new Tracker(tracking);
        _gate = new DetectionGate(options.Sparsification, options.Size, options.Timeline.FramesPerSecond, _tracker, options.Background);
        var fps = options.Timeline.FramesPerSecond;
        var bodies = options.Poses is null ? null : new BodySampler(options.Poses, fps, BodySampler.SparsePeriod);
        _colours = new ColourSampler(fps, bodies);
        _turns = bodies is null ? null : new PoseTurns(options.PosesPerSecond, fps, bodies.Period);
        _register = new ObjectRegister(options, tracking);
        _keepColour = (trackId, sample) => _register[trackId].Add(sample);
        _keepBody = (trackId, sample) => _register[trackId].Add(sample);
    }

    /// <summary>The tracker's newest answer for the objects in <see cref="CameraUpdate.Live"/>, by id, for marks on a snapshot; valid until the next call.</summary>
    public ReadOnlySpan<TrackedObject> Objects => _objects.AsSpan(0, _objectCount);

    /// <summary>Tubelet ids from here on are not given out yet.</summary>
    public int NextTubeletId => _register.NextId;

    /// <summary>
    /// Learns who was in the picture when somebody else watched the camera last. Who is found again where the motion leads, within
    /// <see cref="CameraMachineOptions.HandoverSeconds"/>, goes on under the same id; what was seen before is taken to be archived, and only what
    /// follows is told as ended, as a further tubelet of the object. Until then they are among <see cref="CameraUpdate.Recent"/>.
    /// </summary>
    /// <param name="before">The last update of the owner before; one of another timeline or picture says nothing.</param>
    /// <exception cref="StvgException">It is of another camera.</exception>
    public void Adopt(CameraUpdate before)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (before.CameraId != _options.CameraId)
            throw new StvgException($"camera '{_options.CameraId}' cannot go on where camera '{before.CameraId}' was");
        if (before.Timeline == _options.Timeline && before.Size == _options.Size) _register.Adopt(before);
    }

    /// <summary>Whether the frame is worth a run of the detector, and why.</summary>
    /// <param name="frame">The next frame; not kept.</param>
    /// <exception cref="StvgException">The frame's number is not larger than that of every frame before.</exception>
    public FrameVerdict Consider(Frame frame)
    {
        NumberOf(frame);
        _camera?.Observe(frame, _tracker);
        if (_camera is { Path.LastStep.Kind: not CameraStepKind.Still }) _options.Background?.Restart();
        _options.Background?.Observe(frame);
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
        _register.Follow(number, _tracker, found);
        _colours.Observe(frame, tracked, _turns, _keepColour, _keepBody);
        _gate.Detected(number);
        var update = Update();
        Show(tracked);
        return update;
    }

    /// <summary>Passes over a frame that was not detected.</summary>
    /// <returns>An update when time alone changed something: an object is over and done with; else null.</returns>
    /// <exception cref="StvgException">The frame's number is not larger than that of every frame before.</exception>
    public CameraUpdate? Skip(Frame frame)
    {
        var number = NumberOf(frame);
        var first = _firstFrame;
        var blind = IsBlind(number);
        if (blind) EndAll();
        _newest = number;
        if (first < 0) return null; // nobody has looked yet
        return blind || _register.HasOver(number) ? Update() with { FirstFrame = first } : null;
    }

    /// <summary>The source was lost or stopped: everything ends. The camera may go on later with higher numbers.</summary>
    /// <param name="frame">Number of the moment; one that is not above the newest frame's is taken for the next.</param>
    public CameraUpdate Interrupt(int frame)
    {
        var number = Math.Max(frame, _newest + 1);
        var first = _firstFrame < 0 ? number : _firstFrame;
        EndAll();
        _newest = number;
        return Update() with { FirstFrame = first };
    }

    private int NumberOf(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Number <= _newest || frame.Number > int.MaxValue)
            throw new StvgException($"camera '{_options.CameraId}': frame {frame.Number} after frame {_newest}; give frames in order, each once");
        return (int)frame.Number;
    }

    private bool IsBlind(int number) => _lastRun >= 0 && (number - _lastRun) / _options.Timeline.FramesPerSecond > _options.BlindSeconds;

    private void EndAll()
    {
        _tracker.EndAll();
        _register.EndAll(_tracker);
        _gate.Reset();
        _camera?.Restart();
        _options.Background?.Restart();
        (_lastRun, _firstFrame, _objectCount) = (-1, -1, 0);
    }

    /// <summary>The tracker's answer under the ids that are reported.</summary>
    private void Show(ReadOnlySpan<TrackedObject> tracked)
    {
        if (_objects.Length < tracked.Length) _objects = new TrackedObject[2 * tracked.Length];
        _objectCount = 0;
        foreach (var seen in tracked)
            if (_register[seen.Id].Id is > 0 and var id) _objects[_objectCount++] = seen with { Id = id };
        _objects.AsSpan(0, _objectCount).Sort(static (a, b) => a.Id.CompareTo(b.Id));
    }

    private CameraUpdate Update()
    {
        var (live, recent, ended) = _register.Report(_newest);
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
