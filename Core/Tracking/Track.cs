using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tracking;

/// <summary>One object that a tracker follows. Instances are reused for later objects.</summary>
internal sealed class Track(TrackHistory.Pool blocks, AppearanceGallery.Pool looks)
{
    /// <summary>Fewer detections than this say nothing of the motion of the whole picture.</summary>
    private const int SettledDetections = 4;

    private readonly TrackHistory _history = new(blocks);
    private float[] _votes = new float[CocoClasses.Names.Count];
    private int _detections;

    /// <summary>What it looks like; null when the tracker has no appearance.</summary>
    public AppearanceGallery? Gallery { get; } = looks.Length > 0 ? new AppearanceGallery(looks) : null;

    /// <summary>Where it is and how it moves.</summary>
    public BoxFilter Motion;

    /// <summary>Identity; 0 before it is confirmed.</summary>
    public int Id { get; private set; }

    public bool IsConfirmed => Id > 0;
    public int FirstFrame { get; private set; }
    public int LastFrame { get; private set; }

    /// <summary>Its latest detection's box.</summary>
    public Box LastBox { get; private set; }

    /// <summary>Sum of detection scores.</summary>
    public float Evidence { get; private set; }

    /// <summary>Mean of its detections' scores.</summary>
    public float UsualScore => Evidence / _detections;

    /// <summary>Score of the latest detection.</summary>
    public float Score { get; private set; }

    /// <summary>Detected frames in a row without a detection of it.</summary>
    public int Misses { get; set; }

    /// <summary>This frame's detection, or -1.</summary>
    public int DetectionIndex { get; set; }

    /// <summary>Time from its latest detection until it will have left the picture; infinite when it is not leaving.</summary>
    public float SecondsUntilExit { get; set; }

    /// <summary>The class with the most votes, or -1.</summary>
    public int Class { get; private set; }

    /// <summary>Sum of detection scores by class.</summary>
    public ReadOnlySpan<float> Votes => _votes;

    /// <summary>Its detections.</summary>
    public TrackHistory History => _history;

    public bool IsSettled => _detections >= SettledDetections;

    public void Start(in Detection detection, int index, int frame, TrackerOptions options)
    {
        Motion = new BoxFilter(detection.Box, BorderCut.Of(detection.Box, options.FrameSize), options.Motion);
        (Id, FirstFrame, Evidence, Class, _detections, SecondsUntilExit) = (0, frame, 0, -1, 0, float.PositiveInfinity);
        Record(detection, index, frame);
    }

    public void Observe(in Detection detection, int index, int frame, TrackerOptions options)
    {
        var noiseFactor = options.Motion.NoiseFactor(detection.Score, UsualScore);
        Motion = Motion.As(BorderCut.Of(detection.Box, options.FrameSize), options.FrameSize);
        Motion.Correct(detection.Box, noiseFactor, options.Motion);
        Record(detection, index, frame);
    }

    public void Confirm(int id) => Id = id;

    /// <summary>Adds a detection from before the first one.</summary>
    public void Prepend(in Detection detection, int frame)
    {
        _history.Prepend(new Observation(frame, detection.Box, detection.Score));
        FirstFrame = frame;
        if (detection.Class >= 0) Vote(detection.Class, detection.Score);
    }

    /// <summary>The motion at the first detection, backwards in time, as its first few detections tell it.</summary>
    public BoxFilter FirstMotion(int detections, TrackerOptions options)
    {
        var last = Math.Min(detections, _history.Count) - 1;
        var state = new BoxFilter(_history[last].Box, BorderCut.Of(_history[last].Box, options.FrameSize), options.Motion);
        for (var i = last - 1; i >= 0; i--)
        {
            state.Warp(options.Camera?.Between(_history[i + 1].Frame, _history[i].Frame) ?? Similarity.Identity, options.FrameSize);
            state.Predict(new MotionStep((_history[i + 1].Frame - _history[i].Frame) / options.FramesPerSecond, options.Motion));
            var noiseFactor = options.Motion.NoiseFactor(_history[i].Score, UsualScore);
            state = state.As(BorderCut.Of(_history[i].Box, options.FrameSize), options.FrameSize);
            state.Correct(_history[i].Box, noiseFactor, options.Motion);
        }
        return state;
    }

    public void Forget(int beforeFrame)
    {
        _history.Forget(beforeFrame);
        Gallery?.Forget(beforeFrame);
    }

    /// <summary>Gives the memory back; the instance may be started again.</summary>
    public void Clear()
    {
        _history.Clear();
        Gallery?.Clear();
        Array.Clear(_votes);
    }

    public Tubelet ToTubelet(string cameraId)
    {
        var (boxes, scores) = _history.Interpolate();
        return new Tubelet
        {
            Id = Id,
            CameraId = cameraId,
            Begin = _history[0].Frame,
            FirstSeen = FirstFrame,
            Boxes = boxes,
            Scores = scores,
            ClassVotes = (float[])_votes.Clone(),
            Appearance = Gallery is { HasLooks: true } ? Gallery.Mean.ToArray() : [],
            AppearanceSamples = Gallery?.ToSamples() ?? [],
        };
    }

    private void Record(in Detection detection, int index, int frame)
    {
        _history.Add(new Observation(frame, detection.Box, detection.Score));
        (LastFrame, LastBox, DetectionIndex, Misses, Score) = (frame, detection.Box, index, 0, detection.Score);
        Evidence += detection.Score;
        _detections++;
        if (detection.Class >= 0) Vote(detection.Class, detection.Score);
    }

    private void Vote(int classIndex, float score)
    {
        if (classIndex >= _votes.Length) Array.Resize(ref _votes, classIndex + 1);
        _votes[classIndex] += score;
        if (Class < 0 || _votes[classIndex] > _votes[Class]) Class = classIndex;
    }
}
