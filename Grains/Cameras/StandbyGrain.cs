using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Cameras;

/// <summary>See <see cref="IStandbyGrain"/>. It lives for one call: the next one may be for another silo.</summary>
[SiloRole(RoleNames.Camera), CameraPlacement, Immovable]
internal sealed partial class StandbyGrain(SiloParts silo, CameraRunners runners, ILogger<StandbyGrain> log) : Grain, IStandbyGrain
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    public async Task<string?> PrepareAsync(long epoch)
    {
        DeactivateOnIdle();
        if (await silo.Archive.FindCameraAsync(this.GetPrimaryKeyString(), CancellationToken.None) is not { } camera) return null;
        using var patience = new CancellationTokenSource(s_patience, silo.Time);
        if (!await runners.PrepareAsync(camera, epoch.ToString(CultureInfo.InvariantCulture), patience.Token)) return null;
        Ready(log, camera.Settings.Id, epoch);
        return silo.Options.Name;
    }

    [LoggerMessage(LogLevel.Information, "camera {Camera} is connected to ahead, for owner {Epoch}")]
    private static partial void Ready(ILogger log, string camera, long epoch);
}
