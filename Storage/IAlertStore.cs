using Stvg.Core.Alerts;
using Stvg.Core.Services;

namespace Stvg.Storage;

/// <summary>Alerts and the calls that are owed for them: written in one transaction, so that neither is ever without the other.</summary>
public interface IAlertStore
{
    /// <summary>
    /// Writes changes in order, each with its delivery when it has a webhook. A change that was written before (same alert and number) is
    /// left as it is and not returned.
    /// </summary>
    /// <param name="changes">The changes.</param>
    /// <param name="now">When they are written.</param>
    /// <param name="fence">In whose name; null: nobody else writes them.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The new changes, with their sequence numbers.</returns>
    /// <exception cref="FencedException">Somebody else has taken over; nothing was written.</exception>
    Task<IReadOnlyList<AlertRecord>> WriteAlertsAsync(
        IReadOnlyList<AlertWrite> changes, DateTimeOffset now, Fence? fence, CancellationToken ct);

    /// <summary>Writes changes where nobody else does.</summary>
    /// <inheritdoc cref="WriteAlertsAsync(IReadOnlyList{AlertWrite}, DateTimeOffset, Fence?, CancellationToken)"/>
    Task<IReadOnlyList<AlertRecord>> WriteAlertsAsync(IReadOnlyList<AlertWrite> changes, DateTimeOffset now, CancellationToken ct) =>
        WriteAlertsAsync(changes, now, null, ct);

    /// <summary>Changes with a higher sequence number, in order.</summary>
    Task<IReadOnlyList<AlertRecord>> AlertChangesAsync(long after, AlertFilter filter, int limit, CancellationToken ct);

    /// <summary>Alerts in their latest state, the one that changed last first.</summary>
    /// <param name="before">Only those whose latest change has a lower sequence number; null: from the newest on.</param>
    /// <param name="filter">Which.</param>
    /// <param name="open">Only those that are open, or only those that are closed; null: both.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<AlertRecord>> NewestAlertsAsync(long? before, AlertFilter filter, bool? open, int limit, CancellationToken ct);

    /// <summary>The newest sequence number, 0 when there is none.</summary>
    Task<long> LatestAlertChangeAsync(CancellationToken ct);

    /// <summary>An alert in its latest state.</summary>
    Task<AlertRecord?> FindAlertAsync(string id, CancellationToken ct);

    /// <summary>Alerts whose latest change is not a closing.</summary>
    Task<IReadOnlyList<AlertRecord>> OpenAlertsAsync(CancellationToken ct);

    /// <summary>The latest alerts of a query and camera since a time, so that cooldowns survive a restart; any order.</summary>
    Task<IReadOnlyList<AlertRecord>> AlertsSinceAsync(DateTimeOffset since, CancellationToken ct);

    /// <summary>Marks as acknowledged; the first time counts. Null when there is no such alert.</summary>
    Task<AlertRecord?> AcknowledgeAlertAsync(string id, string by, DateTimeOffset now, CancellationToken ct);

    /// <summary>Deliveries whose time has come, and that nobody holds, oldest first.</summary>
    Task<IReadOnlyList<Delivery>> DueDeliveriesAsync(DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>
    /// Takes deliveries that are due, oldest first, and holds them: until then they are due for nobody, so that no two processes make the
    /// same call. When that time passes without a word of how it went, because the process died, they are due again.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="hold">How long to hold them: longer than all that is tried with one of them takes.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<Delivery>> ClaimDeliveriesAsync(DateTimeOffset now, TimeSpan hold, int limit, CancellationToken ct);

    /// <summary>When the next delivery is due, or ceases to be held; null when none waits.</summary>
    Task<DateTimeOffset?> NextDeliveryAsync(CancellationToken ct);

    /// <summary>A delivery succeeded and is forgotten.</summary>
    Task DeliveredAsync(long id, CancellationToken ct);

    /// <summary>A delivery failed; it is tried again at a time, or given up (null) and kept.</summary>
    Task DeliveryFailedAsync(long id, string error, DateTimeOffset? next, CancellationToken ct);

    /// <summary>Deliveries that were tried and did not succeed yet, or were given up; oldest first.</summary>
    Task<Page<DeliveryView>> UndeliveredAsync(string? cursor, int limit, CancellationToken ct);
}

/// <summary>One change to write.</summary>
/// <param name="Alert">The alert after the change.</param>
/// <param name="QueryText">The sentence.</param>
/// <param name="Webhook">Who is told, or null.</param>
public sealed record AlertWrite(Alert Alert, string QueryText, Webhook? Webhook);

/// <summary>A call that is owed.</summary>
/// <param name="Id">Number.</param>
/// <param name="Record">The change.</param>
/// <param name="Webhook">Who is told.</param>
/// <param name="Attempts">Times it was tried.</param>
/// <param name="FirstAt">When it was due first.</param>
public sealed record Delivery(long Id, AlertRecord Record, Webhook Webhook, int Attempts, DateTimeOffset FirstAt);
