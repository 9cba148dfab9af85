namespace Stvg.Api.Contracts;

/// <summary>One line of the audit log.</summary>
public sealed record AuditResponse
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name and id of the key; "local" without keys.</summary>
    /// <example>control room (k3f9)</example>
    public required string Who { get; init; }

    /// <summary>Method and route.</summary>
    /// <example>DELETE /api/cameras/{id}</example>
    public required string Action { get; init; }

    /// <summary>What it was done to; empty for lists.</summary>
    /// <example>gate-1</example>
    public required string Subject { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    /// <example>204</example>
    public required int Status { get; init; }

    /// <summary>Where the request came from.</summary>
    /// <example>127.0.0.1</example>
    public required string Address { get; init; }
}
