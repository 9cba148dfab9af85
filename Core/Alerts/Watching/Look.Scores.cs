using Stvg.Core.Alerts.Meanings;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Scoring;

namespace Stvg.Core.Alerts.Watching;

// The scores of parts, which may be told as evidence long after a look.
internal sealed partial class Look
{
    private Dictionary<Part, KnownScores> _scores = [];

    /// <summary>A part's scores from the first known frame on; null when it cannot be judged. Not to be asked of a resting look.</summary>
    public float[]? ScoresOf(Part part)
    {
        if (_scores.TryGetValue(part, out var known)) return known.Values;
        var scores = SubQueryScorer.Score(part.SubQuery, part.Target, Facts.Object, Context);
        _scores.Add(part, new KnownScores(Begin, scores));
        return scores;
    }

    /// <summary>Whether it can tell of a part.</summary>
    public bool Knows(Part part) => _fresh is not null || _scores.ContainsKey(part);

    /// <summary>
    /// Everything is asked: boxes stay, and the scores of some parts. The scene and all that was worked out in it, which is many times as
    /// much, is given up at once, while that costs a garbage collector nothing.
    /// </summary>
    /// <param name="parts">What may still be told of.</param>
    /// <param name="before">The look before, whose scores stand for those that nobody asked for in this one.</param>
    public void Rest(IReadOnlyCollection<Part> parts, Look? before)
    {
        var kept = new Dictionary<Part, KnownScores>(parts.Count);
        foreach (var part in parts)
        {
            if (!_scores.TryGetValue(part, out var scores) && before?._scores.TryGetValue(part, out scores) is not true)
                scores = new KnownScores(Begin, ScoresOf(part));
            kept.Add(part, scores);
        }

        (_scores, _fresh, _always) = (kept, null, null);
    }

    /// <summary>The boxes of some frames; a view, not a copy: thousands of alerts may show the same object.</summary>
    public ArraySegment<Box> Boxes(int begin, int end) => new(_boxes, begin - Begin, end - begin + 1);

    /// <summary>A part's scores on some frames, likewise.</summary>
    public ArraySegment<float> Scores(Part part, int begin, int end)
    {
        if (_fresh is not null) ScoresOf(part);
        var length = end - begin + 1;
        if (_scores.TryGetValue(part, out var known) && known.Begin <= begin && known.End >= end)
            return new ArraySegment<float>(known.Values!, begin - known.Begin, length);
        var scores = new float[length];
        CopyScores(part, begin, scores);
        return scores;
    }

    /// <summary>Copies what is known of a part's scores.</summary>
    /// <param name="part">The part.</param>
    /// <param name="begin">First frame that is wanted.</param>
    /// <param name="scores">One score a frame, as many as are wanted; left as they are where nothing is known.</param>
    public void CopyScores(Part part, int begin, Span<float> scores)
    {
        if (_fresh is not null) ScoresOf(part);
        if (!_scores.TryGetValue(part, out var known)) return;
        int from = Math.Max(begin, known.Begin), count = Math.Min(begin + scores.Length - 1, known.End) - from + 1;
        if (count > 0) known.Values.AsSpan(from - known.Begin, count).CopyTo(scores[(from - begin)..]);
    }

    /// <summary>A part's scores from a frame on; none when it could not be judged.</summary>
    private readonly record struct KnownScores(int Begin, float[]? Values)
    {
        public int End => Begin + (Values?.Length ?? 0) - 1;
    }
}
