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

    public async Task PrepareAsync()
    {
        DeactivateOnIdle();
        var key = this.GetPrimaryKeyString();
        var slash = key.LastIndexOf('/');
        var (id, epoch) = (key[..slash], key[(slash + 1)..]);
        if (await silo.Archive.FindCameraAsync(id, CancellationToken.None) is not { } camera) return;
        using var patience = new CancellationTokenSource(s_patience, silo.Time);
        if (await runners.PrepareAsync(camera, epoch, patience.Token)) Ready(log, id, epoch);
    }

    [LoggerMessage(LogLevel.Information, "camera {Camera} is connected to ahead, for owner {Epoch}")]
    private static partial void Ready(ILogger log, string camera, string epoch);
}
