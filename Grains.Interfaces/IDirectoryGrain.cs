using Orleans.Concurrency;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Interfaces;

/// <summary>
/// Who is where, and how busy (key: <see cref="ClusterNames.Directory"/>). It is told by the silos every other second and remembers nothing
/// for good: what must last is in the archive.
/// </summary>
[Alias("stvg.directory")]
public interface IDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Devices of all silos that are not about to leave.</summary>
    [Alias("devices"), AlwaysInterleave]
    Task<DeviceReport[]> DevicesAsync();

    /// <summary>A silo tells how it fares, and learns how the others do.</summary>
    [Alias("tell"), AlwaysInterleave]
    Task<SiloLoad[]> TellAsync(SiloReport report);

    /// <summary>Silos that clips can be sent to.</summary>
    [Alias("places"), AlwaysInterleave]
    Task<ClipPlace[]> PlacesAsync();

    /// <summary>Everything that was told lately, by name.</summary>
    [Alias("silos"), AlwaysInterleave]
    Task<SiloReport[]> SilosAsync();

    /// <summary>The cameras as they were told of last.</summary>
    [Alias("cameras"), AlwaysInterleave]
    Task<CameraReport[]> CamerasAsync();
}
