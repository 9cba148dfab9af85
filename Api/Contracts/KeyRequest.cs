using System.Text.Json.Serialization;
using Stvg.Core.Services;

namespace Stvg.Api.Contracts;

/// <summary>A key to make.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KeyRequest
{
    /// <summary>Whose it is, for the audit log; at most 100 characters.</summary>
    /// <example>control room</example>
    public required string Name { get; init; }

    /// <summary>What it allows; each role includes those before it: viewer, operator, admin.</summary>
    /// <example>operator</example>
    public required Role Role { get; init; }
}

/// <summary>A key.</summary>
public sealed record KeyResponse
{
    /// <summary>Short public name.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows.</summary>
    public required Role Role { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What to send as <c>Authorization: Bearer …</c>; only in the answer that made the key, and never again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"key {Id} ({Name}, {Role})"; // secrets do not belong in logs
}
