namespace Stvg.Core.Grounding.Long;

/// <summary>How a long clip is cut, and how much of it is kept; times in seconds.</summary>
public sealed record LongClipOptions
{
    /// <summary>Clips longer than this are cut; shorter ones are remembered as a whole.</summary>
    public double From { get; init; } = 300;

    /// <summary>No segment is shorter; at least <see cref="Seam"/>.</summary>
    public double Shortest { get; init; } = 60;

    /// <summary>No segment is longer: where nothing changes it is cut anyway.</summary>
    public double Longest { get; init; } = 240;

    /// <summary>
    /// Who lives across a cut is followed for so long by the segment that he began in; who stays longer is in pieces, which share an
    /// <see cref="Tubelets.Tubelet.ObjectId"/>.
    /// </summary>
    public double Seam { get; init; } = 60;

    /// <summary>Two pictures so far apart are compared to find a boundary of events.</summary>
    public double Compared { get; init; } = 2;

    /// <summary>Objects that are kept because they may be the answer, best first.</summary>
    public int MostCandidates { get; init; } = 32;

    /// <summary>Objects that are kept with each of them because they may be somebody else of whom the sentence speaks.</summary>
    public int MostCompanions { get; init; } = 4;

    /// <summary>How long before and after a candidate companions may live.</summary>
    public double Nearby { get; init; } = 10;
}
