using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Clips;

/// <summary>
/// Clips that this silo watches for the cluster, and searches that it scores, beside the turns of its grains: one clip and two searches at
/// a time, a bounded number waiting. A job that nobody asks for any more is given up. Safe for concurrent use.
/// </summary>
internal sealed partial class ClipDesk : IAsyncDisposable
{
    private const int MostWaiting = 8, MostKnown = 64;

    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _clips = new(1), _searches = new(2);
    private readonly SiloParts _silo;
    private readonly ClipCache _watched;
    private readonly ClipService _service;
    private readonly TubeCurveFinder _curves;
    private readonly TubeService _tubes;
    private readonly ILogger _log;

    public ClipDesk(SiloParts silo, ILogger<ClipDesk> log)
    {
        (_silo, _log) = (silo, log);
        _watched = new ClipCache(silo.Options.Server);
        _service = new ClipService(
            silo.Archive, silo.Search, _watched, silo.Planner.Parser, silo.Policy, silo.Options.Server, silo.Judge?.Answers);
        _curves = new TubeCurveFinder(silo.Search, _watched, silo.Planner.Parser);
        _tubes = new TubeService(silo.Archive, silo.Search, _curves, silo.Options.Server, silo.Judge?.Answers);
    }

    /// <summary>Jobs that are not done.</summary>
    public int Busy => _jobs.Values.Count(j => !j.Running.IsCompleted);

    /// <summary>Begins a job, or tells how it goes where it is known.</summary>
    public ClipReport Start(ClipJob asked)
    {
        lock (_gate)
        {
            if (_jobs.TryGetValue(asked.Id, out var known) && !known.IsGivenUp) return known.Report();
            foreach (var old in _jobs.Values.Where(j => j.IsForgotten(_silo.Time, _silo.Options.ClipLease)).ToList())
                _jobs.TryRemove(old.Asked.Id, out _);
            var before = _jobs.Values.Count(j => !j.Running.IsCompleted && j.IsSearch == IsSearch(asked));
            if (before > MostWaiting || _jobs.Count >= MostKnown) return new ClipReport { State = (int)ClipState.Busy };
            var job = new Job(asked, _silo.Time);
            job.Asks(_silo.Options.ClipLease);
            // Not in a turn: whatever follows runs on threads of its own.
            job.Running = Task.Run(() => RunAsync(job));
            _jobs[asked.Id] = job;
            return job.Report();
        }
    }

    /// <summary>How a job goes; an answer is given once, and whoever did not get it asks anew.</summary>
    public async Task<ClipReport> WaitAsync(string id)
    {
        if (!_jobs.TryGetValue(id, out var job)) return new ClipReport { State = (int)ClipState.Unknown };
        job.Asks(_silo.Options.ClipLease);
        await Task.WhenAny(job.Running, Task.Delay(_silo.Options.ClipPoll, _silo.Time));
        if (job.Running.IsCompleted) _jobs.TryRemove(new KeyValuePair<string, Job>(id, job));
        return job.Report();
    }

    /// <summary>Gives a job up.</summary>
    public void Cancel(string id)
    {
        if (_jobs.TryGetValue(id, out var job)) job.Stop.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var job in _jobs.Values) await job.Stop.CancelAsync();
        await Task.WhenAll(_jobs.Values.Select(j => j.Running));
        await _watched.DisposeAsync();
        _tubes.Dispose();
        _clips.Dispose();
        _searches.Dispose();
    }

    private async Task<ClipReport> RunAsync(Job job)
    {
        var (asked, ct) = (job.Asked, job.Stop.Token);
        var turn = job.IsSearch ? _searches : _clips;
        try
        {
            if (await ClipPlaces.MissingAsync(asked, _silo, ct).ConfigureAwait(false) is { } missing) return missing;
            await turn.WaitAsync(ct).ConfigureAwait(false);
            try
            {
                job.Begins();
                return new ClipReport { State = (int)ClipState.Done, Reply = await AnswerAsync(asked, job, ct).ConfigureAwait(false) };
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new ClipReport { State = (int)ClipState.Unknown };
        }
        catch (StvgException e)
        {
            return new ClipReport
            {
                State = (int)ClipState.Failed, Kind = (e as ServiceException)?.Kind is { } kind ? (int)kind : null, Message = e.Message,
            };
        }
        catch (Exception e)
        {
            // A defect of ours; it must be seen here, and be told to whoever asked.
            Defect(_log, asked.Id, e);
            return new ClipReport
            {
                State = (int)ClipState.Failed, Kind = (int)ServiceError.Unavailable,
                Message = $"internal error on silo '{_silo.Options.Name}': {e.Message.ReplaceLineEndings(" ")}",
            };
        }
        finally
        {
            job.Ends();
        }
    }

    private async Task<ClipReply> AnswerAsync(ClipJob asked, IProgress<ClipWatched> progress, CancellationToken ct)
    {
        if (asked.Task != (int)ClipTask.Curves) return await ClipMapping.AnswerAsync(asked, _service, _tubes, progress, ct)
            .ConfigureAwait(false);
        var record = await _silo.Archive.FindTubeAsync(asked.TubeId!, ct).ConfigureAwait(false)
            ?? throw new ServiceException(ServiceError.NotFound, $"there is no tube '{asked.TubeId}'");
        var (begin, curves) = await _curves.FindAsync(record, ct).ConfigureAwait(false);
        return new ClipReply
        {
            Curves = new CurvesReply(begin, [.. curves.Select(c => c.SubQuery.Id)], [.. curves.Select(c => c.Scores.ToArray())]),
        };
    }

    // What asks the archive only does not wait for a clip that is being watched.
    private static bool IsSearch(ClipJob job) => (ClipTask)job.Task is ClipTask.Search
        || (job.Task == (int)ClipTask.Curves && job.Video is null);

    [LoggerMessage(LogLevel.Critical, "job {Job}: internal error")]
    private static partial void Defect(ILogger log, string job, Exception e);

    private sealed class Job(ClipJob asked, TimeProvider time) : IProgress<ClipWatched>
    {
        private volatile bool _isRunning, _isDone;
        private volatile int _frames, _total;
        private long _askedAt = time.GetTimestamp();

        public ClipJob Asked => asked;

        public bool IsSearch { get; } = ClipDesk.IsSearch(asked);

        /// <summary>Whether it ended without an answer, since it was given up: whoever asks again begins again.</summary>
        public bool IsGivenUp => Running.IsCompleted && Running.Result.State == (int)ClipState.Unknown;

        public CancellationTokenSource Stop { get; } = new(Timeout.InfiniteTimeSpan, time);

        public Task<ClipReport> Running { get; set; } = Task.FromResult(new ClipReport { State = (int)ClipState.Unknown });

        public ClipReport Report() => Running.IsCompleted ? Running.Result
            : new ClipReport { State = (int)(_isRunning ? ClipState.Running : ClipState.Waiting), Frames = _frames, Total = _total };

        public void Asks(TimeSpan lease)
        {
            Interlocked.Exchange(ref _askedAt, time.GetTimestamp());
            if (!_isDone) Stop.CancelAfter(lease);
        }

        public void Begins() => _isRunning = true;

        public void Report(ClipWatched value) => (_frames, _total) = (value.Frames, value.Total ?? 0);

        public void Ends()
        {
            _isDone = true;
            Stop.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        public bool IsForgotten(TimeProvider clock, TimeSpan lease) => Running.IsCompleted
            && clock.GetElapsedTime(Interlocked.Read(ref _askedAt)) > lease;
    }
}
