using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// The part of all objects' surprise that they share: a camera that shakes or pans moves every object at once, which the objects' own
/// motion models cannot foresee. Estimated from the detections alone, as the median of unambiguous pairs, shrunk as if one more
/// object had moved just as predicted, so that two objects that speed up together are not quite taken for the camera.
/// </summary>
internal sealed class CommonMotion(TrackerOptions options)
{
    /// <summary>Least IoU of an unambiguous pair.</summary>
    private const float PairOverlap = 0.3f;

    /// <summary>Only objects seen this recently tell, in seconds.</summary>
    private const float RecentSeconds = 0.3f;

    private const int FewestPairs = 2;

    private Best[] _ofTrack = [], _ofDetection = [];
    private float[] _x = [], _y = [];

    /// <summary>Moves every track by what all of them missed, before detections are associated.</summary>
    public void Compensate(int frame, List<Track> live, ReadOnlySpan<Detection> detections, DetectionIntake intake)
    {
        if (_ofTrack.Length < live.Count)
        {
            var size = Math.Max(live.Count, 2 * _ofTrack.Length);
            (_ofTrack, _x, _y) = (new Best[size], new float[size], new float[size]);
        }
        if (_ofDetection.Length < intake.HighCount) _ofDetection = new Best[Math.Max(intake.HighCount, 2 * _ofDetection.Length)];
        Choose(live, intake.Boxes[..intake.HighCount]);

        var count = 0;
        for (var i = 0; i < live.Count; i++)
        {
            var track = live[i];
            var chosen = _ofTrack[i].Index;
            if (chosen < 0 || _ofDetection[chosen].Index != i) continue;
            if (!track.IsConfirmed || !track.IsSettled || (frame - track.LastFrame) / options.FramesPerSecond > RecentSeconds) continue;
            var found = detections[intake.IndexOf(chosen)].Box;
            (_x[count], _y[count]) = (found.CenterX - track.Motion.X.Value, found.CenterY - track.Motion.Y.Value);
            count++;
        }
        if (count < FewestPairs) return;
        var trust = count / (count + 1f);
        var (x, y) = (trust * Median(_x.AsSpan(0, count)), trust * Median(_y.AsSpan(0, count)));
        foreach (var track in live)
        {
            track.Motion.X.Value += x;
            track.Motion.Y.Value += y;
        }
    }

    /// <summary>For every confirmed track its best detection, and for every detection its best confirmed track.</summary>
    private void Choose(List<Track> live, ReadOnlySpan<EdgeBox> boxes)
    {
        _ofDetection.AsSpan(0, boxes.Length).Fill(new Best(-1, PairOverlap));
        for (var i = 0; i < live.Count; i++)
        {
            var best = new Best(-1, PairOverlap);
            if (live[i].IsConfirmed)
            {
                var predicted = new EdgeBox(live[i].Motion.Box);
                for (var j = 0; j < boxes.Length; j++)
                {
                    if (!predicted.Touches(boxes[j])) continue;
                    var overlap = predicted.OverlapOfTouching(boxes[j]);
                    if (overlap > best.Overlap) best = new Best(j, overlap);
                    if (overlap > _ofDetection[j].Overlap) _ofDetection[j] = new Best(i, overlap);
                }
            }
            _ofTrack[i] = best;
        }
    }

    private static float Median(Span<float> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private readonly record struct Best(int Index, float Overlap);
}
