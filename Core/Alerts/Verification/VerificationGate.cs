namespace Stvg.Core.Alerts.Verification;

/// <summary>
/// Stands between the standing queries and whoever is told: the opening of an alert, and what follows it, waits until a judge has spoken or
/// its time is up. A state machine without a clock: one thread at a time, and the host says what time it is.
/// </summary>
/// <example>
/// <code>
/// var step = gate.Take(queries.Update(update), time.GetUtcNow());   // tell step.Released; ask the judge about step.Asked
/// var released = gate.Answer(alertId, verdict);                     // when it has answered
/// released = gate.Expire(time.GetUtcNow());                         // when gate.NextDeadline has come
/// </code>
/// </example>
public sealed class VerificationGate(VerificationRules rules)
{
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlertVerification> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withheld = new(StringComparer.Ordinal);
    private readonly MinuteBudget _all = new(rules.PerMinute);
    private readonly Dictionary<string, MinuteBudget> _cameras = new(StringComparer.Ordinal);

    /// <summary>Alerts that wait for the judge.</summary>
    public int Pending => _waiting.Count;

    /// <summary>The ids of those alerts.</summary>
    public IReadOnlyCollection<string> PendingIds => _waiting.Keys;

    /// <summary>Whether an alert waits for the judge.</summary>
    public bool IsPending(string alertId) => _waiting.ContainsKey(alertId);

    /// <summary>When the first of them has waited long enough; null when none waits.</summary>
    public DateTimeOffset? NextDeadline => _waiting.Count == 0 ? null : _waiting.Values.Min(w => w.Deadline);

    /// <summary>Takes changes of alerts, in order.</summary>
    /// <param name="changes">What the standing queries said.</param>
    /// <param name="now">The time.</param>
    /// <returns>What to tell now, and what to ask the judge about.</returns>
    public (IReadOnlyList<Alert> Released, IReadOnlyList<Alert> Asked) Take(IReadOnlyList<Alert> changes, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var (released, asked) = (new List<Alert>(), new List<Alert>());
        foreach (var change in changes)
        {
            if (_waiting.TryGetValue(change.Id, out var waiting)) waiting.Changes.Add(change);
            else if (change.State != AlertState.Opened) Follow(change, released);
            else if (Refusal(change, now) is { } reason) Tell([change],
                new AlertVerification(VerificationOutcome.OverBudget, Reason: reason), released);
            else
            {
                _waiting[change.Id] = new Waiting([change], now + rules.Timeout);
                asked.Add(change);
            }
        }

        return (released, asked);
    }

    /// <summary>Learns of an alert that another gate let pass: what follows it is told with the same verdict.</summary>
    public void Resume(Alert told)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (told.Verification is { } verdict) _told[told.Id] = verdict;
    }

    /// <summary>The judge has spoken, or cannot.</summary>
    /// <returns>What to tell; nothing for an alert that does not wait any more.</returns>
    public IReadOnlyList<Alert> Answer(string alertId, AlertVerification verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (!_waiting.Remove(alertId, out var waiting)) return [];
        if (verdict.Outcome == VerificationOutcome.Refuted && rules.Withhold)
        {
            if (waiting.Changes[^1].State != AlertState.Closed) _withheld.Add(alertId);
            return [];
        }

        var released = new List<Alert>();
        Tell(waiting.Changes, verdict, released);
        return released;
    }

    /// <summary>Whoever has waited long enough waits no longer.</summary>
    /// <returns>What to tell.</returns>
    public IReadOnlyList<Alert> Expire(DateTimeOffset now) => Release(
        w => w.Deadline <= now,
        new AlertVerification(VerificationOutcome.TimedOut,
            Reason: FormattableString.Invariant($"the judge did not answer within {rules.Timeout.TotalSeconds:0.#} s")));

    /// <summary>Nobody will be asked any more: what waits is told as it is.</summary>
    public IReadOnlyList<Alert> Stop() =>
        Release(_ => true, new AlertVerification(VerificationOutcome.Unavailable,
            Reason: "the program was ended before the judge answered"));

    private List<Alert> Release(Func<Waiting, bool> which, AlertVerification verdict)
    {
        var released = new List<Alert>();
        foreach (var (id, waiting) in _waiting.Where(w => which(w.Value)).OrderBy(w => w.Value.Deadline).ThenBy(w => w.Key,
            StringComparer.Ordinal).ToArray())
        {
            _waiting.Remove(id);
            Tell(waiting.Changes, verdict, released);
        }

        return released;
    }

    private void Tell(List<Alert> changes, AlertVerification verdict, List<Alert> released)
    {
        foreach (var change in changes) released.Add(change with { Verification = verdict });
        if (changes[^1].State != AlertState.Closed) _told[changes[0].Id] = verdict;
    }

    /// <summary>A change of an alert that was decided before: it shares its fate.</summary>
    private void Follow(Alert change, List<Alert> released)
    {
        var isLast = change.State == AlertState.Closed;
        if (isLast ? _withheld.Remove(change.Id) : _withheld.Contains(change.Id)) return;
        var verdict = _told.GetValueOrDefault(change.Id);
        if (isLast) _told.Remove(change.Id);
        released.Add(verdict is null ? change : change with { Verification = verdict });
    }

    private string? Refusal(Alert change, DateTimeOffset now)
    {
        if (_waiting.Count >= rules.MostPending) return $"{rules.MostPending} alerts wait for the judge already";
        if (!_cameras.TryGetValue(change.CameraId, out var camera))
            _cameras[change.CameraId] = camera = new MinuteBudget(rules.PerMinuteAndCamera);
        if (!camera.HasRoom(now)) return $"camera '{change.CameraId}' had {rules.PerMinuteAndCamera} candidates judged within a minute";
        if (!_all.HasRoom(now)) return $"{rules.PerMinute} candidates were judged within a minute";
        camera.Take(now);
        _all.Take(now);
        return null;
    }

    private sealed record Waiting(List<Alert> Changes, DateTimeOffset Deadline);

    /// <summary>At most so many in any minute.</summary>
    private sealed class MinuteBudget(int most)
    {
        private readonly Queue<DateTimeOffset> _taken = new();

        public bool HasRoom(DateTimeOffset now)
        {
            while (_taken.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromMinutes(1)) _taken.Dequeue();
            return _taken.Count < most;
        }

        public void Take(DateTimeOffset now) => _taken.Enqueue(now);
    }
}
