using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>
/// Keeps one camera connected: a session at a time, and between sessions a pause that grows with every failure and carries some chance, so
/// that a hundred cameras behind one switch do not come back in step.
/// </summary>
internal sealed partial class CameraHost : ICameraRunner
{
    // A session that lasted for so long was a good one: the next failure is the first again.
    private static readonly TimeSpan s_goodSession = TimeSpan.FromSeconds(20);

    private readonly CameraContext _context;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private CancellationTokenSource _session = new();

    public CameraHost(CameraRecord record, CameraContext context)
    {
        _context = context;
        Monitor = new CameraMonitor(record, context.Options.Time);
        _running = Task.Run(RunAsync);
    }

    /// <summary>The camera's settings, counters, and newest frame.</summary>
    public CameraMonitor Monitor { get; }

    public CameraStatus Status => Monitor.Status;

    public async Task<byte[]?> SnapshotAsync(bool marks, CancellationToken ct)
    {
        if (Monitor.Snapshot() is not { } newest) return null;
        var drawn = marks ? newest.Objects.Select(o => new PictureMark(o.Box, $"{o.Id}")).ToList() : [];
        return await PictureEncoder.EncodeJpegAsync(newest.Image, newest.Scale, drawn, ct).ConfigureAwait(false);
    }

    public async Task<LivePicture?> PictureAsync(PictureRequest request, CancellationToken ct)
    {
        if (Monitor.Look(request.After, picture: request.Width is not null) is not { } newest) return null;
        using (newest) return await newest.EncodeAsync(request, _context.Pictures, ct).ConfigureAwait(false);
    }

    /// <summary>Breaks the session off; a new one begins at once.</summary>
    public void Restart()
    {
        Monitor.Reopen();
        Volatile.Read(ref _session).Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        Monitor.Dispose();
        _session.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (Monitor.Record.Ended) Monitor.Ended();
                else await ConnectForEverAsync().ConfigureAwait(false);
                if (!Monitor.IsOver) continue;
                // Only a restart or the end of the program ends the wait.
                await WaitForRestartAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end of the program, or of the camera.
        }
        catch (FencedException e)
        {
            // Whoever watches the camera now tells of it.
            TakenOver(_context.Log, Monitor.Id, e.Message);
        }
        catch (Exception e)
        {
            // A defect of ours; it must be seen, and must not take the other cameras with it.
            Defect(_context.Log, Monitor.Id, e);
            Monitor.Failed($"internal error: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private async Task WaitForRestartAsync()
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, NewSession());
        try
        {
            await Task.Delay(Timeout.Infinite, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            Monitor.Reopen();
        }
    }

    /// <summary>Returns after a good session, a restart, or when the camera is over.</summary>
    private async Task ConnectForEverAsync()
    {
        var options = _context.Options;
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = options.Time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<StreamLostException>(),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.ReconnectPause,
                MaxDelay = options.LongestReconnectPause,
                OnRetry = retry =>
                {
                    Lost(_context.Log, Monitor.Id, retry.Outcome.Exception!.Message, retry.RetryDelay.TotalSeconds);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        var session = NewSession();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, session);
        try
        {
            await pipeline.ExecuteAsync(async ct => await SessionAsync(ct).ConfigureAwait(false), both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (session.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            // A restart.
        }
    }

    private async Task SessionAsync(CancellationToken ct)
    {
        var began = _context.Options.Time.GetTimestamp();
        try
        {
            await new CameraSession(Monitor, _context).RunAsync(ct).ConfigureAwait(false);
            if (!Monitor.Record.Settings.Loop) await Monitor.EndAsync(_context.Archive, ct).ConfigureAwait(false);
        }
        catch (StvgException e) when (e is not (StreamLostException or FencedException))
        {
            // Missing file, forbidden address, unusable model: trying again changes nothing.
            Hopeless(_context.Log, Monitor.Id, e.Message);
            Monitor.Failed(e.Message);
        }
        catch (StreamLostException e)
        {
            Monitor.Lost(e.Message);
            ServerMetrics.Reconnects.Add(1, new KeyValuePair<string, object?>("camera", Monitor.Id));
            if (_context.Options.Time.GetElapsedTime(began) < s_goodSession) throw;
        }
    }

    private CancellationToken NewSession()
    {
        var fresh = new CancellationTokenSource();
        Interlocked.Exchange(ref _session, fresh).Dispose();
        return fresh.Token;
    }

    [LoggerMessage(LogLevel.Warning, "camera {Camera}: {Reason}; trying again in {Seconds:0.0} s")]
    private static partial void Lost(ILogger log, string camera, string reason, double seconds);

    [LoggerMessage(LogLevel.Warning, "camera {Camera} is watched by another owner now: {Reason}")]
    private static partial void TakenOver(ILogger log, string camera, string reason);

    [LoggerMessage(LogLevel.Error, "camera {Camera} cannot be watched: {Reason}")]
    private static partial void Hopeless(ILogger log, string camera, string reason);

    [LoggerMessage(LogLevel.Critical, "camera {Camera}: internal error")]
    private static partial void Defect(ILogger log, string camera, Exception e);
}

/// <summary>The source was there or may come: worth another try.</summary>
internal sealed class StreamLostException(StvgException cause) : StvgException(cause.Message, cause);
