using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using Stvg.Grains.Interfaces;

namespace Stvg.Grains.Placement;

/// <summary>Grains of this class live on silos of a role only.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SiloRoleAttribute(string role) : PlacementFilterAttribute(new SiloRoleFilter(role))
{
    /// <summary>The role.</summary>
    public string Role { get; } = role;
}

/// <summary>Which role.</summary>
internal sealed class SiloRoleFilter(string role) : PlacementFilterStrategy(order: 0)
{
    private const string Key = "role";

    /// <summary>For the runtime, which fills it in from the grain's properties.</summary>
    public SiloRoleFilter() : this("") { }

    /// <summary>The role.</summary>
    public string Role { get; private set; } = role;

    public override void AdditionalInitialize(GrainProperties properties) =>
        Role = GetPlacementFilterGrainProperty(Key, properties) ?? throw new ArgumentException("a silo role filter without a role");

    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) =>
        [new KeyValuePair<string, string>(Key, Role)];
}

/// <summary>Reads the roles from the silos' metadata.</summary>
internal sealed class SiloRoleDirector(ISiloMetadataCache metadata) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var role = ((SiloRoleFilter)filterStrategy).Role;
        var fit = silos.Where(silo => SiloMetadataReading.Has(metadata.GetSiloMetadata(silo), ClusterNames.Roles, role)).ToList();
        // Nothing left makes placement fail with a message that says nothing of roles.
        return fit.Count > 0 ? fit : throw new OrleansException(
            $"no silo has the role '{role}', so {target.GrainIdentity} can live nowhere: start one with {ClusterNames.Roles} that name it");
    }
}

/// <summary>Reads what silos say of themselves.</summary>
internal static class SiloMetadataReading
{
    /// <summary>Whether a list of values separated by commas holds one.</summary>
    public static bool Has(SiloMetadata metadata, string key, string value) => List(metadata, key).Contains(value, StringComparer.Ordinal);

    /// <summary>A list of values separated by commas.</summary>
    public static string[] List(SiloMetadata metadata, string key) =>
        metadata.Metadata.GetValueOrDefault(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
