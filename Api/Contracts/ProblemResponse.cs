using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts;

/// <summary>What went wrong, as an RFC 9457 problem document (<c>application/problem+json</c>).</summary>
public sealed record ProblemResponse
{
    /// <summary>"about:blank": the status says what kind of problem it is.</summary>
    /// <example>about:blank</example>
    public string Type { get; init; } = "about:blank";

    /// <summary>The status in words.</summary>
    /// <example>Bad Request</example>
    public required string Title { get; init; }

    /// <summary>HTTP status.</summary>
    /// <example>400</example>
    public required int Status { get; init; }

    /// <summary>One line: what, where, and what to do.</summary>
    /// <example>the threshold is 1.5; give a number above 0 and at most 1</example>
    public required string Detail { get; init; }

    /// <summary>Path of the request.</summary>
    /// <example>/api/queries</example>
    public string? Instance { get; init; }

    /// <summary>The field of the body ("$.zones[0].points") or the query parameter ("limit") that is wrong, where it is one.</summary>
    /// <example>$.threshold</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>What to look for in the server's log, for errors of the server.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }
}
