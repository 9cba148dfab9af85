using Microsoft.Extensions.Logging;

namespace Stvg.Grains.Queries;

// What it logs.
internal sealed partial class QueryGrain
{
    [LoggerMessage(LogLevel.Information, "{Group} is judged here, owner {Epoch}, {Queries} standing queries")]
    private static partial void Active(ILogger log, string group, long epoch, int queries);

    [LoggerMessage(LogLevel.Information, "{Group} goes to {Target}, where most of its cameras are")]
    private static partial void Follows(ILogger log, string group, SiloAddress target);

    [LoggerMessage(LogLevel.Warning, "{Group} is judged by another activation: {Reason}")]
    private static partial void TakenOver(ILogger log, string group, string reason);

    [LoggerMessage(LogLevel.Warning, "{Group}: verdicts wait: {Reason}")]
    private static partial void NotSettled(ILogger log, string group, string reason);

    [LoggerMessage(LogLevel.Warning, "{Group}: the stream of updates failed: {Reason}")]
    private static partial void StreamFailed(ILogger log, string group, string reason);

    [LoggerMessage(LogLevel.Information, "{Group}: camera {Camera} does not answer: {Reason}")]
    private static partial void CameraSilent(ILogger log, string group, string camera, string reason);

    [LoggerMessage(LogLevel.Warning, "{Group}: an update of camera {Camera} cannot be read: {Reason}")]
    private static partial void Unreadable(ILogger log, string group, string camera, string reason);

    [LoggerMessage(LogLevel.Warning, "{Group}: standing queries could not be read again: {Reason}")]
    private static partial void NotReloaded(ILogger log, string group, string reason);
}
