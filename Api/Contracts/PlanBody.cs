using System.Text.Json.Serialization;
using Stvg.Core.Queries;

namespace Stvg.Api.Contracts;

/// <summary>How a sentence is understood: what is sought, and one sub-query for everything that is said of it.</summary>
public sealed record PlanBody
{
    /// <summary>The thing whose tube is asked for.</summary>
    public required TargetBody Target { get; init; }

    /// <summary>Everything that is said of the target, in the order of the sentence.</summary>
    public required IReadOnlyList<SubQueryBody> SubQueries { get; init; }

    /// <summary>Words that nothing can judge, readings that were guessed.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>What is sought.</summary>
public sealed record TargetBody
{
    /// <summary>Head noun as written, singular.</summary>
    /// <example>man</example>
    public required string Noun { get; init; }

    /// <summary>COCO names that it may be detected as; empty: anything.</summary>
    public required IReadOnlyList<string> Categories { get; init; }
}

/// <summary>One judgeable piece of a sentence.</summary>
public sealed record SubQueryBody
{
    /// <summary>Unique in its plan.</summary>
    /// <example>a1</example>
    public required string Id { get; init; }

    /// <summary>Which part of the engine judges it.</summary>
    /// <example>attribute</example>
    public required SubQueryKind Kind { get; init; }

    /// <summary>The words it came from.</summary>
    /// <example>in the red jacket</example>
    public required string Text { get; init; }

    /// <summary>True for "without a bag", "does not stop"; left out otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Negated { get; init; }
}
