namespace Stvg.Api.Contracts;

/// <summary>How the server is.</summary>
public sealed record HealthResponse
{
    /// <summary>"live" or "ready".</summary>
    /// <example>ready</example>
    public required string Status { get; init; }
}
