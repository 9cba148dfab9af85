using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using Stvg.Grains.Interfaces;

namespace Stvg.Grains.Placement;

/// <summary>Grains of this class belong to silos: their key names one, and they live there or nowhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SiloHostAttribute() : PlacementFilterAttribute(new SiloHostFilter());

/// <summary>See <see cref="SiloHostAttribute"/>.</summary>
internal sealed class SiloHostFilter() : PlacementFilterStrategy(order: 1)
{
    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) => [];
}

/// <summary>Finds the silo of that name.</summary>
internal sealed class SiloHostDirector(ISiloMetadataCache metadata) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var host = target.GrainIdentity.Key.ToString()!;
        var there = silos.Where(silo => metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(ClusterNames.Host) == host).ToList();
        return there.Count > 0 ? there : throw new OrleansException($"no silo is called '{host}' ({ClusterNames.Host})");
    }
}
