using Stvg.Core.Services;

namespace Stvg.Storage;

/// <summary>Keys and the audit log.</summary>
public interface IAccessStore
{
    /// <summary>Keeps a key by the hash of its secret.</summary>
    Task AddKeyAsync(ApiKey key, string secretHash, CancellationToken ct);

    /// <summary>The key with that hash; null when there is none.</summary>
    Task<ApiKey?> FindKeyAsync(string secretHash, CancellationToken ct);

    /// <summary>All keys, by time.</summary>
    Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken ct);

    /// <summary>Removes a key. False when there is none.</summary>
    Task<bool> RemoveKeyAsync(string id, CancellationToken ct);

    /// <summary>Appends to the audit log.</summary>
    Task AddAuditAsync(IReadOnlyList<AuditEntry> entries, CancellationToken ct);

    /// <summary>The audit log, newest first.</summary>
    Task<Page<AuditEntry>> AuditAsync(string? cursor, int limit, CancellationToken ct);
}
