using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Hosting;

/// <summary>See <see cref="IDirectoryGrain"/>.</summary>
[KeepAlive]
internal sealed class DirectoryGrain(SiloParts silo) : Grain, IDirectoryGrain
{
    // A silo that has not told anything for so many reports is not counted on.
    private const int Missed = 5;

    private readonly Dictionary<string, (SiloReport Report, long At)> _silos = new(StringComparer.Ordinal);

    public Task<SiloLoad[]> TellAsync(SiloReport report)
    {
        // The same name at another address is the silo after a restart.
        _silos[report.Name] = (report, silo.Time.GetTimestamp());
        return Task.FromResult<SiloLoad[]>([.. Lately().Select(r => new SiloLoad(
            r.Address, r.Cameras.Sum(c => Math.Max(c.Cost, SiloLoads.Unmeasured)) / Math.Max(1, r.Processors), r.IsLeaving,
                Math.Max(1, r.Processors),
            r.Roles.Contains(RoleNames.Camera, StringComparer.Ordinal))
        {
            HasQueries = r.Roles.Contains(RoleNames.Query, StringComparer.Ordinal), Judged = r.Judged,
            Groups = [.. r.Cameras.Select(c => ClusterNames.GroupNumberOf(c.CameraId, silo.Options.Groups))],
        })]);
    }

    public Task<DeviceReport[]> DevicesAsync() =>
        Task.FromResult<DeviceReport[]>([.. Lately().Where(r => !r.IsLeaving).SelectMany(r => r.Devices)]);

    public Task<ClipPlace[]> PlacesAsync() => Task.FromResult<ClipPlace[]>([.. Lately().Where(r => !r.IsLeaving).Select(r => new ClipPlace(
        r.Name, r.Roles.Contains(RoleNames.Inference, StringComparer.Ordinal), r.Devices.Any(d => d.Device != "cpu"), r.Clips,
            r.Devices.Sum(d => d.Waiting)))]);

    public Task<SiloReport[]> SilosAsync() => Task.FromResult<SiloReport[]>([.. Lately().OrderBy(r => r.Name, StringComparer.Ordinal)]);

    public Task<CameraReport[]> CamerasAsync() => Task.FromResult<CameraReport[]>(
        [.. Lately().SelectMany(r => r.Cameras).GroupBy(c => c.CameraId).Select(g => g.MaxBy(c => c.Epoch)!)]);

    private IEnumerable<SiloReport> Lately() =>
        _silos.Values.Where(s => silo.Time.GetElapsedTime(s.At) < Missed * silo.Options.ReportEvery).Select(s => s.Report);
}
