using Orleans.Placement;
using Orleans.Runtime.Placement;
using Stvg.Core;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;

namespace Stvg.Grains.Placement;

/// <summary>Cameras go where their group is, or where the least work is, as measured.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CameraPlacementAttribute() : PlacementAttribute(CameraPlacement.Instance);

/// <summary>See <see cref="CameraPlacementAttribute"/>.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
internal sealed class CameraPlacement : PlacementStrategy
{
    public static CameraPlacement Instance { get; } = new();
}

/// <summary>
/// Chooses the silo where the camera's group is, so that updates need not cross; another one when that is clearly less busy, by what the
/// directory says, plus what was sent there since it said so: hundreds of cameras that come at once are spread before the first of them
/// costs anything. A group that is nowhere yet is placed by this.
/// </summary>
internal sealed class CameraPlacementDirector(SiloLoads loads, SiloParts parts, IGrainFactory grains) : IPlacementDirector
{
    // A camera that nobody watches does not wait for long. A group that is being placed, as after the death of a silo, goes by the same
    // costs, and later to where its cameras are.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var chosen = IPlacementDirector.GetPlacementHint(target.RequestContextData, silos)
            ?? loads.ForCamera(silos.Length > 1 ? await HomeAsync(target.GrainIdentity.Key.ToString()!) : null, silos);
        loads.SentCamera(chosen);
        return chosen;
    }

    private async Task<SiloAddress?> HomeAsync(string cameraId)
    {
        try
        {
            var group = grains.GetGrain<IQueryGrain>(ClusterNames.Group(parts.GroupOf(cameraId)));
            return SiloAddress.FromParsableString((await group.WhereAsync().WaitAsync(s_patience, parts.Time)).Address);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or StvgException)
        {
            // Without a silo of that role, or with an archive that is away, there is nothing to be near to.
            return null;
        }
    }
}
