using System.Collections.Immutable;
using Stvg.Core.Services;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Service;

/// <summary>How the silos and devices of a cluster fare, as they told last.</summary>
internal static class ClusterStatus
{
    public static async Task<(ImmutableArray<DeviceStatus> Devices, ImmutableArray<SiloView> Silos)> AskAsync(
        IGrainFactory grains, SiloParts silo, CancellationToken ct)
    {
        var reports = await Asked.OfAsync(() => grains.GetGrain<IDirectoryGrain>(ClusterNames.Directory).SilosAsync(), ct)
            .ConfigureAwait(false);
        return (
            [.. reports.SelectMany(r => r.Devices).Select(d => Of(d, silo.Options.Server.Inference.QueueLength))],
            [.. reports.Select(r => new SiloView(
                r.Name, [.. r.Roles], r.Cameras.Length, r.Cameras.Sum(c => c.Cost) / Math.Max(1, r.Processors), r.IsLeaving))]);
    }

    private static DeviceStatus Of(DeviceReport device, int capacity) =>
        new(device.Device, device.Silo, device.Waiting, capacity, device.Frames, null) { RunMilliseconds = device.RunMilliseconds };
}
