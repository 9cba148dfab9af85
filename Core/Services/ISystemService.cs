namespace Stvg.Core.Services;

/// <summary>Health, keys, audit.</summary>
public interface ISystemService
{
    /// <summary>Whether requests can be answered: null when ready, else one line that says what is missing.</summary>
    Task<string?> NotReadyAsync(CancellationToken ct);

    /// <summary>How the product fares as a whole.</summary>
    Task<SystemStatus> StatusAsync(CancellationToken ct);

    /// <summary>The models that it can use.</summary>
    Task<IReadOnlyList<ModelView>> ModelsAsync(CancellationToken ct);

    /// <summary>The role that a key gives; null when the key is unknown or revoked.</summary>
    Task<ApiKey?> FindKeyAsync(string secret, CancellationToken ct);

    /// <summary>All keys, without their secrets.</summary>
    Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken ct);

    /// <summary>Makes a key. The secret is shown this once and kept only as a hash.</summary>
    Task<(ApiKey Key, string Secret)> AddKeyAsync(string name, Role role, CancellationToken ct);

    /// <summary>Revokes a key by its id. False when there is none.</summary>
    Task<bool> RevokeKeyAsync(string id, CancellationToken ct);

    /// <summary>Keeps who looked at what and changed what.</summary>
    Task AuditAsync(AuditEntry entry, CancellationToken ct);

    /// <summary>The audit log, newest first.</summary>
    Task<Page<AuditEntry>> AuditLogAsync(string? cursor, int limit, CancellationToken ct);
}

/// <summary>What a key allows; each role includes those before it.</summary>
public enum Role
{
    /// <summary>Look, search, watch.</summary>
    Viewer,

    /// <summary>Besides: standing queries, acknowledging, feedback, grounding clips.</summary>
    Operator,

    /// <summary>Besides: cameras, keys, audit log.</summary>
    Admin,
}

/// <summary>A key as it may be shown.</summary>
/// <param name="Id">Short public name.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Role">What it allows.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record ApiKey(string Id, string Name, Role Role, DateTimeOffset CreatedAt);

/// <summary>One line of the audit log.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Name and id of the key; "local" without keys.</param>
/// <param name="Action">Method and route ("DELETE /api/cameras/{id}").</param>
/// <param name="Subject">What it was done to ("gate-1"); empty for lists.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Address">Where the request came from.</param>
public sealed record AuditEntry(DateTimeOffset At, string Who, string Action, string Subject, int Status, string Address);
