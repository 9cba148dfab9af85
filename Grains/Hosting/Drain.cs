using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Stvg.Grains.Cameras;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Hosting;

/// <summary>
/// A silo that is told to end hands its cameras over before it leaves: each goes to the silo with the least work, and goes on there.
/// </summary>
internal sealed partial class Drain(
    SiloParts silo, SiloReporter reporter, SiloLoads loads, IClusterMembershipService membership, ISiloMetadataCache metadata,
    ILocalSiloDetails self, Handover handover, ILogger<Drain> log) : IHostedService
{
    // Each connects on its new silo first: as many at once as that can take beside its own cameras.
    private const int AtOnce = 8;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<int, SiloAddress> _targets = [];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        silo.IsLeaving = true;
        if (silo.Cameras.IsEmpty || Others().Count == 0) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(silo.Options.DrainFor);
        try
        {
            Leaving(log, silo.Cameras.Count);
            await reporter.TellAsync(patience.Token).ConfigureAwait(false);
            await Parallel.ForEachAsync(
                silo.Cameras.ToArray(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = patience.Token },
                async (camera, ct) =>
                {
                    if (camera.Value.Report() is { } report)
                        await handover.MoveAsync(camera.Key, report.Epoch, Target(camera.Key), ct).ConfigureAwait(false);
                }).ConfigureAwait(false);

            while (!silo.Cameras.IsEmpty) await Task.Delay(s_look, silo.Time, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or OperationCanceledException)
        {
            // The runtime ends what is left, and the other silos find it.
            LeftBehind(log, silo.Cameras.Count, e.Message);
        }
    }

    /// <summary>Cameras of a group go together, where the group will follow them.</summary>
    private SiloAddress Target(string cameraId)
    {
        var (group, others) = (silo.GroupOf(cameraId), Others());
        var together = _targets.GetOrAdd(group, g => loads.ForGroup(g, others, self.SiloAddress, here: 0));
        return loads.ForCamera(together, others);
    }

    private List<SiloAddress> Others() => [.. membership.CurrentSnapshot.Members.Values
        .Where(m => m.Status == SiloStatus.Active && !m.SiloAddress.Equals(self.SiloAddress) && !loads.IsLeaving(m.SiloAddress)
            && SiloMetadataReading.Has(metadata.GetSiloMetadata(m.SiloAddress), ClusterNames.Roles, RoleNames.Camera))
        .Select(m => m.SiloAddress)];

    [LoggerMessage(LogLevel.Information, "handing {Cameras} cameras over")]
    private static partial void Leaving(ILogger log, int cameras);

    [LoggerMessage(LogLevel.Warning, "{Cameras} cameras were not handed over: {Reason}")]
    private static partial void LeftBehind(ILogger log, int cameras, string reason);
}
