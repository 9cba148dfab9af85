namespace Stvg.Tests;

/// <summary>
/// Time that passes when a test says so, except that waits up to a limit are over at once, and moved by: the pauses between attempts.
/// </summary>
internal sealed class TestClock(TimeSpan? skips = null) : TimeProvider
{
    private readonly TimeSpan _limit = skips ?? TimeSpan.FromTicks(-1);
    private readonly Lock _lock = new();
    private readonly List<TestTimer> _timers = [];
    private readonly List<TimeSpan> _skipped = [];
    private DateTimeOffset _now = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Waits that were over at once.</summary>
    public IReadOnlyList<TimeSpan> Skipped
    {
        get
        {
            lock (_lock) return [.. _skipped];
        }
    }

    /// <summary>Timers that are waiting.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _timers.Count;
        }
    }

    /// <summary>Raised when something begins to wait.</summary>
    public event Action? TimerSet;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        List<TestTimer> due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(t => t.Due <= _now)];
            _timers.RemoveAll(t => due.Contains(t) && !t.Again(_now));
        }

        foreach (var timer in due) timer.Fire();
    }

    private sealed class TestTimer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        /// <summary>A timer that goes on is due again after its period, once however much time passed.</summary>
        public bool Again(DateTimeOffset now)
        {
            Due = now + _period;
            return _period > TimeSpan.Zero;
        }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                if (dueTime <= clock._limit)
                {
                    clock._now += dueTime;
                    clock._skipped.Add(dueTime);
                    ThreadPool.QueueUserWorkItem(_ => Fire());
                    return true;
                }

                Due = clock._now + dueTime;
                clock._timers.Add(this);
            }

            clock.TimerSet?.Invoke();
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
