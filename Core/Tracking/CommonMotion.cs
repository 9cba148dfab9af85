using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// The part of all objects' surprise that they share: a camera that shakes or pans moves every object at once, which the objects' own
/// motion models cannot foresee. Estimated from the detections alone, as the median of unambiguous pairs, shrunk as if one more
/// object had moved just as predicted, so that two objects that speed up together are not quite taken for the camera.
/// </summary>
internal sealed class CommonMotion
{
    private const float PairOverlap = 0.3f;
    private const int FewestPairs = 2;

    private float[] _x = [], _y = [];
    private int _count;

    public void Begin(int capacity)
    {
        if (_x.Length < capacity) (_x, _y) = (new float[Math.Max(capacity, 2 * _x.Length)], new float[Math.Max(capacity, 2 * _y.Length)]);
        _count = 0;
    }

    /// <summary>Offers a settled, recently seen object; it counts if it and a detection choose each other.</summary>
    public void Offer(in Box predicted, ReadOnlySpan<Detection> detections, ReadOnlySpan<int> candidates, List<Track> tracks)
    {
        var (best, overlap) = (-1, PairOverlap);
        foreach (var index in candidates)
        {
            var value = predicted.IoU(detections[index].Box);
            if (value > overlap) (best, overlap) = (index, value);
        }
        if (best < 0) return;
        var found = detections[best].Box;
        foreach (var rival in tracks)
            if (rival.IsConfirmed && rival.Motion.Box.IoU(found) > overlap) return;
        (_x[_count], _y[_count]) = (found.CenterX - predicted.CenterX, found.CenterY - predicted.CenterY);
        _count++;
    }

    /// <summary>How far everything moved beyond what was predicted, pixels.</summary>
    public (float X, float Y) Estimate()
    {
        if (_count < FewestPairs) return (0, 0);
        var trust = _count / (_count + 1f);
        return (trust * Median(_x.AsSpan(0, _count)), trust * Median(_y.AsSpan(0, _count)));
    }

    private static float Median(Span<float> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
