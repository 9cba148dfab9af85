using System.Collections.Immutable;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;

namespace Stvg.Core.Alerts.Meanings;

/// <summary>All that a sentence says of what changes over time, in its order: it decides when, whatever the object looks like.</summary>
internal sealed class Course(string key, ImmutableArray<Part> parts) : Asked(key)
{
    /// <summary>The parts, in order.</summary>
    public ImmutableArray<Part> Parts { get; } = parts;

    /// <summary>The parts, those first that cost least to judge: what others do is looked at when nothing else refuses the object.</summary>
    public ImmutableArray<Part> ByCost { get; } = [.. parts.OrderBy(p => p.SubQuery.Predicate is RelationPredicate or TemporalPredicate)];

    /// <summary>When it holds best.</summary>
    public Timing? Best { get; private set; }

    /// <summary>When it held last.</summary>
    public Timing? Latest { get; private set; }

    /// <summary>Finds both times; the parts have been scored.</summary>
    public void Find(GroundingContext context, int length)
    {
        var judged = new List<(SubQuery, float[])>(Parts.Length);
        foreach (var part in Parts)
            if (part.Scores is { } scores) judged.Add((part.SubQuery, scores));
        (Best, Latest) = Timing.Of(judged, context, length);
    }
}
