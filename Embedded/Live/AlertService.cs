using Stvg.Core.Services;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>Alerts of one process.</summary>
internal sealed class AlertService(IArchive archive, AlertFeed feed, TimeProvider time) : IAlertService
{
    public Task<IReadOnlyList<AlertRecord>> ChangesAsync(long after, AlertFilter filter, int limit, CancellationToken ct) =>
        archive.AlertChangesAsync(after, filter, limit, ct);

    public Task<IReadOnlyList<AlertRecord>> NewestAsync(long? before, AlertFilter filter, bool? open, int limit, CancellationToken ct) =>
        archive.NewestAlertsAsync(before, filter, open, limit, ct);

    public IAsyncEnumerable<AlertRecord> StreamAsync(long after, AlertFilter filter, CancellationToken ct) => feed.StreamAsync(after, filter, ct);

    public Task<long> LatestAsync(CancellationToken ct) => archive.LatestAlertChangeAsync(ct);

    public Task<AlertRecord?> FindAsync(string id, CancellationToken ct) => archive.FindAlertAsync(id, ct);

    public async Task<AlertRecord> AcknowledgeAsync(string id, string by, CancellationToken ct) =>
        await archive.AcknowledgeAlertAsync(id, by, time.GetUtcNow(), ct).ConfigureAwait(false)
        ?? throw new ServiceException(ServiceError.NotFound, $"there is no alert '{id}'");

    public Task<Page<DeliveryView>> UndeliveredAsync(string? cursor, int limit, CancellationToken ct) => archive.UndeliveredAsync(cursor, limit, ct);
}
