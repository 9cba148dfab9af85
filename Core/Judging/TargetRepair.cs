using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Judging;

/// <summary>What had to be done to an answer before it meant a tubelet.</summary>
public enum TargetMending
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The object is not there at the named time: the nearest part of its life was taken.</summary>
    TimeMoved,

    /// <summary>The number is not among the marks that were shown, but it is a tubelet's in the track store.</summary>
    Unmarked,

    /// <summary>Nobody has the number: the tubelet that overlaps the boxes of the answer best was taken.</summary>
    ByBox,

    /// <summary>Nobody has the number, and there are no boxes: the largest of those marked at the named time was taken.</summary>
    Largest,
}

/// <summary>
/// Makes a tubelet and frames of what a model answered (STVG-R1, ICLR 2026): by its number, else by its nearest frames, else by overlap,
/// else by size. Boxes are never the model's.
/// </summary>
public static class TargetRepair
{
    /// <summary>The tubelet and its frames; null when nothing was marked.</summary>
    /// <param name="answer">The answer; one that names no target gives null.</param>
    /// <param name="clip">What was shown.</param>
    /// <param name="numbers">Every tubelet by its number (<see cref="Prominence.Numbers"/>).</param>
    /// <param name="period">The named time as frames; null where the answer has none.</param>
    /// <param name="boxes">Boxes of the answer by frame, if it has any.</param>
    public static (Tubelet Tubelet, int Begin, int End, TargetMending Mending)? Mend(
        TargetAnswer answer, MarkedClip clip, IReadOnlyDictionary<int, Tubelet> numbers, (int Begin, int End)? period,
        IReadOnlyDictionary<int, Box>? boxes = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(numbers);
        if (answer.Target is not { } number) return null;
        if (clip.Marks.FirstOrDefault(m => m.Number == number) is { } mark) return Within(mark.Tubelet, period, TargetMending.None);
        if (numbers.TryGetValue(number, out var known)) return Within(known, period, TargetMending.Unmarked);
        if (boxes is { Count: > 0 } && ByBox(numbers.Values, boxes) is { } near) return Within(near, period, TargetMending.ByBox);
        var there = clip.Marks.Where(m => period is not { } p
            || (m.Tubelet.Begin <= p.End && m.Tubelet.End >= p.Begin)).DefaultIfEmpty(clip.Marks.MaxBy(m => m.Area));
        return there.MaxBy(m => m?.Area ?? 0) is { } largest ? Within(largest.Tubelet, period, TargetMending.Largest) : null;
    }

    /// <summary>The tubelet that some boxes mean: the one with the largest mean overlap, at least a tenth; null when there is
    /// none.</summary>
    public static Tubelet? ByBox(IEnumerable<Tubelet> tubelets, IReadOnlyDictionary<int, Box> boxes)
    {
        ArgumentNullException.ThrowIfNull(tubelets);
        ArgumentNullException.ThrowIfNull(boxes);
        const double least = 0.1;
        var best = tubelets
            .Select(t => (Tubelet: t, Overlap: boxes.Sum(b => t.Covers(b.Key) ? (double)t.BoxAt(b.Key).IoU(b.Value) : 0) / boxes.Count))
            .OrderByDescending(t => t.Overlap).ThenBy(t => t.Tubelet.Id).FirstOrDefault();
        return best.Overlap >= least ? best.Tubelet : null;
    }

    private static (Tubelet, int, int, TargetMending)? Within(Tubelet tubelet, (int Begin, int End)? period, TargetMending mending)
    {
        if (period is not { } asked) return (tubelet, tubelet.Begin, tubelet.End, mending);
        int begin = Math.Max(asked.Begin, tubelet.Begin), end = Math.Min(asked.End, tubelet.End);
        if (begin <= end) return (tubelet, begin, end, mending);
        // As long as was asked for, at the end of its life that is nearer.
        var length = Math.Min(asked.End - asked.Begin + 1, tubelet.Boxes.Count);
        var (from, to) = asked.Begin > tubelet.End ? (tubelet.End - length + 1, tubelet.End) : (tubelet.Begin, tubelet.Begin + length - 1);
        return (tubelet, from, to, mending == TargetMending.None ? TargetMending.TimeMoved : mending);
    }
}
