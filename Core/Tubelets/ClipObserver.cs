using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tracking.Appearance;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Tubelets;

/// <summary>
/// Watches one clip frame by frame and remembers what a sentence can be grounded in. Frames and detections in, a <see cref="Scene"/> out.
/// </summary>
public sealed class ClipObserver : IClipObserver
{
    private readonly FrameSize _size;
    private readonly TrackerOptions _options;
    private readonly Tracker _tracker;
    private readonly DetectionGate _gate;
    private readonly DetectionFusion _fusion = new();
    private readonly AppearanceExtractor _appearance = new(AppearanceParts.ColourAndFeatures);
    private readonly ColourSampler _colours;
    private readonly BodySampler? _bodies;
    private readonly List<TimeSpan> _timestamps = [];
    private readonly List<int> _looks = [];
    private readonly CameraWatch? _camera;
    private readonly IBackgroundModel? _background;
    private readonly StationaryThings? _things;
    private readonly ColourSampler _thingColours;
    private Backdrop _backdrop;
    private int _place;
    private int _boxes;

    /// <summary>Begins a clip.</summary>
    /// <param name="cameraId">What the tubelets' camera is called.</param>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="fps">Nominal frames per second.</param>
    /// <param name="sparsification">Which frames are worth a run of the detector; all of them unless said otherwise.</param>
    /// <param name="poses">Finds people's joints; null: parts of the body are found by proportion, and postures are not judged.</param>
    /// <param name="background">
    /// Learns what is behind everything: then fewer frames are worth a look, and things that were left or taken are found. Null: nobody does.
    /// </param>
    /// <param name="camera">Follows the camera's own motion, from the clip's first frame on; null: it stands.</param>
    public ClipObserver(
        string cameraId, FrameSize size, double fps, SparsificationOptions? sparsification = null, IPoseEstimator? poses = null,
        CameraWatch? camera = null, IBackgroundModel? background = null)
    {
        (_size, _backdrop, _camera, _place) = (size, new Backdrop(size), camera, camera?.Path.Places ?? 0);
        _options = new TrackerOptions
        {
            CameraId = cameraId, FramesPerSecond = (float)fps, FrameSize = size, AppearanceLength = _appearance.Length, Camera = camera?.Path,
        };
        _tracker = new Tracker(_options);
        sparsification ??= SparsificationOptions.EveryFrame;
        _background = background;
        _things = background is null ? null : new StationaryThings(new StationaryOptions(), size, fps);
        _thingColours = new ColourSampler(fps);
        _gate = new DetectionGate(sparsification, size, fps, _tracker, background);
        _bodies = poses is null ? null : new BodySampler(poses, fps, sparsification.Enabled ? BodySampler.SparsePeriod : BodySampler.EveryFramePeriod);
        _colours = new ColourSampler(fps, _bodies);
    }

    /// <summary>Longest time for which somebody may be out of sight and still be the same tubelet, seconds.</summary>
    internal static double LongestGapSeconds { get; } = new MendingOptions().LongestGapSeconds;

    /// <summary>Boxes and looks that are held: they grow with what was seen.</summary>
    internal int Held => _boxes + _colours.Samples.Count + (_bodies?.Samples.Count ?? 0);

    /// <summary>Adds the numbers of those who are followed now.</summary>
    internal void AddLive(HashSet<int> ids)
    {
        foreach (var track in _tracker.Live)
            if (track.IsConfirmed) ids.Add(track.Id);
    }

    /// <summary>Names of the detector's classes beyond COCO's (<see cref="Scene.OwnClasses"/>).</summary>
    public IReadOnlyList<string> OwnClasses { get; init; } = [];

    /// <summary>Areas of the picture that have names (<see cref="Scene.Zones"/>).</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <inheritdoc/>
    public FrameTally Frames { get; } = new();

    /// <inheritdoc/>
    public FrameVerdict Consider(Frame frame, bool last)
    {
        _camera?.Observe(frame, _tracker);
        LookForThings(frame);
        var verdict = _gate.Consider(frame);
        if (last && !verdict.Detect) verdict = new FrameVerdict(true, FrameReason.Last);
        Frames.Add(verdict);
        return verdict;
    }

    /// <inheritdoc/>
    public void Observe(Frame frame, ReadOnlySpan<Detection> detections, FeatureMap? features)
    {
        _timestamps.Add(frame.Timestamp);
        LookBehind(frame);
        var number = (int)frame.Number;
        _looks.Add(number);
        _fusion.Join(detections);
        var found = _fusion.Detections;
        var tracked = _tracker.Update(number, found, _appearance.Extract(frame, features, found));
        _boxes += tracked.Length;
        _colours.Observe(frame, tracked);
        _gate.Detected(number);
    }

    /// <inheritdoc/>
    public void Skip(Frame frame) => _timestamps.Add(frame.Timestamp);

    /// <summary>What is behind everybody is known of one view; of another place it has to be learnt anew.</summary>
    private void LookBehind(Frame frame)
    {
        if (_camera is { Path: var path } && path.Places != _place) (_backdrop, _place) = (new Backdrop(_size, path.ToScene((int)frame.Number)), path.Places);
        if (_camera is null || _backdrop.IsSeenBy(_camera.Path.ToScene((int)frame.Number))) _backdrop.Observe(frame);
    }

    private void LookForThings(Frame frame)
    {
        if (_background is null || _things is null) return;
        if (_camera is { Path.LastStep.Kind: not CameraStepKind.Still })
        {
            _background.Restart();
            _things.Restart();
        }

        _background.Observe(frame);
        _things.Observe((int)frame.Number, _background, _tracker);
        var present = _things.Present.Select(t => new TrackedObject(t.Id, t.Box, -1, 1, 0)).ToArray();
        if (present.Length > 0) _thingColours.Observe(frame, present);
    }

    /// <summary>Ends the clip: mends identities with the whole of it known, and measures every tubelet.</summary>
    public Scene Finish()
    {
        var scene = Followed();
        return _things is null ? scene : scene.WithThings(_things.All, _thingColours.Samples);
    }

    private Scene Followed() =>
        new(_size, _timestamps, TubeletMending.Mend(_tracker.Finish(), MendingOptions.For(_options), _looks), _colours.Samples, _bodies?.Samples ?? [])
        {
            OwnClasses = OwnClasses, Backdrop = _backdrop, Zones = Zones,
        };
}
