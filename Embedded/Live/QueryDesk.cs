using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Cameras;
using Stvg.Core.Queries;
using Stvg.Embedded.Live.Verification;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>
/// Where camera updates meet standing queries: one task that owns <see cref="StandingQueries"/> behind a bounded queue. What comes of it is
/// written to the archive before anybody is told, and, where a judge is asked, not before it has spoken or its time is up.
/// </summary>
internal sealed partial class QueryDesk : IUpdateSink, IAsyncDisposable
{
    private const int QueueLength = 256, Batch = 64;

    private readonly StandingQueries _queries = new();
    private readonly Dictionary<string, (StandingQuery Query, QueryPlan Plan)> _byId = new(StringComparer.Ordinal);
    private readonly List<(Message Message, HashSet<string> Waits)> _drains = [];
    private readonly AlertHearings _hearings;
    private readonly Channel<Message> _inbox = Channel.CreateBounded<Message>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly IAlertStore _store;
    private readonly AlertFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="store">Takes what comes of it.</param>
    /// <param name="feed">Tells who listens.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    /// <param name="verifier">Whom alerts are shown before they are told; null: nobody.</param>
    public QueryDesk(IAlertStore store, AlertFeed feed, TimeProvider time, ILogger log, IAlertVerifier? verifier = null)
    {
        (_store, _feed, _time, _log) = (store, feed, time, log);
        _hearings = new AlertHearings(verifier, time);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Messages that wait.</summary>
    public int Waiting => _inbox.Reader.Count;

    /// <summary>One line when the archive refuses alerts, which are then kept and tried again; else null.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Hands over an update; waits while the queue is full, so that a slow desk slows its cameras and nothing grows.</summary>
    public ValueTask PostAsync(CameraUpdate update, CancellationToken ct) => _inbox.Writer.WriteAsync(
        new Message(queries => Judge(queries, update)) { Context = Activity.Current?.Context ?? default }, ct);

    /// <summary>Alerts that wait for a judge.</summary>
    public int Pending => _hearings.Pending;

    /// <summary>Waits until everything handed over so far was judged and written, and no alert of it waits for a verdict.</summary>
    public Task DrainAsync(CancellationToken ct) => AskAsync(static _ => [], ct, isDrain: true);

    public Task PutAsync(StandingQuery query, QueryPlan plan, CancellationToken ct) => AskAsync(queries =>
    {
        var closed = queries.Put(query, plan);
        // The closings are the old query's.
        var writes = Writes(closed);
        _byId[query.Id] = (query, plan);
        return writes;
    }, ct);

    public Task RemoveAsync(string id, CancellationToken ct) => AskAsync(queries =>
    {
        var writes = Writes(queries.Remove(id));
        _byId.Remove(id);
        return writes;
    }, ct);

    public Task SetZonesAsync(string cameraId, ImmutableArray<Zone> zones, CancellationToken ct) => AskAsync(queries =>
    {
        queries.SetZones(cameraId, zones);
        return [];
    }, ct);

    public Task CameraStoppedAsync(string cameraId, CancellationToken ct) => AskAsync(queries => Writes(queries.CameraStopped(cameraId)), ct);

    /// <summary>Tells of alerts of before a restart, and writes the closings of those that were open.</summary>
    public Task RestoreAsync(IReadOnlyList<Alert> recent, IReadOnlyList<AlertWrite> closings, CancellationToken ct) => AskAsync(queries =>
    {
        queries.Restore(recent);
        return closings;
    }, ct);

    public async Task<int> OpenAlertsAsync(string queryId, CancellationToken ct)
    {
        var open = 0;
        await AskAsync(queries =>
        {
            open = queries.OpenAlerts(queryId);
            return [];
        }, ct).ConfigureAwait(false);
        return open;
    }

    /// <summary>Judges and writes what was handed over, for a few seconds at most, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _inbox.Writer.TryComplete();
        _stop.CancelAfter(TimeSpan.FromSeconds(5));
        await _running.ConfigureAwait(false);
        await _hearings.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AskAsync(Func<StandingQueries, IReadOnlyList<AlertWrite>> work, CancellationToken ct, bool isDrain = false)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _inbox.Writer.WriteAsync(new Message(work) { Done = done, IsDrain = isDrain }, ct).ConfigureAwait(false);
        await done.Task.WaitAsync(ct).ConfigureAwait(false);
    }

    private IReadOnlyList<AlertWrite> Judge(StandingQueries queries, CameraUpdate update)
    {
        var began = Stopwatch.GetTimestamp();
        var changes = queries.Update(update);
        ServerMetrics.Evaluation.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        return Writes(changes, update);
    }

    private IReadOnlyList<AlertWrite> Writes(IReadOnlyList<Alert> changes, CameraUpdate? update = null) =>
        Addressed(_hearings.Take(changes, update, id => _byId.TryGetValue(id, out var known) ? known.Plan : null));

    private IReadOnlyList<AlertWrite> Addressed(IReadOnlyList<Alert> changes) => changes.Count == 0 ? [] :
        [.. changes.Select(a => new AlertWrite(a, a.Tube.Query, _byId.GetValueOrDefault(a.QueryId).Query?.Webhook))];

    private async Task RunAsync()
    {
        var writes = new List<AlertWrite>();
        var done = new List<Message>();
        Task<bool>? inbox = null, news = null;
        try
        {
            while (true)
            {
                inbox ??= _inbox.Reader.WaitToReadAsync(_stop.Token).AsTask();
                news ??= _hearings.News.WaitToReadAsync(_stop.Token).AsTask();
                await Task.WhenAny(inbox, news).ConfigureAwait(false);
                writes.Clear();
                done.Clear();
                // What has waited for a verdict does not wait for a crowd of updates.
                if (news.IsCompleted) (_, news) = (await news.ConfigureAwait(false), null);
                writes.AddRange(Addressed(_hearings.Settle()));
                var isOver = false;
                if (inbox.IsCompleted)
                {
                    isOver = !await inbox.ConfigureAwait(false);
                    inbox = null;
                    Batched(writes, done);
                    if (isOver) writes.AddRange(Addressed(_hearings.Stop()));
                }

                if (writes.Count > 0) await WriteAsync(writes).ConfigureAwait(false);
                foreach (var message in done)
                {
                    if (message.IsDrain) _drains.Add((message, [.. _hearings.PendingIds]));
                    else message.Done?.TrySetResult();
                }

                Drain();
                if (isOver) return;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            while (_inbox.Reader.TryRead(out var message)) message.Done?.TrySetCanceled();
            foreach (var (message, _) in _drains) message.Done!.TrySetCanceled();
        }
    }

    /// <summary>Alerts of many updates share one transaction when there is a crowd.</summary>
    private void Batched(List<AlertWrite> writes, List<Message> done)
    {
        while (done.Count < Batch && _inbox.Reader.TryRead(out var message))
        {
            using var activity = message.Context == default ? null
                : ServerMetrics.Traces.StartActivity("judge", ActivityKind.Internal, message.Context);
            if (Work(message) is not { } made) continue;
            writes.AddRange(made);
            done.Add(message);
        }
    }

    /// <summary>Who waits for a drain waits for the alerts that waited then, not for later ones: those never end.</summary>
    private void Drain()
    {
        for (var i = _drains.Count - 1; i >= 0; i--)
        {
            var (message, waits) = _drains[i];
            if (waits.RemoveWhere(id => !_hearings.IsPending(id)) >= 0 && waits.Count > 0) continue;
            message.Done!.TrySetResult();
            _drains.RemoveAt(i);
        }
    }

    /// <summary>One message; what goes wrong in it is its sender's, or a defect that must not end the watch over everything else.</summary>
    private IReadOnlyList<AlertWrite>? Work(Message message)
    {
        try
        {
            return message.Work(_queries);
        }
        catch (Exception e)
        {
            if (message.Done is null) UpdateFailed(_log, e);
            message.Done?.TrySetException(e);
            return null;
        }
    }

    private async Task WriteAsync(List<AlertWrite> writes)
    {
        // Alerts are what all this is for: they wait, and with them their cameras, until the archive takes them.
        var records = await ArchivePatience.UntilTakenAsync(
            () => _store.WriteAlertsAsync(writes, _time.GetUtcNow(), _stop.Token),
            e =>
            {
                if (Trouble is null) ArchiveRefused(_log, e.Message);
                Trouble = e.Message;
            },
            _time, _stop.Token).ConfigureAwait(false);
        Trouble = null;
        _feed.Written(records);
    }

    [LoggerMessage(LogLevel.Error, "a camera update could not be judged")]
    private static partial void UpdateFailed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "the archive takes no alerts, which wait: {Reason}")]
    private static partial void ArchiveRefused(ILogger log, string reason);

    private sealed record Message(Func<StandingQueries, IReadOnlyList<AlertWrite>> Work)
    {
        public TaskCompletionSource? Done { get; init; }

        /// <summary>Whether it is done only when no alert waits for a verdict.</summary>
        public bool IsDrain { get; init; }

        public ActivityContext Context { get; init; }
    }
}
