using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Queries;

namespace Stvg.Core.Alerts.Meanings;

/// <summary>
/// What is asked of an object, by however many queries, with the answer for the object that is being looked at. One thread at a time:
/// answers are kept here, not in a table, because they are asked for thousands of times in an update.
/// </summary>
internal abstract class Asked(string key)
{
    /// <summary>What it means (<see cref="PlanKey"/>).</summary>
    public string Key { get; } = key;

    /// <summary>Number of the look that the answer is of.</summary>
    public long Look { get; set; } = -1;
}

/// <summary>A kind of thing.</summary>
internal sealed class Kind(string key, Entity entity) : Asked(key)
{
    /// <summary>The thing.</summary>
    public Entity Entity { get; } = entity;

    /// <summary>Whether the object is one, in [0, 1].</summary>
    public float Score { get; set; }
}

/// <summary>What something else in the scene must have; the answer is of a scene, not of an object.</summary>
internal sealed class OtherSide(string key, PlanFilter filter) : Asked(key)
{
    /// <summary>What it must have.</summary>
    public PlanFilter Filter { get; } = filter;

    /// <summary>How many objects may be it.</summary>
    public int Count { get; set; }

    /// <summary>One of them.</summary>
    public int Id { get; set; }
}

/// <summary>One sub-query.</summary>
internal sealed class Part(string key, SubQuery subQuery, Entity target, bool isConstant) : Asked(key)
{
    /// <summary>What is asked.</summary>
    public SubQuery SubQuery { get; } = subQuery;

    /// <summary>What the object is described as.</summary>
    public Entity Target { get; } = target;

    /// <summary>Whether it is judged of the object and not of its frames.</summary>
    public bool IsConstant { get; } = isConstant;

    /// <summary>Whether it could be judged.</summary>
    public bool IsJudged { get; set; }

    /// <summary>The score, or the best of all frames.</summary>
    public float Most { get; set; }

    /// <summary>Number of the look that <see cref="Recent"/> is of.</summary>
    public long RecentLook { get; set; } = -1;

    /// <summary>The best of the newest frames; NaN when it cannot be judged.</summary>
    public float Recent { get; set; }

    /// <summary>Its logarithm (<see cref="Grounding.EvidenceCombination.Log"/>).</summary>
    public double Log { get; set; }

    /// <summary>One score per frame; null for what is constant or could not be judged.</summary>
    public float[]? Scores { get; set; }
}
