using Stvg.Core.Alerts;

namespace Stvg.Core.Services;

/// <summary>Alerts and their delivery.</summary>
public interface IAlertService
{
    /// <summary>Changes of alerts in the order in which they were written.</summary>
    /// <param name="after">Only changes with a higher sequence number; 0 for all that are kept.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<AlertRecord>> ChangesAsync(long after, AlertFilter filter, int limit, CancellationToken ct);

    /// <summary>Alerts in their latest state, the one that changed last first.</summary>
    /// <param name="before">Only alerts whose latest change has a lower sequence number; null: from the newest on.</param>
    /// <param name="filter">Which.</param>
    /// <param name="open">Only those that are open, or only those that are closed; null: both.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<AlertRecord>> NewestAsync(long? before, AlertFilter filter, bool? open, int limit, CancellationToken ct);

    /// <summary>
    /// As <see cref="ChangesAsync"/>, and then every change as it is written, without end, without gaps. Leaving the loop ends it. Starting
    /// after <see cref="LatestAsync"/> gives only what is to come.
    /// </summary>
    IAsyncEnumerable<AlertRecord> StreamAsync(long after, AlertFilter filter, CancellationToken ct);

    /// <summary>Sequence number of the newest change; 0 when there is none.</summary>
    Task<long> LatestAsync(CancellationToken ct);

    /// <summary>An alert in its latest state; null when there is none of that id.</summary>
    Task<AlertRecord?> FindAsync(string id, CancellationToken ct);

    /// <summary>An operator has seen it. Doing it again changes nothing.</summary>
    /// <exception cref="ServiceException">There is no such alert.</exception>
    Task<AlertRecord> AcknowledgeAsync(string id, string by, CancellationToken ct);

    /// <summary>Webhook calls that failed or wait to be tried again, oldest first.</summary>
    Task<Page<DeliveryView>> UndeliveredAsync(string? cursor, int limit, CancellationToken ct);
}

/// <summary>Which alerts; everything empty: all.</summary>
/// <param name="CameraId">Only of this camera, or null.</param>
/// <param name="QueryId">Only of this query, or null.</param>
public readonly record struct AlertFilter(string? CameraId, string? QueryId);

/// <summary>One written change of an alert.</summary>
/// <param name="Sequence">Place in the order of all changes, from 1; grows, with gaps.</param>
/// <param name="Alert">The alert after the change.</param>
/// <param name="QueryText">The sentence.</param>
/// <param name="WrittenAt">When it was written.</param>
/// <param name="AcknowledgedAt">When an operator acknowledged the alert, or null.</param>
/// <param name="AcknowledgedBy">Who did, or null.</param>
public sealed record AlertRecord(
    long Sequence, Alert Alert, string QueryText, DateTimeOffset WrittenAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy);

/// <summary>A webhook call that has not succeeded.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Change">Number of its change.</param>
/// <param name="QueryId">The standing query.</param>
/// <param name="Url">Whom it is for, without user and password.</param>
/// <param name="Attempts">Times it was tried.</param>
/// <param name="FirstAt">When it was due first.</param>
/// <param name="NextAt">When it is tried next; null: given up.</param>
/// <param name="LastError">What went wrong last, one line; null before the first try.</param>
public sealed record DeliveryView(
    string AlertId, int Change, string QueryId, string Url, int Attempts, DateTimeOffset FirstAt, DateTimeOffset? NextAt, string? LastError);
