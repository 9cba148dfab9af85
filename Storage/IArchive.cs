using Stvg.Core.Services;

namespace Stvg.Storage;

/// <summary>
/// Everything that outlives the process, in SQLite or PostgreSQL. Safe for concurrent use. What a method was awaited for is on disk.
/// </summary>
/// <remarks>
/// A full disk, a lost server and the like become a <see cref="Core.StvgException"/> that says so; nothing is half-written.
/// </remarks>
public interface IArchive
    : ICameraStore, IQueryStore, ITubeletStore, ITubeletIndex, IAlertStore, ITubeStore, IRecordingStore, IAccessStore, IFenceStore,
        IAsyncDisposable
{
    /// <summary>Null when the database answers, else one line that says what is wrong.</summary>
    Task<string?> CheckAsync(CancellationToken ct);

    /// <summary>How much there is of what, and how large the database is.</summary>
    Task<ArchiveMeasure> MeasureAsync(CancellationToken ct);

    /// <summary>
    /// Forgets metadata that is older or more than allowed: oldest first; tubelets, tubes, closed alerts, deliveries given up, audit lines.
    /// Works in small transactions, so that writers are not kept waiting.
    /// </summary>
    /// <returns>Rows removed.</returns>
    Task<long> ApplyRetentionAsync(MetadataRetention retention, DateTimeOffset now, CancellationToken ct);
}

/// <summary>How large an archive is.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Bytes">Size of the database.</param>
/// <param name="Counts">How much there is of what.</param>
public sealed record ArchiveMeasure(string Engine, long Bytes, ArchiveCounts Counts);

/// <summary>How long metadata is kept.</summary>
/// <param name="Age">Older is removed; null: kept for ever.</param>
/// <param name="Bytes">Size of the database that is aimed at; null: any.</param>
public sealed record MetadataRetention(TimeSpan? Age, long? Bytes);
