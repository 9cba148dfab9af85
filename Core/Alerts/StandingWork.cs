namespace Stvg.Core.Alerts;

/// <summary>What standing queries had to do so far: the cost is in what could match, not in what exists.</summary>
public record struct StandingWork
{
    /// <summary>Camera updates taken.</summary>
    public long Updates { get; set; }

    /// <summary>Objects judged: at most once in 0.4 s of the stream each.</summary>
    public long Looks { get; set; }

    /// <summary>Entries of the index that were read because an object has a feature which they ask for.</summary>
    public long Touched { get; set; }

    /// <summary>Pairs of a meaning and an object that passed the filter and were considered.</summary>
    public long Considered { get; set; }

    /// <summary>Of those: not refused by bounds, so that the time was looked for and the whole was scored.</summary>
    public long Scored { get; set; }

    /// <summary>Pairs of a query and an object that fitted well enough.</summary>
    public long Matched { get; set; }
}
