namespace Stvg.Core.Grounding.Long;

/// <summary>
/// Where one event ends and the next begins: where those in view are others than a moment before. The likeness of two moments is the share of
/// people and things that are in both; the longer a segment is, the smaller a dip of it will do.
/// </summary>
/// <param name="fps">Frames per second of the numbering.</param>
/// <param name="options">Lengths of segments.</param>
internal sealed class EventCutter(double fps, LongClipOptions options)
{
    // Half of those in view have changed: that is enough for a segment that is about to become too long.
    private const double LargestLikeness = 0.5;

    private readonly Queue<(int Frame, int[] Ids)> _past = new();
    private int _begin;

    /// <summary>A segment begins with this frame.</summary>
    public void Begin(int frame)
    {
        _begin = frame;
        _past.Clear();
    }

    /// <summary>Whether the segment may end with this frame.</summary>
    /// <param name="frame">A frame that was detected; larger than those before.</param>
    /// <param name="ids">Who is followed on it, in any order.</param>
    public bool Ends(int frame, IReadOnlyCollection<int> ids)
    {
        _past.Enqueue((frame, [.. ids]));
        while (_past.Count > 1 && frame - _past.ElementAt(1).Frame >= options.Compared * fps) _past.Dequeue();
        var age = (frame - _begin + 1) / fps;
        if (age < options.Shortest) return false;
        if (age >= options.Longest) return true;
        var before = _past.Peek();
        if (frame - before.Frame < options.Compared * fps / 2) return false;
        var limit = LargestLikeness * (age - options.Shortest) / (options.Longest - options.Shortest);
        return Likeness(before.Ids, ids) <= limit;
    }

    /// <summary>The share of all in two moments that are in both; nobody is like nobody else.</summary>
    private static double Likeness(int[] before, IReadOnlyCollection<int> now)
    {
        var both = now.Count(before.Contains);
        var all = before.Length + now.Count - both;
        return all == 0 ? 0 : both / (double)all;
    }
}
