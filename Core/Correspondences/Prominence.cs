using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Correspondences;

/// <summary>How prominent an instance is on some frames.</summary>
/// <param name="Tubelet">The instance.</param>
/// <param name="Frequency">Frames that show it.</param>
/// <param name="Area">Sum of its boxes there inside the picture, square pixels; the paper counts the pixels of masks, which we have
/// not.</param>
public readonly record struct Prominent(Tubelet Tubelet, int Frequency, double Area);

/// <summary>
/// The choice of "Coarse Correspondences Boost Spatial-Temporal Reasoning in Multimodal Language Model" (CVPR 2025): by the number of kept
/// frames that show an instance, then by its area there.
/// </summary>
public static class Prominence
{
    /// <summary>At most so many frames, evenly spaced from the first to the last, both included; ascending.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive, or the last frame is before the first.</exception>
    public static IReadOnlyList<int> KeptFrames(int first, int last, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var kept = (int)Math.Min(count, (long)last - first + 1);
        if (kept == 1) return [first + ((last - first) / 2)];
        var frames = new int[kept];
        for (var i = 0; i < kept; i++) frames[i] = first + (int)Math.Round((double)i * ((long)last - first) / (kept - 1));
        return frames;
    }

    /// <summary>The instances that some frames show, most prominent first; equally prominent ones by their id.</summary>
    /// <param name="tubelets">What was tracked.</param>
    /// <param name="frames">The kept frames.</param>
    /// <param name="size">Size of the picture: what lies outside is not seen.</param>
    public static List<Prominent> Rank(IEnumerable<Tubelet> tubelets, IReadOnlyList<int> frames, FrameSize size)
    {
        ArgumentNullException.ThrowIfNull(tubelets);
        ArgumentNullException.ThrowIfNull(frames);
        var ranked = new List<Prominent>();
        foreach (var tubelet in tubelets)
        {
            var (frequency, area) = (0, 0.0);
            foreach (var frame in frames)
            {
                if (!tubelet.Covers(frame) || tubelet.BoxAt(frame).ClipTo(size.Width, size.Height).Area is not (> 0 and var seen)) continue;
                frequency++;
                area += seen;
            }

            if (frequency > 0) ranked.Add(new Prominent(tubelet, frequency, area));
        }

        ranked.Sort((a, b) => Compare(a, b));
        return ranked;
    }

    /// <summary>
    /// A number from 1 for every tubelet of a clip, by its prominence over all frames: the same whatever frames are kept and whatever is
    /// asked, so that two answers about one clip can be compared.
    /// </summary>
    public static IReadOnlyDictionary<int, int> Numbers(IReadOnlyList<Tubelet> tubelets, FrameSize size)
    {
        ArgumentNullException.ThrowIfNull(tubelets);
        List<Prominent> all = [.. tubelets.Select(t => new Prominent(
            t, t.Boxes.Count, t.Boxes.Sum(box => (double)box.ClipTo(size.Width, size.Height).Area)))];
        all.Sort((a, b) => Compare(a, b));
        return all.Select((p, i) => (p.Tubelet.Id, i + 1)).ToDictionary();
    }

    private static int Compare(in Prominent a, in Prominent b)
    {
        var byFrequency = b.Frequency.CompareTo(a.Frequency);
        if (byFrequency != 0) return byFrequency;
        var byArea = b.Area.CompareTo(a.Area);
        return byArea != 0 ? byArea : a.Tubelet.Id.CompareTo(b.Tubelet.Id);
    }
}
