using System.Collections.Concurrent;
using System.Threading.Channels;
using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Cameras;
using Stvg.Core.Queries;

namespace Stvg.Embedded.Live.Verification;

/// <summary>
/// Hosts the gate before the alerts: asks the verifier beside the desk's own work, and wakes the desk when a verdict has come or an alert
/// has waited long enough. Without a verifier every change passes. Everything but <see cref="News"/> belongs to the desk's one task.
/// </summary>
internal sealed class AlertHearings : IAsyncDisposable
{
    private readonly IAlertVerifier? _verifier;
    private readonly VerificationGate? _gate;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _asking = new();
    private readonly ITimer? _alarm;
    // No more wait here than alerts are pending, and one alarm.
    private readonly Channel<(string AlertId, AlertVerification Verdict)?> _news = Channel.CreateUnbounded<(string, AlertVerification)?>();

    public AlertHearings(IAlertVerifier? verifier, TimeProvider time)
    {
        (_verifier, _time) = (verifier, time);
        if (verifier is null) return;
        _gate = new VerificationGate(verifier.Rules);
        _alarm = time.CreateTimer(_ => _news.Writer.TryWrite(null), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Verdicts, and alarms, that <see cref="Settle"/> has to look at.</summary>
    public ChannelReader<(string AlertId, AlertVerification Verdict)?> News => _news.Reader;

    /// <summary>Alerts that wait for a verdict.</summary>
    public int Pending => _gate?.Pending ?? 0;

    /// <summary>Their ids.</summary>
    public IReadOnlyCollection<string> PendingIds => _gate?.PendingIds ?? [];

    /// <summary>Whether an alert waits for a verdict.</summary>
    public bool IsPending(string alertId) => _gate?.IsPending(alertId) == true;

    /// <summary>Alerts that another owner told of and that go on here.</summary>
    public void Resume(IEnumerable<Alert> told)
    {
        if (_gate is null) return;
        foreach (var alert in told) _gate.Resume(alert);
    }

    /// <summary>Takes changes; returns what to tell now.</summary>
    /// <param name="changes">What the standing queries said.</param>
    /// <param name="update">What they said it of; null where nothing can open.</param>
    /// <param name="planOf">The plan of a query.</param>
    public IReadOnlyList<Alert> Take(IReadOnlyList<Alert> changes, CameraUpdate? update, Func<string, QueryPlan?> planOf)
    {
        if (_gate is null || changes.Count == 0) return changes;
        var (released, asked) = _gate.Take(changes, _time.GetUtcNow());
        foreach (var alert in asked)
        {
            if (planOf(alert.QueryId) is { } plan && update is not null)
                Ask(new VerificationCase(alert, plan, [.. update.Recent.Concat(update.Live).Select(o => o.Tubelet)]));
            else _news.Writer.TryWrite((alert.Id, new AlertVerification(VerificationOutcome.Unavailable, Reason: "the query was removed")));
        }

        SetAlarm();
        foreach (var alert in released)
            if (alert is { State: AlertState.Opened, Verification: { } verdict }) Count(verdict.Outcome); // over budget
        return released;
    }

    /// <summary>Looks at the news; returns what to tell now.</summary>
    public IReadOnlyList<Alert> Settle()
    {
        if (_gate is null) return [];
        var released = new List<Alert>();
        while (_news.Reader.TryRead(out var news))
            if (news is var (id, verdict)) released.AddRange(_gate.Answer(id, verdict));
        released.AddRange(_gate.Expire(_time.GetUtcNow()));
        SetAlarm();
        foreach (var alert in released.Where(a => a.State == AlertState.Opened)) Count(alert.Verification!.Outcome);
        return released;
    }

    /// <summary>Nobody will be asked any more: what waits is told as it is.</summary>
    public IReadOnlyList<Alert> Stop() => _gate?.Stop() ?? [];

    /// <summary>Gives up what is being asked.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_asking.Keys).ConfigureAwait(false);
        if (_alarm is not null) await _alarm.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Ask(VerificationCase question)
    {
        var asking = AskAsync(question);
        if (asking.IsCompleted) return;
        _asking[asking] = true;
        _ = asking.ContinueWith(done => _asking.TryRemove(done, out _), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task AskAsync(VerificationCase question)
    {
        using var limit = new CancellationTokenSource(_verifier!.Rules.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            var verdict = await _verifier.VerifyAsync(question, both.Token).ConfigureAwait(false);
            if (verdict.Outcome == VerificationOutcome.Refuted) Count(verdict.Outcome);
            _news.Writer.TryWrite((question.Alert.Id, verdict));
        }
        catch (OperationCanceledException)
        {
            // The alarm tells of the alert, or the end of the program does.
        }
    }

    private static void Count(VerificationOutcome outcome) =>
        ServerMetrics.Verdicts.Add(1, new KeyValuePair<string, object?>("outcome", outcome switch
        {
            VerificationOutcome.Confirmed => "confirmed",
            VerificationOutcome.Refuted => "refuted",
            VerificationOutcome.TimedOut => "timed_out",
            VerificationOutcome.Unavailable => "unavailable",
            _ => "over_budget",
        }));

    private void SetAlarm()
    {
        if (_gate!.NextDeadline is not { } deadline) return;
        var wait = deadline - _time.GetUtcNow();
        _alarm!.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
