using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// Looks back when a track is confirmed: an object is often detected weakly before it is detected well enough to open a track.
/// Detections that nobody took are kept for a while, and a new track is followed through them backwards in time.
/// </summary>
internal sealed class TrackRetracing(TrackerOptions options)
{
    /// <summary>A track's first motion is judged by at most so many of its first detections.</summary>
    private const int FirstDetections = 8;

    /// <summary>One or two weak detections next to a new object are more often a neighbour's than its own past.</summary>
    private const int FewestFound = 3;

    private readonly Queue<Leftovers> _past = new();
    private readonly Stack<Leftovers> _spare = new();
    private readonly List<Leftovers> _byFrame = [];
    private readonly List<(Leftovers From, int Index)> _found = [];

    /// <summary>Keeps a frame's detections that no track took.</summary>
    public void Keep(int frame, ReadOnlySpan<Detection> detections, DetectionIntake intake, TrackAssociation association)
    {
        while (_past.TryPeek(out var oldest) && (frame - oldest.Frame) / options.FramesPerSecond > options.RetraceSeconds)
            _spare.Push(_past.Dequeue());
        var fresh = _spare.TryPop(out var spare) ? spare : new Leftovers();
        fresh.Frame = frame;
        fresh.Detections.Clear();
        for (var i = 0; i < intake.Count; i++)
            if (!association.IsTaken(i)) fresh.Detections.Add(detections[intake.IndexOf(i)]);
        _past.Enqueue(fresh);
    }

    /// <summary>Forgets what was kept.</summary>
    public void Clear()
    {
        while (_past.TryDequeue(out var leftovers)) _spare.Push(leftovers);
    }

    /// <summary>Lengthens a track into the past, as far as leftovers go on overlapping it.</summary>
    public void Retrace(Track track)
    {
        _byFrame.Clear();
        foreach (var leftovers in _past)
            if (leftovers.Frame < track.FirstFrame) _byFrame.Add(leftovers);
        var state = track.FirstMotion(FirstDetections, options);
        var (here, seen) = (track.FirstFrame, track.FirstFrame);
        _found.Clear();
        for (var i = _byFrame.Count - 1; i >= 0; i--)
        {
            var leftovers = _byFrame[i];
            if ((seen - leftovers.Frame) / options.FramesPerSecond > options.RecentSeconds) break;
            state.Warp(options.Camera?.Between(here, leftovers.Frame) ?? Similarity.Identity, options.FrameSize);
            state.Predict(new MotionStep((here - leftovers.Frame) / options.FramesPerSecond, options.Motion));
            here = leftovers.Frame;
            var best = Nearest(track.Class, new EdgeBox(state.Box), leftovers.Detections);
            if (best < 0) continue;
            var detection = leftovers.Detections[best];
            var noiseFactor = options.Motion.NoiseFactor(detection.Score, track.UsualScore);
            state = state.As(BorderCut.Of(detection.Box, options.FrameSize), options.FrameSize);
            state.Correct(detection.Box, noiseFactor, options.Motion);
            _found.Add((leftovers, best));
            seen = here;
        }
        if (_found.Count < FewestFound) return;
        foreach (var (leftovers, index) in _found)
        {
            track.Prepend(leftovers.Detections[index], leftovers.Frame);
            leftovers.Detections.RemoveAt(index);
        }
    }

    private int Nearest(int classIndex, in EdgeBox predicted, List<Detection> detections)
    {
        var (best, overlap) = (-1, options.LowScoreOverlap);
        for (var i = 0; i < detections.Count; i++)
        {
            var value = predicted.Overlap(new EdgeBox(detections[i].Box));
            if (value > overlap && ClassFamilies.MayBeSame(classIndex, detections[i].Class)) (best, overlap) = (i, value);
        }
        return best;
    }

    private sealed class Leftovers
    {
        public readonly List<Detection> Detections = [];
        public int Frame;
    }
}
