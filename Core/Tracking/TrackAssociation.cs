using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>Decides which detection continues which track, and lets the tracks take them in.</summary>
internal sealed class TrackAssociation(TrackerOptions options)
{
    private readonly Association _pairing = new();
    private readonly CommonMotion _common = new(options);
    private readonly AppearanceEvidence? _evidence = options.AppearanceLength > 0 ? new(options.AppearancePrior) : null;
    private readonly List<Track> _rows = [];
    private readonly List<int> _columns = [];
    private bool[] _taken = [];
    private int _lastFrame = -1;
    private int _framesPerUpdate = 1;

    /// <summary>Whether the i-th kept detection belongs to a track.</summary>
    public bool IsTaken(int i) => _taken[i];

    /// <summary>Gives the i-th kept detection to a new track.</summary>
    public void Claim(int i) => _taken[i] = true;

    public void Run(int frame, List<Track> live, ReadOnlySpan<Detection> detections, ReadOnlySpan<float> appearance, DetectionIntake intake)
    {
        var kept = intake.Count;
        if (_taken.Length < kept) _taken = new bool[Math.Max(kept, 2 * _taken.Length)];
        Array.Clear(_taken, 0, kept);
        _framesPerUpdate = _lastFrame < 0 ? 1 : frame - _lastFrame;
        _lastFrame = frame;
        if (live.Count == 0 || kept == 0) return;

        _common.Compensate(frame, live, detections, intake);
        var scene = new Scene(frame, detections, appearance, intake);
        // Confirmed tracks choose first, so that a false alarm next to an object cannot take its detection.
        foreach (var confirmed in (ReadOnlySpan<bool>)[true, false])
        {
            Pair(scene, live, confirmed, 0, intake.HighCount, lowScores: false);
            Pair(scene, live, confirmed, intake.HighCount, kept, lowScores: true);
        }
        if (!appearance.IsEmpty) LearnStrangers(frame, live);
    }

    /// <summary>Shows a track the appearance of a detection that it took, unless somebody else stands in front.</summary>
    public void Look(Track track, int keptIndex, int frame, ReadOnlySpan<float> appearance, DetectionIntake intake)
    {
        if (appearance.IsEmpty || track.Gallery is not { } gallery || intake.IsCovered(keptIndex)) return;
        var row = Row(appearance, intake.IndexOf(keptIndex));
        if (gallery.IsSettled) _evidence!.AddSame(options.Similarity(gallery.Mean, row));
        var updatesPerSecond = options.FramesPerSecond / _framesPerUpdate;
        gallery.Add(row, frame, (int)MathF.Ceiling(options.FramesPerSecond), options.AppearanceMemory * updatesPerSecond);
    }

    private ReadOnlySpan<float> Row(ReadOnlySpan<float> appearance, int index) =>
        appearance.Slice(index * options.AppearanceLength, options.AppearanceLength);

    private float Seconds(int fromFrame, int toFrame) => (toFrame - fromFrame) / options.FramesPerSecond;

    private void Pair(in Scene scene, List<Track> live, bool confirmed, int from, int to, bool lowScores)
    {
        _columns.Clear();
        for (var i = from; i < to; i++)
            if (!_taken[i]) _columns.Add(i);
        _rows.Clear();
        foreach (var track in live)
        {
            if (track.IsConfirmed != confirmed || track.DetectionIndex >= 0) continue;
            if (lowScores && Seconds(track.LastFrame, scene.Frame) > options.RecentSeconds) continue;
            _rows.Add(track);
        }
        if (_rows.Count == 0 || _columns.Count == 0) return;

        _pairing.Begin(_rows.Count, _columns.Count);
        for (var row = 0; row < _rows.Count; row++)
        {
            if (lowScores) OfferByOverlap(scene, row);
            else OfferByLikelihood(scene, row);
        }
        var columnOfRow = _pairing.Solve(lowScores ? 1 - options.LowScoreOverlap : options.MaximumDistance);
        for (var row = 0; row < _rows.Count; row++)
        {
            if (columnOfRow[row] < 0) continue;
            var keptIndex = _columns[columnOfRow[row]];
            var index = scene.Intake.IndexOf(keptIndex);
            _taken[keptIndex] = true;
            _rows[row].Observe(scene.Detections[index], index, scene.Frame, options);
            Look(_rows[row], keptIndex, scene.Frame, scene.Appearance, scene.Intake);
        }
    }

    private void OfferByOverlap(in Scene scene, int row)
    {
        var track = _rows[row];
        var predicted = new EdgeBox(track.Motion.Box);
        var boxes = scene.Intake.Boxes;
        for (var column = 0; column < _columns.Count; column++)
        {
            var keptIndex = _columns[column];
            if (!predicted.Touches(boxes[keptIndex])) continue;
            var distance = 1 - predicted.OverlapOfTouching(boxes[keptIndex]);
            if (distance < 1 - options.LowScoreOverlap
                && ClassFamilies.MayBeSame(track.Class, scene.Detections[scene.Intake.IndexOf(keptIndex)].Class))
            {
                _pairing.Add(row, column, distance);
            }
        }
    }

    private void OfferByLikelihood(in Scene scene, int row)
    {
        var track = _rows[row];
        var margin = track.Motion.CentreDeviation;
        var reach = new EdgeBox(track.Motion.Box).Grow(margin);
        var touching = reach.Grow(margin); // two boxes grown by the margin touch where one grown twice does
        var boxes = scene.Intake.Boxes;
        var prediction = options.Distance is null ? default : PredictionOf(track, scene.Frame);
        for (var column = 0; column < _columns.Count; column++)
        {
            var keptIndex = _columns[column];
            if (options.Distance is null && !touching.Touches(boxes[keptIndex])) continue;
            var index = scene.Intake.IndexOf(keptIndex);
            ref readonly var detection = ref scene.Detections[index];
            if (!ClassFamilies.MayBeSame(track.Class, detection.Class)) continue;
            float distance;
            if (options.Distance is { } custom)
            {
                distance = custom(prediction, detection);
            }
            else
            {
                var cut = scene.Intake.CutOf(keptIndex);
                var state = track.Motion.Cut == cut ? track.Motion : track.Motion.As(cut, options.FrameSize);
                if (new EdgeBox(state.Box).Grow(margin).Overlap(boxes[keptIndex].Grow(margin)) < options.MinimumOverlap) continue;
                distance = state.Surprise(detection.Box, options.Motion) + ClassFamilies.PairingCost(track.Class, detection.Class);
            }
            if (!scene.Appearance.IsEmpty && track.Gallery is { HasLooks: true } gallery && !scene.Intake.CutOf(keptIndex).Any)
                distance -= options.AppearanceWeight * _evidence!.LogRatio(options.Similarity(gallery.Mean, Row(scene.Appearance, index)));
            if (distance < options.MaximumDistance) _pairing.Add(row, column, distance); // NaN is not
        }
    }

    /// <summary>Two objects on one frame are not the same: each is compared with another, so that all pairs get their turn.</summary>
    private void LearnStrangers(int frame, List<Track> live)
    {
        for (var i = 0; i < live.Count; i++)
        {
            var other = (i + 1 + (frame % live.Count)) % live.Count;
            if (other != i && Shows(live[i]) && Shows(live[other]))
                _evidence!.AddOther(options.Similarity(live[i].Gallery!.Mean, live[other].Gallery!.Mean));
        }

        static bool Shows(Track track) => track.DetectionIndex >= 0 && track.Gallery is { IsSettled: true };
    }

    private TrackPrediction PredictionOf(Track track, int frame)
    {
        ref readonly var m = ref track.Motion;
        var deviation = new Box(
            MathF.Sqrt(m.X.ValueVariance), MathF.Sqrt(m.Y.ValueVariance),
            MathF.Sqrt(m.Width.ValueVariance), MathF.Sqrt(m.Height.ValueVariance));
        return new TrackPrediction(m.Box, deviation, Seconds(track.LastFrame, frame), track.Class);
    }

    /// <summary>What one frame brings.</summary>
    private readonly ref struct Scene(int frame, ReadOnlySpan<Detection> detections, ReadOnlySpan<float> appearance, DetectionIntake intake)
    {
        public readonly int Frame = frame;
        public readonly ReadOnlySpan<Detection> Detections = detections;
        public readonly ReadOnlySpan<float> Appearance = appearance;
        public readonly DetectionIntake Intake = intake;
    }
}
