using System.Runtime.CompilerServices;
using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Services;

namespace Stvg.Api.Tests.Fakes;

/// <summary>Alerts in memory; sequence numbers have gaps, as the port allows.</summary>
internal sealed class FakeAlerts : IAlertService
{
    private readonly Lock _lock = new();
    private readonly List<AlertRecord> _records = [];
    private readonly List<DeliveryView> _deliveries = [];
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _readers;

    /// <summary>Raised when a reader comes or goes.</summary>
    public Signal ReadersChanged { get; } = new();

    /// <summary>Readers that are in <see cref="StreamAsync"/> now.</summary>
    public int Readers => Volatile.Read(ref _readers);

    /// <summary>What the next step of a stream fails with.</summary>
    public Exception? StreamFails { get; set; }

    public AlertRecord Write(string id, AlertState state, int change, string camera = "gate-1", string query = "red", int boxes = 1,
        AlertVerification? verdict = null)
    {
        var at = new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);
        lock (_lock)
        {
            var sequence = _records.Count == 0 ? 3 : _records[^1].Sequence + 1 + (_records.Count % 3);
            var record = new AlertRecord(
                sequence,
                new Alert
                {
                    Id = id, QueryId = query, CameraId = camera, ObjectId = 7, State = state, Change = change, OpenedAt = at,
                    ChangedAt = at.AddSeconds(change), End = state == AlertState.Closed ? AlertEnd.ObjectGone : null,
                    Tube = Tubes.Of(id, camera, boxes), BeginAt = at, EndAt = at.AddSeconds(boxes / 10.0), Size = new FrameSize(768, 576),
                    Verification = verdict,
                },
                "a person in red", at.AddSeconds(change), null, null);
            _records.Add(record);
            Wake();
            return record;
        }
    }

    public void Deliver(DeliveryView delivery)
    {
        lock (_lock) _deliveries.Add(delivery);
    }

    /// <summary>Lets readers look again.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _written.SetResult();
            _written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public Task<IReadOnlyList<AlertRecord>> ChangesAsync(long after, AlertFilter filter, int limit, CancellationToken ct)
    {
        lock (_lock)
        {
            var found = _records.Where(r => r.Sequence > after && Passes(r, filter)).Take(limit);
            return Task.FromResult<IReadOnlyList<AlertRecord>>([.. found]);
        }
    }

    public Task<IReadOnlyList<AlertRecord>> NewestAsync(long? before, AlertFilter filter, bool? open, int limit, CancellationToken ct)
    {
        lock (_lock)
        {
            var latest = _records.GroupBy(r => r.Alert.Id).Select(g => g.MaxBy(r => r.Sequence)!)
                .Where(r => Passes(r, filter) && (open ?? r.Alert.State != AlertState.Closed) == (r.Alert.State != AlertState.Closed))
                .Where(r => before is null || r.Sequence < before).OrderByDescending(r => r.Sequence).Take(limit);
            return Task.FromResult<IReadOnlyList<AlertRecord>>([.. latest]);
        }
    }

    public async IAsyncEnumerable<AlertRecord> StreamAsync(long after, AlertFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        Interlocked.Increment(ref _readers);
        ReadersChanged.Raise();
        try
        {
            while (true)
            {
                Task written;
                AlertRecord? next;
                lock (_lock)
                {
                    written = _written.Task;
                    next = _records.Find(r => r.Sequence > after && Passes(r, filter));
                }

                if (StreamFails is { } error) throw error;
                if (next is null)
                {
                    await written.WaitAsync(ct);
                    continue;
                }

                after = next.Sequence;
                yield return next;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
            ReadersChanged.Raise();
        }
    }

    public Task<long> LatestAsync(CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_records.Count == 0 ? 0 : _records[^1].Sequence);
    }

    public Task<AlertRecord?> FindAsync(string id, CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_records.FindLast(r => r.Alert.Id == id));
    }

    public Task<AlertRecord> AcknowledgeAsync(string id, string by, CancellationToken ct)
    {
        lock (_lock)
        {
            var index = _records.FindLastIndex(r => r.Alert.Id == id);
            if (index < 0) throw new ServiceException(ServiceError.NotFound, $"there is no alert '{id}'");
            if (_records[index].AcknowledgedAt is null)
                _records[index] = _records[index] with { AcknowledgedAt = DateTimeOffset.UnixEpoch, AcknowledgedBy = by };
            return Task.FromResult(_records[index]);
        }
    }

    public Task<Page<DeliveryView>> UndeliveredAsync(string? cursor, int limit, CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(FakeService.Part(_deliveries, cursor, limit));
    }

    private static bool Passes(AlertRecord record, AlertFilter filter) =>
        (filter.CameraId ?? record.Alert.CameraId) == record.Alert.CameraId
        && (filter.QueryId ?? record.Alert.QueryId) == record.Alert.QueryId;
}

internal static class Tubes
{
    public static Tube Of(string id, string camera, int boxes = 2) => new()
    {
        Id = id, Query = "a person in red", CameraId = camera, TubeletId = 7, Begin = 100, Score = 0.91234f,
        BeginTime = TimeSpan.FromSeconds(10), EndTime = TimeSpan.FromSeconds((99 + boxes) / 10.0),
        Boxes = [.. Enumerable.Range(0, boxes).Select(i => new Box(i, 10.126f, 20, 40))],
        Evidence = [new Evidence("a1", 0.95f, [])],
    };

    public static TubeRecord Record(string id, string camera, DateTimeOffset? at) =>
        new(Of(id, camera), new FrameSize(768, 576), 10, at, at?.AddSeconds(0.1));
}
