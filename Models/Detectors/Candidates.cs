namespace Stvg.Models.Detectors;

/// <summary>A box that a network proposes, edges in pixels of its input.</summary>
internal readonly record struct Candidate(float Left, float Top, float Right, float Bottom, int Class, float Score)
{
    public static Candidate FromCenter(float x, float y, float width, float height, int @class, float score) =>
        new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2), @class, score);

    public float IoU(in Candidate other)
    {
        var width = MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left);
        var height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top);
        if (width <= 0 || height <= 0) return 0;
        var shared = width * height;
        return shared / (((Right - Left) * (Bottom - Top)) + ((other.Right - other.Left) * (other.Bottom - other.Top)) - shared);
    }
}

/// <summary>The candidates of one frame; keeps its memory from frame to frame.</summary>
internal sealed class Candidates
{
    // More overlap so much that they change nothing; sorting and comparing them would only take time.
    private const int Limit = 1000;

    private static readonly Comparison<Candidate> s_highestFirst = static (a, b) => b.Score.CompareTo(a.Score);

    private Candidate[] _items = new Candidate[512];

    public int Count { get; private set; }

    public ReadOnlySpan<Candidate> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(in Candidate candidate)
    {
        if (Count == _items.Length) Array.Resize(ref _items, 2 * Count);
        _items[Count++] = candidate;
    }

    /// <summary>Sorts by score, highest first, and drops all behind the first thousand.</summary>
    public void Sort()
    {
        _items.AsSpan(0, Count).Sort(s_highestFirst);
        Count = Math.Min(Count, Limit);
    }

    /// <summary>
    /// Non-maximum suppression within each class: of two boxes whose intersection over union exceeds the threshold, only
    /// the one with the higher score stays. The candidates must be sorted.
    /// </summary>
    public void Suppress(float threshold, int maxKept)
    {
        var kept = 0;
        for (var i = 0; i < Count && kept < maxKept; i++)
        {
            ref readonly var candidate = ref _items[i];
            if (IsCovered(candidate, kept, threshold)) continue;
            _items[kept++] = candidate;
        }
        Count = kept;
    }

    private bool IsCovered(in Candidate candidate, int kept, float threshold)
    {
        for (var i = 0; i < kept; i++)
            if (_items[i].Class == candidate.Class && _items[i].IoU(candidate) > threshold) return true;
        return false;
    }
}
