using System.Collections.Immutable;
using Stvg.Core.Grounding.Filtering;

namespace Stvg.Core.Alerts.Meanings;

/// <summary>What one or more sentences mean on a camera: evaluated once for all of them.</summary>
internal sealed class Meaning(string key) : Asked(key)
{
    /// <summary>What is sought.</summary>
    public required Kind Kind { get; init; }

    /// <summary>What is said of its looks.</summary>
    public required ImmutableArray<Part> Constants { get; init; }

    /// <summary>What is said of its doings; null when nothing is.</summary>
    public required Course? Course { get; init; }

    /// <summary>Whether anything is said of the target at all, be it judged or not.</summary>
    public required bool SaysSomething { get; init; }

    /// <summary>The score that is asked for.</summary>
    public required float Threshold { get; init; }

    /// <summary>What an object must have to reach it.</summary>
    public required PlanFilter Filter { get; init; }

    /// <summary>
    /// What an object must have done a moment ago for anything to be new: what the last verb phrase asks for, and where. One feature of each.
    /// </summary>
    public required ImmutableArray<TubeletSignature> Doings { get; init; }

    /// <summary>Whether all that is said holds at the event's newest moment. With several verb phrases, which of them holds then is hard to tell.</summary>
    public required bool IsOneEvent { get; init; }

    /// <summary>What else must be in the scene.</summary>
    public required ImmutableArray<OtherSide> Others { get; init; }

    /// <summary>Whether it is about what the object is, not about what it does: that holds all its life.</summary>
    public bool IsLasting => Course is null;

    /// <summary>All parts, those of its looks first.</summary>
    public required ImmutableArray<Part> Parts { get; init; }
}
