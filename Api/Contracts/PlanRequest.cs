using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts;

/// <summary>A sentence to try.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlanRequest
{
    /// <summary>The sentence, in English.</summary>
    /// <example>the man in the red jacket who stops next to the white van</example>
    public required string Text { get; init; }
}

/// <summary>How the sentence is understood, in the shape of <c>stvg plan --json</c>.</summary>
public sealed record PlanResponse
{
    /// <summary>The sentence.</summary>
    public required string Query { get; init; }

    /// <summary>The thing whose tube is asked for.</summary>
    public required TargetBody Target { get; init; }

    /// <summary>Everything that is said of the target, in the order of the sentence.</summary>
    public required IReadOnlyList<SubQueryBody> SubQueries { get; init; }

    /// <summary>Words that nothing can judge, readings that were guessed.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
