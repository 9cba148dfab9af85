using System.Runtime.CompilerServices;
using Stvg.Core.Alerts;
using Stvg.Core.Services;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>
/// Tells listeners of written alerts. A listener reads the archive from where it is and only waits here for more, so that a slow one costs
/// nothing, a new one can begin anywhere, and none misses anything.
/// </summary>
internal sealed class AlertFeed(IAlertStore store, TimeProvider time, TimeSpan? longestWait = null)
{
    private const int PageLength = 200;

    // Others may write to the same archive; they cannot wake us.
    private readonly TimeSpan _longestWait = longestWait ?? TimeSpan.FromSeconds(2);

    private readonly AsyncSignal _written = new();

    /// <summary>Completes with the next written change.</summary>
    public Task Next => _written.Next;

    public void Written(IReadOnlyList<AlertRecord> records)
    {
        if (records.Count == 0) return;
        Count(records, time);
        _written.Raise();
    }

    /// <summary>Counts written changes in the metrics.</summary>
    public static void Count(IReadOnlyList<AlertRecord> records, TimeProvider time)
    {
        foreach (var record in records)
        {
            var alert = record.Alert;
            ServerMetrics.Alerts.Add(1, new("camera", alert.CameraId), new("state", StateName(alert.State)));
            if (alert.State == AlertState.Opened)
                ServerMetrics.AlertLatency.Record((time.GetUtcNow() - alert.OpenedAt).TotalSeconds, new KeyValuePair<string, object?>("camera", alert.CameraId));
        }
    }

    public async IAsyncEnumerable<AlertRecord> StreamAsync(long after, AlertFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var next = _written.Next;
            var page = await store.AlertChangesAsync(after, filter, PageLength, ct).ConfigureAwait(false);
            foreach (var record in page)
            {
                after = record.Sequence;
                yield return record;
            }

            if (page.Count == PageLength) continue;
            await Task.WhenAny(next, Task.Delay(_longestWait, time, ct)).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
        }
    }

    private static string StateName(AlertState state) => state switch
    {
        AlertState.Opened => "opened",
        AlertState.Updated => "updated",
        _ => "closed",
    };
}
