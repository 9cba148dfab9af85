using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Stvg.Core.Services;

namespace Stvg.Api.Tests.Fakes;

internal sealed class FakeSystem : ISystemService
{
    private readonly ConcurrentDictionary<string, (ApiKey Key, string Hash)> _keys = new();
    private readonly ConcurrentQueue<AuditEntry> _audit = new();
    private int _lookups;

    /// <summary>What is missing; null: ready.</summary>
    public string? NotReady { get; set; }

    /// <summary>Whether the audit log's disk is full.</summary>
    public bool AuditFails { get; set; }

    /// <summary>Times that a key was looked up.</summary>
    public int Lookups => Volatile.Read(ref _lookups);

    public IReadOnlyList<AuditEntry> Audit => [.. _audit];

    public Task<string?> NotReadyAsync(CancellationToken ct) => Task.FromResult(NotReady);

    public Task<SystemStatus> StatusAsync(CancellationToken ct) => Task.FromResult(new SystemStatus
    {
        Version = "1.2.3", StartedAt = DateTimeOffset.UnixEpoch, Now = DateTimeOffset.UnixEpoch.AddSeconds(90),
        Counts = new ArchiveCounts(1, 2, 3, 42),
        Devices = [new DeviceStatus("cpu", null, 4, 64, 1000, 5) { WaitMilliseconds = 12.5, RunMilliseconds = 30 }],
        Storage = new StorageStatus("sqlite", 10, 20, 30, null, TimeSpan.FromDays(7), null, Trouble),
        Silos = [new SiloView("a", ["camera", "query"], 3, 0.5, false)],
        Grounder = Grounder,
    });

    /// <summary>Who answers.</summary>
    public GrounderStatus Grounder { get; set; } = new(null, null, null);

    /// <summary>What cannot be written.</summary>
    public string? Trouble { get; set; }

    public Task<IReadOnlyList<ModelView>> ModelsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<ModelView>>(
        [new ModelView("nanodet", "detector", "small", "Apache-2.0", 4_000_000, true, true)]);

    public Task<ApiKey?> FindKeyAsync(string secret, CancellationToken ct)
    {
        Interlocked.Increment(ref _lookups);
        var hash = Hash(secret);
        return Task.FromResult(_keys.Values.Where(k => k.Hash == hash).Select(k => k.Key).FirstOrDefault());
    }

    public Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ApiKey>>([.. _keys.Values.Select(k => k.Key)]);

    public Task<(ApiKey Key, string Secret)> AddKeyAsync(string name, Role role, CancellationToken ct)
    {
        var secret = "stvg_" + RandomNumberGenerator.GetHexString(32, lowercase: true);
        return Task.FromResult((AddKey(name, role, secret), secret));
    }

    public ApiKey AddKey(string name, Role role, string secret)
    {
        var key = new ApiKey("k" + RandomNumberGenerator.GetHexString(6, lowercase: true), name, role, DateTimeOffset.UnixEpoch);
        _keys[key.Id] = (key, Hash(secret));
        return key;
    }

    public Task<bool> RevokeKeyAsync(string id, CancellationToken ct) => Task.FromResult(_keys.TryRemove(id, out _));

    public Task AuditAsync(AuditEntry entry, CancellationToken ct)
    {
        if (AuditFails) throw new IOException("no space left on device");
        _audit.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<Page<AuditEntry>> AuditLogAsync(string? cursor, int limit, CancellationToken ct) =>
        Task.FromResult(FakeService.Part([.. _audit.Reverse()], cursor, limit));

    private static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
