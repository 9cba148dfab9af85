using System.Text.Json.Serialization;
using Stvg.Core.Services;

namespace Stvg.Api.Contracts;

/// <summary>A browser that wants to stay logged in.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SessionRequest
{
    /// <summary>The key.</summary>
    /// <example>stvg_…</example>
    public required string Key { get; init; }

    /// <summary>Whether the session outlives the browser (30 days); default false.</summary>
    public bool? Remember { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "a session"; // secrets do not belong in logs
}

/// <summary>Who asks, and what that allows.</summary>
public sealed record SessionResponse
{
    /// <summary>Whose key it is; "local" without keys.</summary>
    /// <example>control room</example>
    public required string Name { get; init; }

    /// <summary>What it allows; each role includes those before it: viewer, operator, admin.</summary>
    public required Role Role { get; init; }

    /// <summary>Whether this server asks for keys.</summary>
    public required bool KeysRequired { get; init; }

    /// <summary>What changes have to carry in the header <c>X-Stvg-Csrf</c> when the key comes from the cookie; null otherwise.</summary>
    public string? Csrf { get; init; }
}
