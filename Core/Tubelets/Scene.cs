using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets;

/// <summary>Everything that was seen in one clip: what a sentence is grounded in.</summary>
public sealed class Scene
{
    /// <summary>Collects what was seen and measures every tubelet once.</summary>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="timestamps">Stream time of every frame, ascending; their count is the clip's length.</param>
    /// <param name="tubelets">What was tracked.</param>
    /// <param name="samples">Colour samples, in any order; each goes to the tubelet whose box it overlaps best on its frame.</param>
    public Scene(FrameSize size, IReadOnlyList<TimeSpan> timestamps, IReadOnlyList<Tubelet> tubelets, IReadOnlyList<ColourSample> samples)
    {
        (Size, Timestamps) = (size, timestamps);
        Fps = FramesPerSecond(timestamps);
        var byTubelet = Assign(tubelets, samples);
        Objects = [.. tubelets.Select(t => new SceneObject(t, MotionTrace.Of(t, Fps), ColourProfile.Of(byTubelet[t.Id]), byTubelet[t.Id]))];
    }

    /// <summary>Size of the original picture, pixels.</summary>
    public FrameSize Size { get; }

    /// <summary>Stream time of every frame.</summary>
    public IReadOnlyList<TimeSpan> Timestamps { get; }

    /// <summary>Frames in the clip.</summary>
    public int FrameCount => Timestamps.Count;

    /// <summary>Mean frames per second.</summary>
    public double Fps { get; }

    /// <summary>What was tracked, with its motion and colours.</summary>
    public IReadOnlyList<SceneObject> Objects { get; }

    private static double FramesPerSecond(IReadOnlyList<TimeSpan> timestamps)
    {
        if (timestamps.Count < 2) return 1;
        var seconds = (timestamps[^1] - timestamps[0]).TotalSeconds;
        return seconds > 0 ? (timestamps.Count - 1) / seconds : 1;
    }

    private static Dictionary<int, List<ColourSample>> Assign(IReadOnlyList<Tubelet> tubelets, IReadOnlyList<ColourSample> samples)
    {
        const float enough = 0.5f;
        var byTubelet = tubelets.ToDictionary(t => t.Id, _ => new List<ColourSample>());
        var byFrame = samples.ToLookup(s => s.Frame);
        foreach (var onFrame in byFrame)
        {
            var living = tubelets.Where(t => t.Covers(onFrame.Key)).ToList();
            foreach (var sample in onFrame)
            {
                var best = living.MaxBy(t => t.BoxAt(onFrame.Key).IoU(sample.Box));
                if (best is not null && best.BoxAt(onFrame.Key).IoU(sample.Box) >= enough) byTubelet[best.Id].Add(sample);
            }
        }

        foreach (var list in byTubelet.Values) list.Sort((a, b) => a.Frame.CompareTo(b.Frame));
        return byTubelet;
    }
}

/// <summary>A tubelet with what was measured of it.</summary>
/// <param name="Tubelet">Identity and boxes.</param>
/// <param name="Motion">How it moves.</param>
/// <param name="Colours">What colours it has, over its whole life.</param>
/// <param name="Samples">The colour samples behind that, by frame.</param>
public sealed record SceneObject(Tubelet Tubelet, MotionTrace Motion, ColourProfile Colours, IReadOnlyList<ColourSample> Samples);
