using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Grounding.Long;

/// <summary>
/// Watches a clip of any length for one sentence, in bounded memory: it is cut where events end, every segment is watched by a
/// <see cref="ClipObserver"/> of its own, and of each segment only what may fit the sentence is kept (<see cref="SentenceMemory"/>).
/// </summary>
public sealed class LongClipObserver : IClipObserver
{
    private readonly LongClipOptions _options;
    private readonly double _fps;
    private readonly Func<ClipObserver> _observe;
    private readonly EventCutter _cutter;
    private readonly FrameTimes _times;
    private readonly CameraWatch? _camera;
    private readonly HashSet<int> _ids = [];
    private Segment _current;
    private Segment? _closing;
    private HashSet<int> _crossing = [];
    private int _cut, _lastCrossing;

    /// <summary>Begins a clip.</summary>
    /// <param name="cameraId">What the tubelets' camera is called.</param>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="fps">Nominal frames per second.</param>
    /// <param name="memory">What is kept; nothing yet.</param>
    /// <param name="sparsification">Which frames are worth a run of the detector; all of them unless said otherwise.</param>
    /// <param name="poses">Finds people's joints, or null.</param>
    /// <param name="options">How it is cut.</param>
    /// <param name="camera">See <see cref="ClipObserver"/>.</param>
    public LongClipObserver(
        string cameraId, FrameSize size, double fps, SentenceMemory memory, SparsificationOptions? sparsification = null,
        IPoseEstimator? poses = null, LongClipOptions? options = null, CameraWatch? camera = null)
    {
        ArgumentNullException.ThrowIfNull(memory);
        (_options, _fps, Memory) = (options ?? new LongClipOptions(), fps, memory);
        (_camera, _cutter, _times) = (camera, new EventCutter(fps, _options), new FrameTimes(fps));
        _observe = () => new ClipObserver(cameraId, size, fps, sparsification, poses, camera);
        _current = new Segment(_observe(), null);
    }

    /// <summary>What is kept of the segments that are over.</summary>
    public SentenceMemory Memory { get; }

    /// <inheritdoc/>
    public FrameTally Frames { get; } = new();

    /// <summary>Segments that were begun.</summary>
    public int Segments { get; private set; } = 1;

    /// <summary>
    /// Boxes and looks that are held now: of the segments that are still watched, and of what is kept. It depends on how much goes on in a segment,
    /// not on how long the clip is.
    /// </summary>
    public int Held => _current.Observer.Held + (_closing?.Observer.Held ?? 0) + Memory.HeldFrames;

    /// <inheritdoc/>
    public FrameVerdict Consider(Frame frame, bool last)
    {
        var verdict = _current.Observer.Consider(frame, last);
        if (_closing?.Observer.Consider(frame, last) is { Detect: true } other && !verdict.Detect) verdict = other;
        Frames.Add(verdict);
        return verdict;
    }

    /// <inheritdoc/>
    public void Observe(Frame frame, ReadOnlySpan<Detection> detections, FeatureMap? features)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _times.Add(frame.Timestamp);
        // Landmarks are of the first view: what was kept of earlier objects knows no other.
        if (_camera is null || Memory.Backdrop?.IsSeenBy(_camera.Path.ToScene((int)frame.Number)) == true) Memory.Backdrop?.Observe(frame);
        _current.Observer.Observe(frame, detections, features);
        _closing?.Observer.Observe(frame, detections, features);
        var number = (int)frame.Number;
        if (_closing is not null)
        {
            if (IsCrossed(number)) Close();
            return;
        }

        Follow(_current);
        if (_cutter.Ends(number, _ids)) Cut(number);
    }

    /// <inheritdoc/>
    public void Skip(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _times.Add(frame.Timestamp);
        _current.Observer.Skip(frame);
        _closing?.Observer.Skip(frame);
    }

    /// <summary>Ends the clip: what was kept, as a scene of the whole clip.</summary>
    public Scene Finish()
    {
        if (_closing is not null) Close();
        Memory.Absorb(_current.Finish(int.MaxValue, _fps), _fps, _times);
        return Memory.ToScene(_times);
    }

    private void Cut(int frame)
    {
        Segments++;
        (_closing, _cut, _lastCrossing, _crossing) = (_current, frame, frame, [.. _ids]);
        _current = new Segment(_observe(), null);
        _cutter.Begin(frame + 1);
    }

    /// <summary>Whether all who lived at the cut are gone, for so long that nobody of them can come back; or the patience with them is over.</summary>
    private bool IsCrossed(int frame)
    {
        Follow(_closing!);
        if (_ids.Overlaps(_crossing)) _lastCrossing = frame;
        return frame - _lastCrossing > ClipObserver.LongestGapSeconds * _fps || frame - _cut > _options.Seam * _fps;
    }

    private void Close()
    {
        var seen = _closing!.Finish(_cut, _fps);
        Memory.Absorb(seen, _fps, _times);
        _current = _current with { Before = [.. seen.Where(o => o.Tubelet.End > _cut)] };
        _closing = null;
    }

    private void Follow(Segment segment)
    {
        _ids.Clear();
        segment.Observer.AddLive(_ids);
    }

    /// <summary>A stretch of the clip.</summary>
    /// <param name="Observer">Who watches it.</param>
    /// <param name="Before">Objects of the segment before that lived on in this one; null while that is not known.</param>
    private sealed record Segment(ClipObserver Observer, IReadOnlyList<SceneObject>? Before)
    {
        private const float Same = 0.5f;

        // What is left of an object after the segment before had its part has to be long enough to be recognised.
        private const double ShortestSeconds = 0.5;

        /// <summary>What began up to a frame, without what the segment before has told of already.</summary>
        public List<SceneObject> Finish(int last, double fps)
        {
            var seen = new List<SceneObject>();
            foreach (var found in Observer.Finish().Objects)
            {
                if (found.Tubelet.Begin > last) continue;
                if (Before?.FirstOrDefault(b => IsSame(b.Tubelet, found.Tubelet)) is not { } known) seen.Add(found);
                else if (found.Tubelet.End - known.Tubelet.End >= ShortestSeconds * fps) seen.Add(Rest(found, known.Tubelet, fps));
            }

            return seen;
        }

        private static bool IsSame(Tubelet before, Tubelet after)
        {
            int begin = Math.Max(before.Begin, after.Begin), end = Math.Min(before.End, after.End);
            if (begin > end) return false;
            var overlap = 0f;
            for (var frame = begin; frame <= end; frame++) overlap += before.BoxAt(frame).IoU(after.BoxAt(frame));
            return overlap / (end - begin + 1) >= Same;
        }

        /// <summary>What came after the part that is told already.</summary>
        private static SceneObject Rest(SceneObject whole, Tubelet told, double fps)
        {
            var tubelet = whole.Tubelet.Part(told.End + 1, whole.Tubelet.End) with { FirstSeen = told.FirstSeen };
            List<ColourSample> samples = [.. whole.Samples.Where(s => s.Frame > told.End)];
            List<BodySample> bodies = [.. whole.Bodies.Where(b => b.Frame > told.End)];
            return new SceneObject(tubelet, MotionTrace.Of(tubelet, fps), ColourProfile.Of(samples), samples)
            {
                Bodies = bodies, Body = BodyProfile.Of(bodies),
            };
        }
    }
}
