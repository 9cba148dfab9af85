using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Stvg.Grains.Placement;

/// <summary>Cameras go where the least work is, as measured.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CameraPlacementAttribute() : PlacementAttribute(CameraPlacement.Instance);

/// <summary>See <see cref="CameraPlacementAttribute"/>.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
internal sealed class CameraPlacement : PlacementStrategy
{
    public static CameraPlacement Instance { get; } = new();
}

/// <summary>
/// Chooses the silo whose cameras cost least by what the directory says, plus what was sent there since it said so: hundreds of cameras that
/// come at once are spread before the first of them costs anything.
/// </summary>
internal sealed class CameraPlacementDirector(SiloLoads loads) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var chosen = IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) ?? loads.Cheapest(silos);
        loads.Sent(chosen);
        return Task.FromResult(chosen);
    }
}
