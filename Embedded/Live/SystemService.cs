using System.Security.Cryptography;
using System.Text;
using Stvg.Core.Services;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>Health, keys, audit.</summary>
internal sealed class SystemService(IArchive archive, StatusReport report, TimeProvider time) : ISystemService
{
    /// <summary>What secrets begin with, so that scanners of leaked secrets can tell them.</summary>
    private const string Prefix = "stvg_";

    public async Task<string?> NotReadyAsync(CancellationToken ct) => report.Trouble ?? await archive.CheckAsync(ct).ConfigureAwait(false);

    public Task<SystemStatus> StatusAsync(CancellationToken ct) => report.AskAsync(ct);

    public Task<IReadOnlyList<ModelView>> ModelsAsync(CancellationToken ct) => Task.FromResult(report.Models());

    public Task<ApiKey?> FindKeyAsync(string secret, CancellationToken ct) => archive.FindKeyAsync(Hash(secret), ct);

    public Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken ct) => archive.KeysAsync(ct);

    public async Task<(ApiKey Key, string Secret)> AddKeyAsync(string name, Role role, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100) throw new ServiceException(ServiceError.Invalid, "a key's name has to have 1 to 100 characters");
        // 256 random bits: no dictionary finds them, so that a plain hash is enough at rest.
        var secret = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var key = new ApiKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), name.Trim(), role, time.GetUtcNow());
        await archive.AddKeyAsync(key, Hash(secret), ct).ConfigureAwait(false);
        return (key, secret);
    }

    public Task<bool> RevokeKeyAsync(string id, CancellationToken ct) => archive.RemoveKeyAsync(id, ct);

    public Task AuditAsync(AuditEntry entry, CancellationToken ct) => archive.AddAuditAsync([entry], ct);

    public Task<Page<AuditEntry>> AuditLogAsync(string? cursor, int limit, CancellationToken ct) => archive.AuditAsync(cursor, limit, ct);

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
