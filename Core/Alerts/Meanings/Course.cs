using System.Collections.Immutable;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;

namespace Stvg.Core.Alerts.Meanings;

/// <summary>All that a sentence says of what changes over time, in its order: it decides when, whatever the object looks like.</summary>
internal sealed class Course : Asked
{
    private readonly SubQuery[] _subQueries;

    /// <summary>Takes the parts.</summary>
    public Course(string key, ImmutableArray<Part> parts) : base(key)
    {
        Parts = parts;
        // They come from different sentences, whose ids may clash.
        _subQueries = [.. parts.Select((part, i) => part.SubQuery with { Id = $"{i}" })];
    }

    /// <summary>The parts, in order.</summary>
    public ImmutableArray<Part> Parts { get; }

    /// <summary>When it holds best.</summary>
    public Timing? Best { get; private set; }

    /// <summary>When it held last.</summary>
    public Timing? Latest { get; private set; }

    /// <summary>Finds both times; the parts have been scored.</summary>
    public void Find(GroundingContext context, int length)
    {
        var judged = new List<(SubQuery, float[])>(Parts.Length);
        for (var i = 0; i < Parts.Length; i++)
            if (Parts[i].Scores is { } scores) judged.Add((_subQueries[i], scores));
        (Best, Latest) = Timing.Of(judged, context, length);
    }
}
