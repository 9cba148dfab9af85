using System.Runtime.InteropServices;
using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// The boxes of a whole tubelet, given all its observations at once: a forward Kalman filter and a backward pass
/// (H. E. Rauch, F. Tung, C. T. Striebel, "Maximum likelihood estimates of linear dynamic systems", AIAA Journal 1965), coordinate by
/// coordinate. Gaps are filled on the way, along the curve that both sides suggest.
/// </summary>
internal sealed class FixedIntervalSmoother(MendingOptions options)
{
    private readonly BoxSmoother _smoother = new(new SmoothingModel(options));

    /// <summary>A box for every frame from the first observation to the last, in the picture; and in the scene, where that is another place.</summary>
    public (Box[] Boxes, Box[]? Steady) Boxes(List<Observation> observations)
    {
        if (options.MovedCamera is not { } camera) return (InScene(observations), null);
        var begin = observations[0].Frame;
        var steady = InScene(observations.ConvertAll(o => o with { Box = camera.ToScene(o.Frame).Map(o.Box) }));
        return camera.ToPicture(begin, steady) is { } boxes ? (boxes, steady) : (steady, null);
    }

    private Box[] InScene(List<Observation> observations)
    {
        var begin = observations[0].Frame;
        var boxes = new Box[observations[^1].Frame - begin + 1];
        if (!options.Smooth)
        {
            Interpolate(observations, boxes);
            return boxes;
        }

        var (unit, usualScore) = (observations.Average(o => SmoothingModel.OwnLength(o.Box)), observations.Average(o => o.Score));
        _smoother.Smooth(_smoother.Begin(observations[0]), begin, CollectionsMarshal.AsSpan(observations)[1..], unit, usualScore, boxes);
        return boxes;
    }

    private static void Interpolate(List<Observation> observations, Box[] boxes)
    {
        var begin = observations[0].Frame;
        for (var i = 0; i < observations.Count; i++)
        {
            var here = observations[i];
            boxes[here.Frame - begin] = here.Box;
            if (i + 1 == observations.Count) return;
            var next = observations[i + 1];
            for (var frame = here.Frame + 1; frame < next.Frame; frame++)
                boxes[frame - begin] = Box.Lerp(here.Box, next.Box, (float)(frame - here.Frame) / (next.Frame - here.Frame));
        }
    }
}
