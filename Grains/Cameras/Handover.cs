using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;
using Stvg.Core;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Cameras;

/// <summary>
/// Moves a camera to another silo: that one connects to the source first, then the owner lets go, and the new one goes on.
/// </summary>
internal sealed partial class Handover(IGrainFactory grains, SiloLoads loads, ILogger<Handover> log)
{
    /// <summary>Moves it. A camera that cannot be connected to ahead moves all the same, with a longer gap.</summary>
    /// <param name="cameraId">A camera of this silo.</param>
    /// <param name="epoch">Its owner's number.</param>
    /// <param name="target">The silo that is to have it.</param>
    /// <param name="ct">Cancels the waiting.</param>
    public async Task MoveAsync(string cameraId, long epoch, SiloAddress target, CancellationToken ct)
    {
        loads.SentCamera(target);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, target);
        try
        {
            await PrepareAsync(cameraId, epoch + 1, ct).ConfigureAwait(false);
            await grains.GetGrain<ICameraGrain>(cameraId).MoveAsync().WaitAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            RequestContext.Clear();
        }
    }

    private async Task PrepareAsync(string cameraId, long epoch, CancellationToken ct)
    {
        try
        {
            await grains.GetGrain<IStandbyGrain>(FormattableString.Invariant($"{cameraId}/{epoch}")).PrepareAsync().WaitAsync(ct)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or StvgException)
        {
            NotPrepared(log, cameraId, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "camera {Camera} moves without having been connected to ahead: {Reason}")]
    private static partial void NotPrepared(ILogger log, string camera, string reason);
}
