using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using Stvg.Grains.Interfaces;

namespace Stvg.Grains.Placement;

/// <summary>Grains of this class are devices: their key names a silo and an accelerator of it, and they live there or nowhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DeviceHostAttribute() : PlacementFilterAttribute(new DeviceHostFilter());

/// <summary>See <see cref="DeviceHostAttribute"/>.</summary>
internal sealed class DeviceHostFilter() : PlacementFilterStrategy(order: 1)
{
    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) => [];
}

/// <summary>Finds the one silo that has the device.</summary>
internal sealed class DeviceHostDirector(ISiloMetadataCache metadata) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var key = target.GrainIdentity.Key.ToString()!;
        var slash = key.LastIndexOf('/');
        if (slash <= 0) throw new OrleansException(
            $"'{key}' names no device: a device's key is the silo's name, a slash and the accelerator");
        var (host, device) = (key[..slash], key[(slash + 1)..]);
        var there = silos.Where(silo => IsThere(metadata.GetSiloMetadata(silo), host, device)).ToList();
        return there.Count > 0 ? there : throw new OrleansException(
            $"no silo is called '{host}' ({ClusterNames.Host}) and has the device '{device}' ({ClusterNames.Accelerator})");
    }

    private static bool IsThere(SiloMetadata silo, string host, string device) =>
        silo.Metadata.GetValueOrDefault(ClusterNames.Host) == host && SiloMetadataReading.Has(silo, ClusterNames.Accelerator, device);
}
