using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Services;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Service;

/// <summary>How a job goes, for whoever wants to know.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Silo">Where it is tried.</param>
/// <param name="Frames">Frames that were watched so far.</param>
/// <param name="Total">Frames that there are; 0: not known.</param>
internal readonly record struct ClipJobProgress(string JobId, string Silo, int Frames, int Total);

/// <summary>
/// Sends questions about clips, and searches, to silos with free devices: accelerators first, then processors, then silos without devices,
/// which may be the only ones that have the file. A silo that is lost on the way is replaced by another; nothing is harmed by that.
/// </summary>
internal sealed partial class ClipDispatch(
    IGrainFactory grains, TimeProvider time, ILogger log, IProgress<ClipJobProgress>? progress = null)
{
    private const int Rounds = 4, MostTimeouts = 2;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, int> _sent = new(StringComparer.Ordinal);

    /// <summary>Asks until somebody has answered.</summary>
    /// <exception cref="ServiceException">It was refused, nobody has the file, or everybody is busy.</exception>
    public Task<ClipReply> RunAsync(ClipJob job, CancellationToken ct) => RunAsync(job, watched: null, ct);

    /// <summary>Asks until somebody has answered.</summary>
    /// <param name="job">The job.</param>
    /// <param name="watched">Is told how far the clip has been watched, wherever it is; less again when another silo has to begin
    /// anew.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ServiceException">It was refused, nobody has the file, or everybody is busy.</exception>
    public async Task<ClipReply> RunAsync(ClipJob job, IProgress<ClipWatched>? watched, CancellationToken ct)
    {
        for (var round = 1; ; round++)
        {
            ClipReport? notHere = null;
            var isOpen = false;
            foreach (var silo in await PlacesAsync(ct).ConfigureAwait(false))
            {
                if (await ThereAsync(silo, job, watched, ct).ConfigureAwait(false) is not { } report)
                {
                    // Lost on the way: by the next round the cluster knows who is left.
                    isOpen = true;
                    continue;
                }

                switch ((ClipState)report.State)
                {
                    case ClipState.Done: return report.Reply!;
                    case ClipState.Failed: throw Refusal(report);
                    case ClipState.NotHere: notHere = report; break;
                    default: isOpen = true; break;
                }
            }

            // Everybody was asked, and nobody can read it.
            if (notHere is not null && !isOpen) throw Refusal(notHere);
            if (round == Rounds) throw new ServiceException(ServiceError.Unavailable, "no silo that could do this has time now: try again");
            await Task.Delay(s_pause, time, ct).ConfigureAwait(false);
        }
    }

    private async Task<IEnumerable<string>> PlacesAsync(CancellationToken ct)
    {
        var places = await Asked.OfAsync(() => grains.GetGrain<IDirectoryGrain>(ClusterNames.Directory).PlacesAsync(), ct)
            .ConfigureAwait(false);
        return places.OrderBy(p => !p.HasDevices).ThenBy(p => !p.IsAccelerated)
            .ThenBy(p => Math.Max(p.Clips, _sent.GetValueOrDefault(p.Silo)))
            .ThenBy(p => p.Waiting).ThenBy(p => p.Silo, StringComparer.Ordinal).Select(p => p.Silo);
    }

    /// <summary>Asks one silo; null when it is lost.</summary>
    private async Task<ClipReport?> ThereAsync(string silo, ClipJob job, IProgress<ClipWatched>? watched, CancellationToken ct)
    {
        var grain = grains.GetGrain<IClipGrain>(silo);
        _sent.AddOrUpdate(silo, 1, static (_, n) => n + 1);
        try
        {
            var report = await grain.StartAsync(job).WaitAsync(ct).ConfigureAwait(false);
            for (var timeouts = 0; report.State is (int)ClipState.Waiting or (int)ClipState.Running;)
            {
                progress?.Report(new ClipJobProgress(job.Id, silo, report.Frames, report.Total));
                if (report.Frames > 0) watched?.Report(new ClipWatched(report.Frames, report.Total > 0 ? report.Total : null));
                try
                {
                    report = await grain.WaitAsync(job.Id).WaitAsync(ct).ConfigureAwait(false);
                    timeouts = 0;
                }
                catch (TimeoutException) when (++timeouts < MostTimeouts)
                {
                    // Busy with something else, perhaps.
                }
            }

            return report.State == (int)ClipState.Unknown ? null : report;
        }
        catch (OperationCanceledException)
        {
            // Not waited for: a silo that does not hear of it gives the job up when nobody asks any more.
            grain.CancelAsync(job.Id).Ignore();
            throw;
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            SiloLost(log, job.Id, silo, e.Message);
            grain.CancelAsync(job.Id).Ignore();
            return null;
        }
        finally
        {
            _sent.AddOrUpdate(silo, 0, static (_, n) => n - 1);
        }
    }

    private static StvgException Refusal(ClipReport report) => report.Kind is { } kind
        ? new ServiceException((ServiceError)kind, report.Message!) : new StvgException(report.Message!);

    [LoggerMessage(LogLevel.Warning, "job {Job}: silo {Silo} is lost, another one is asked: {Reason}")]
    private static partial void SiloLost(ILogger log, string job, string silo, string reason);
}
