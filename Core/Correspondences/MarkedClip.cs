using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Correspondences;

/// <summary>An instance that is marked.</summary>
/// <param name="Number">Its number, the same on every frame.</param>
/// <param name="Tubelet">What it is the mark of.</param>
/// <param name="Frequency">Kept frames that show it.</param>
/// <param name="Area">Sum of its boxes there, square pixels.</param>
public sealed record Mark(int Number, Tubelet Tubelet, int Frequency, double Area);

/// <summary>A kept frame and the marks on it.</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="Marks">In the order in which they are drawn.</param>
public sealed record MarkedFrame(int Frame, IReadOnlyList<PlacedMark> Marks);

/// <summary>Which frames of a clip are kept, who is marked on them, and where.</summary>
/// <param name="Size">Size of the picture, in whose pixels everything is.</param>
/// <param name="Frames">Kept frames, ascending.</param>
/// <param name="Marks">Who is marked, by number.</param>
public sealed record MarkedClip(FrameSize Size, IReadOnlyList<MarkedFrame> Frames, IReadOnlyList<Mark> Marks)
{
    /// <summary>Marks the most prominent instances of a clip.</summary>
    /// <param name="tubelets">Everything that was tracked in it.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="first">First frame that may be kept.</param>
    /// <param name="last">Last frame that may be kept, inclusive.</param>
    /// <param name="options">How many frames and marks.</param>
    /// <param name="isWanted">Which tubelets may be marked; null: all. Numbers go over all of them in any case.</param>
    public static MarkedClip Of(
        IReadOnlyList<Tubelet> tubelets, FrameSize size, int first, int last, MarkOptions options, Func<Tubelet, bool>? isWanted = null)
    {
        ArgumentNullException.ThrowIfNull(tubelets);
        ArgumentNullException.ThrowIfNull(options);
        var frames = Prominence.KeptFrames(first, last, options.Frames);
        var ranked = Prominence.Rank(isWanted is null ? tubelets : tubelets.Where(isWanted), frames, size);
        return Of(tubelets, size, frames, [.. ranked.Take(options.Top).Select(p => p.Tubelet.Id)], options);
    }

    /// <summary>Marks given instances on given frames, such as the candidates for an answer.</summary>
    /// <param name="tubelets">Everything that was tracked; its numbers do not depend on who is marked.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="frames">Frames, ascending.</param>
    /// <param name="chosen">Ids of the tubelets to mark; those that no frame shows get no mark.</param>
    /// <param name="options">Size and kind of the marks.</param>
    public static MarkedClip Of(
        IReadOnlyList<Tubelet> tubelets, FrameSize size, IReadOnlyList<int> frames, IReadOnlyCollection<int> chosen, MarkOptions options)
    {
        ArgumentNullException.ThrowIfNull(tubelets);
        ArgumentNullException.ThrowIfNull(options);
        var numbers = Prominence.Numbers(tubelets, size);
        List<Prominent> ranked = [.. Prominence.Rank(tubelets.Where(t => chosen.Contains(t.Id)), frames, size)];
        var diameter = options.Diameter * Math.Max(size.Width, size.Height);
        return new MarkedClip(
            size, [.. frames.Select(Place)],
            [.. ranked.Select(p => new Mark(numbers[p.Tubelet.Id], p.Tubelet, p.Frequency, p.Area)).OrderBy(m => m.Number)]);

        MarkedFrame Place(int frame) => new(frame, MarkPlacement.Place(
            [.. ranked.Where(p => p.Tubelet.Covers(frame)).Select(p => (numbers[p.Tubelet.Id], p.Tubelet.Id, p.Tubelet.BoxAt(frame)))],
            [.. tubelets.Where(t => t.Covers(frame) && !chosen.Contains(t.Id)).Select(t => t.BoxAt(frame))], size, diameter));
    }
}
