using System.Globalization;
using Orleans.Placement;
using Orleans.Runtime.Placement;
using Stvg.Grains.Hosting;

namespace Stvg.Grains.Placement;

/// <summary>Groups go where their cameras are.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class GroupPlacementAttribute() : PlacementAttribute(GroupPlacement.Instance);

/// <summary>See <see cref="GroupPlacementAttribute"/>.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
internal sealed class GroupPlacement : PlacementStrategy
{
    public static GroupPlacement Instance { get; } = new();

    /// <summary>The number in a group's key.</summary>
    public static int NumberOf(string key) => int.Parse(key.AsSpan(key.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);
}

/// <summary>Chooses the silo with most of a group's cameras; where none is known of, the one with the least work.</summary>
internal sealed class GroupPlacementDirector(SiloLoads loads, SiloParts parts) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var group = GroupPlacement.NumberOf(target.GrainIdentity.Key.ToString()!);
        var chosen = IPlacementDirector.GetPlacementHint(target.RequestContextData, silos)
            ?? loads.ForGroup(group, silos, context.LocalSilo, parts.CamerasOf(group));
        loads.SentGroup(chosen);
        return Task.FromResult(chosen);
    }
}
