namespace Stvg.Core.Grounding.Scoring;

/// <summary>How one frame of two objects is judged, and where that can be more than 0.</summary>
internal sealed class PairMeasure
{
    private readonly float? _reach;
    private readonly bool _overlapping;

    private PairMeasure(Function score, float? reach, bool overlapping) => (Score, _reach, _overlapping) = (score, reach, overlapping);

    /// <summary>A score in [0, 1] from one frame.</summary>
    public delegate float Function(in FramePair pair);

    /// <summary>The score.</summary>
    public Function Score { get; }

    /// <summary>0 from a distance on.</summary>
    /// <param name="reach">That distance (<see cref="FramePair.Distance"/>).</param>
    /// <param name="score">The score.</param>
    public static PairMeasure Within(float reach, Function score) => new(score, reach, false);

    /// <summary>0 where the boxes have nothing in common.</summary>
    public static PairMeasure Overlapping(Function score) => new(score, null, true);

    /// <summary>Wherever the two are.</summary>
    public static PairMeasure Anywhere(Function score) => new(score, null, false);

    /// <summary>Whether any frame of a block may score more than 0.</summary>
    public bool MayScore(in Extent a, in Extent b)
    {
        if (_overlapping) return Extent.MayOverlap(a, b);
        return _reach is not { } reach || Extent.MayBeNear(a, b, reach);
    }
}
