using System.Runtime.InteropServices;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras;

/// <summary>
/// The boxes and the motion of one object while it is watched. What was observed lately may change with every look; what is older than
/// <see cref="SettlingSeconds"/> is settled, so that a look costs the same however long the object has been there.
/// </summary>
/// <param name="tools">Shared by all objects of a camera.</param>
internal sealed class LiveTrace(LiveTrace.Tools tools)
{
    /// <summary>Looks that come later than this do not change a smoothed box noticeably.</summary>
    private const float SettlingSeconds = 2;

    private readonly List<Observation> _unsettled = [];
    // In the scene, which is the picture as long as the camera stands.
    private readonly FrameSeries<Box> _boxes = new();
    private readonly FrameSeries<float> _scores = new(), _velocityX = new(), _velocityY = new(), _growth = new(), _sizes = new();
    private BoxState _state;
    private int _settled, _observations;
    private float _lengths, _totalScore;
    private bool _upright = true;

    /// <summary>First frame that is kept.</summary>
    public int Begin => _boxes.Begin;

    /// <summary>Takes an observation; later than those before.</summary>
    public void Add(in Observation seen)
    {
        var observation = tools.Camera is { } camera ? seen with { Box = camera.ToScene(seen.Frame).Map(seen.Box) } : seen;
        if (_observations++ == 0)
        {
            (_settled, _state) = (observation.Frame, tools.Smoother.Begin(observation));
            foreach (var series in (ReadOnlySpan<FrameSeries<float>>)[_scores, _velocityX, _velocityY, _growth, _sizes]) series.Start(observation.Frame);
            _boxes.Start(observation.Frame);
        }
        else
        {
            _unsettled.Add(observation);
        }
        _lengths += SmoothingModel.OwnLength(observation.Box);
        _totalScore += observation.Score;
        if (_scores.End < observation.Frame) _scores.SetEnd(observation.Frame);
        _scores.From(observation.Frame)[0] = observation.Score;
    }

    /// <summary>Smooths and measures what the latest observations change.</summary>
    /// <param name="end">Last frame, not before the latest observation.</param>
    /// <param name="predicted">Where the object is predicted on it; not used when it was observed there.</param>
    /// <param name="upright">See <see cref="MotionMeter.Measure"/>.</param>
    public void Update(int end, in Box predicted, bool upright)
    {
        var from = _settled;
        var seen = _unsettled.Count > 0 ? _unsettled[^1].Frame : _settled;
        _boxes.SetEnd(seen);
        var next = Math.Max(_settled, seen - (int)(SettlingSeconds * tools.FramesPerSecond));
        _state = tools.Smoother.Smooth(
            _state, _settled, CollectionsMarshal.AsSpan(_unsettled), _lengths / _observations, _totalScore / _observations, _boxes.From(_settled), next - _settled);
        _settled = next;
        var gone = 0;
        while (gone < _unsettled.Count && _unsettled[gone].Frame <= next) gone++;
        _unsettled.RemoveRange(0, gone);

        _scores.SetEnd(end);
        if (end > seen)
        {
            var last = _boxes.From(seen)[0];
            _boxes.SetEnd(end);
            var ahead = _boxes.From(seen + 1);
            var there = tools.Camera?.ToScene(end).Map(predicted) ?? predicted;
            for (var i = 0; i < ahead.Length; i++) ahead[i] = Box.Lerp(last, there, (i + 1f) / ahead.Length);
        }
        Measure(upright == _upright ? from : Begin, end, upright);
    }

    /// <summary>Boxes, scores and motion from a frame on, or from the first that is kept.</summary>
    public LiveReport Report(int begin)
    {
        begin = Math.Max(begin, Begin);
        var motion = new MotionTrace(_velocityX.CopyFrom(begin), _velocityY.CopyFrom(begin), _growth.CopyFrom(begin), _sizes.CopyFrom(begin));
        var steady = _boxes.CopyFrom(begin);
        var boxes = tools.Camera?.ToPicture(begin, steady);
        return new LiveReport(begin, boxes ?? steady, boxes is null ? null : steady, _scores.CopyFrom(begin), motion);
    }

    /// <summary>Gives up what is older than a frame and settled.</summary>
    public void Forget(int before)
    {
        before = Math.Min(before, _settled - (2 * tools.Meter.Reach));
        if (before <= Begin) return;
        foreach (var series in (ReadOnlySpan<FrameSeries<float>>)[_scores, _velocityX, _velocityY, _growth, _sizes]) series.Forget(before);
        _boxes.Forget(before);
    }

    private void Measure(int changed, int end, bool upright)
    {
        _upright = upright;
        // What is measured up to a reach before the change is new; to measure it, boxes of another reach before are needed.
        var first = Math.Max(Begin, changed - tools.Meter.Reach);
        var needed = Math.Max(Begin, first - tools.Meter.Reach);
        foreach (var series in (ReadOnlySpan<FrameSeries<float>>)[_velocityX, _velocityY, _growth, _sizes]) series.SetEnd(end);
        tools.Measure(_boxes.From(needed), upright);
        tools.VelocityX[(first - needed)..].CopyTo(_velocityX.From(first));
        tools.VelocityY[(first - needed)..].CopyTo(_velocityY.From(first));
        tools.Growth[(first - needed)..].CopyTo(_growth.From(first));
        tools.Sizes[(first - needed)..].CopyTo(_sizes.From(first));
    }

    /// <summary>Working memory of all traces of one camera.</summary>
    internal sealed class Tools(MendingOptions options)
    {
        private float[] _measured = [];
        private int _length;

        public float FramesPerSecond => options.FramesPerSecond;
        public CameraPath? Camera => options.MovedCamera;
        public BoxSmoother Smoother { get; } = new(new SmoothingModel(options));
        public MotionMeter Meter { get; } = new(options.FramesPerSecond);
        public Span<float> VelocityX => Part(0);
        public Span<float> VelocityY => Part(1);
        public Span<float> Growth => Part(2);
        public Span<float> Sizes => Part(3);

        public void Measure(ReadOnlySpan<Box> boxes, bool upright)
        {
            _length = boxes.Length;
            if (_measured.Length < 4 * _length) _measured = new float[8 * _length];
            Meter.Measure(boxes, upright, VelocityX, VelocityY, Growth, Sizes);
        }

        private Span<float> Part(int index) => _measured.AsSpan(index * _length, _length);
    }
}

/// <summary>What is known of one object from a frame on, as in a <see cref="Tubelet"/>.</summary>
internal readonly record struct LiveReport(int Begin, Box[] Boxes, Box[]? Steady, float[] Scores, MotionTrace Motion);
