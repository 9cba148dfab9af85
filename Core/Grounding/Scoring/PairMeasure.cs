using System.Buffers;
using System.Numerics;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>How frames of two objects are judged, and where that can be more than 0.</summary>
internal sealed class PairMeasure
{
    private readonly Function _score;
    private readonly float? _reach;
    private readonly bool _overlapping;

    private static int s_count;

    private PairMeasure(string name, Function score, float? reach, bool overlapping) =>
        (Name, Number, _score, _reach, _overlapping) = (name, Interlocked.Increment(ref s_count) - 1, score, reach, overlapping);

    /// <summary>How many there are.</summary>
    public static int Count => s_count;

    /// <summary>A relation that is judged by it.</summary>
    public string Name { get; }

    /// <summary>From 0 on.</summary>
    public int Number { get; }

    /// <summary>Scores in [0, 1] from consecutive frames.</summary>
    public delegate Vector<float> Function(in FramePairs pairs);

    /// <summary>0 from a distance on.</summary>
    /// <param name="name">A relation that is judged by it.</param>
    /// <param name="reach">That distance (<see cref="FramePairs.Distance"/>).</param>
    /// <param name="score">The score.</param>
    public static PairMeasure Within(string name, float reach, Function score) => new(name, score, reach, false);

    /// <summary>0 where the boxes have nothing in common.</summary>
    public static PairMeasure Overlapping(string name, Function score) => new(name, score, null, true);

    /// <summary>Wherever the two are.</summary>
    public static PairMeasure Anywhere(string name, Function score) => new(name, score, null, false);

    /// <summary>One score for every frame of the subject, 0 where the other is not; null when all are 0.</summary>
    /// <returns>An array of the shared pool, for the caller to return; it may be longer than the subject lives.</returns>
    public float[]? Scores(ObjectFacts subject, ObjectFacts other)
    {
        float[]? scores = null;
        int begin = Math.Max(subject.Tubelet.Begin, other.Tubelet.Begin), end = Math.Min(subject.Tubelet.End, other.Tubelet.End);
        // A block of frames at a time: most pairs are never near each other, and bounds tell.
        for (int from = begin, to; from <= end; from = to + 1)
        {
            var block = from / Extent.Frames;
            to = Math.Min(end, ((block + 1) * Extent.Frames) - 1);
            if (!MayScore(subject.ExtentOf(block), other.ExtentOf(block))) continue;
            if (scores is null)
            {
                scores = ArrayPool<float>.Shared.Rent(subject.Boxes.Length);
                scores.AsSpan().Clear();
            }
            for (var frame = from; frame <= to; frame += Vector<float>.Count)
            {
                var i = frame - subject.Tubelet.Begin;
                var some = _score(new FramePairs(subject.Lanes, i, other.Lanes, frame - other.Tubelet.Begin));
                var count = to - frame + 1;
                if (count >= Vector<float>.Count) some.CopyTo(scores, i);
                else
                    for (var lane = 0; lane < count; lane++) scores[i + lane] = some[lane];
            }
        }

        return scores;
    }

    /// <summary>The best of the frames from one on, of the scene's numbering; 0 when both are on none of them.</summary>
    public float MostSince(int from, ObjectFacts subject, ObjectFacts other)
    {
        int begin = Math.Max(from, Math.Max(subject.Tubelet.Begin, other.Tubelet.Begin)), end = Math.Min(subject.Tubelet.End, other.Tubelet.End);
        var most = 0f;
        for (int frame = begin, to; frame <= end; frame = to + 1)
        {
            var block = frame / Extent.Frames;
            to = Math.Min(end, ((block + 1) * Extent.Frames) - 1);
            if (!MayScore(subject.ExtentOf(block), other.ExtentOf(block))) continue;
            for (var at = frame; at <= to; at += Vector<float>.Count)
            {
                var some = _score(new FramePairs(subject.Lanes, at - subject.Tubelet.Begin, other.Lanes, at - other.Tubelet.Begin));
                for (var lane = Math.Min(Vector<float>.Count, to - at + 1) - 1; lane >= 0; lane--) most = MathF.Max(most, some[lane]);
            }
        }

        return most;
    }

    /// <summary>Whether any frame of a block may score more than 0.</summary>
    private bool MayScore(in Extent a, in Extent b)
    {
        if (_overlapping) return Extent.MayOverlap(a, b);
        return _reach is not { } reach || Extent.MayBeNear(a, b, reach);
    }
}
