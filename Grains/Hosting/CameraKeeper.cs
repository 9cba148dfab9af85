using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Stvg.Core;
using Stvg.Embedded.Live;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Hosting;

/// <summary>
/// Keeps the cluster's cameras going: whenever silos come or go, and now and then anyway, every silo asks its share of all cameras to
/// watch. Reminders would do the same a minute later; a camera whose silo died is wanted back at once.
/// </summary>
internal sealed partial class CameraKeeper(
    SiloParts silo, IClusterMembershipService membership, ISiloMetadataCache metadata, ILocalSiloDetails self, IGrainFactory grains,
    ILogger<CameraKeeper> log)
    : BackgroundService
{
    private const int AtOnce = 32;
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(15), s_again = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = Watch(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = changes.Next;
            var well = await RoundAsync(stoppingToken).ConfigureAwait(false);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(next, Task.Delay(well ? s_round : s_again, silo.Time, waiting.Token)).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Asks this silo's share of the cameras to watch. False when one could not be asked.</summary>
    private async Task<bool> RoundAsync(CancellationToken ct)
    {
        try
        {
            await grains.GetGrain<IDeliveryGrain>(ClusterNames.Deliveries).RunAsync().ConfigureAwait(false);
            var mine = (await silo.Archive.CamerasAsync(ct).ConfigureAwait(false)).Select(c => c.Settings.Id).Where(IsMine).ToList();
            var well = true;
            await Parallel.ForEachAsync(
                mine, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (id, _) =>
            {
                try
                {
                    await grains.GetGrain<ICameraGrain>(id).WatchAsync().ConfigureAwait(false);
                }
                catch (Exception e) when (e is OrleansException or TimeoutException or StvgException)
                {
                    well = false;
                    NotAsked(log, id, e.Message);
                }
            }).ConfigureAwait(false);
            return well;
        }
        catch (Exception e) when (e is StvgException or OrleansException or TimeoutException)
        {
            NoCameras(log, e.Message);
            return false;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>Rendezvous: of all camera silos the one with the highest hash for the camera asks it.</summary>
    private bool IsMine(string cameraId)
    {
        var silos = membership.CurrentSnapshot.Members.Values
            .Where(m => m.Status == SiloStatus.Active
                && SiloMetadataReading.Has(metadata.GetSiloMetadata(m.SiloAddress), ClusterNames.Roles, RoleNames.Camera))
            .Select(m => m.SiloAddress).ToList();
        return silos.Count == 0 || silos.MaxBy(s => ClusterNames.Hash($"{s.ToParsableString()} {cameraId}"))!.Equals(self.SiloAddress);
    }

    private AsyncSignal Watch(CancellationToken ct)
    {
        var change = new AsyncSignal();
        _ = Task.Run(async () =>
        {
            try
            {
                await foreach (var _ in membership.MembershipUpdates.WithCancellation(ct).ConfigureAwait(false)) change.Raise();
            }
            catch (OperationCanceledException)
            {
                // The end of the silo.
            }
        }, CancellationToken.None);
        return change;
    }

    [LoggerMessage(LogLevel.Information, "camera {Camera} could not be asked to watch yet: {Reason}")]
    private static partial void NotAsked(ILogger log, string camera, string reason);

    [LoggerMessage(LogLevel.Warning, "the cameras could not be asked to watch: {Reason}")]
    private static partial void NoCameras(ILogger log, string reason);
}
