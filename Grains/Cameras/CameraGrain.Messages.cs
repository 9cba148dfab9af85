using Microsoft.Extensions.Logging;

namespace Stvg.Grains.Cameras;

// What it logs.
internal sealed partial class CameraGrain
{
    [LoggerMessage(LogLevel.Information, "camera {Camera} is watched here, owner {Epoch}")]
    private static partial void Watching(ILogger log, string camera, long epoch);

    [LoggerMessage(LogLevel.Warning, "camera {Camera} is watched by another activation: {Reason}")]
    private static partial void TakenOver(ILogger log, string camera, string reason);

    [LoggerMessage(LogLevel.Warning, "camera {Camera}: its memory could not be written: {Reason}")]
    private static partial void NotRemembered(ILogger log, string camera, string reason);
}
