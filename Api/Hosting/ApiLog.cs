using Microsoft.Extensions.Logging;

namespace Stvg.Api.Hosting;

/// <summary>What the API says to the log: paths without their query, never a key, a secret or a body.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(1, LogLevel.Information, "listening on {Addresses}; {Access}")]
    public static partial void Listening(this ILogger logger, string addresses, string access);

    [LoggerMessage(2, LogLevel.Debug, "{Method} {Path} by {Who} at {Address}: {Status} in {Milliseconds:0.0} ms")]
    public static partial void Answered(
        this ILogger logger, string method, string path, string who, string address, int status, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "refused {Method} {Path} by {Who} at {Address}: {Status}")]
    public static partial void Refused(this ILogger logger, string method, string path, string who, string address, int status);

    [LoggerMessage(4, LogLevel.Debug, "the client left during {Method} {Path}")]
    public static partial void ClientLeft(this ILogger logger, string method, string path);

    [LoggerMessage(5, LogLevel.Error, "{Method} {Path} failed with {Status}, trace id {TraceId}")]
    public static partial void RequestFailed(this ILogger logger, Exception error, string method, string path, int status, string traceId);

    [LoggerMessage(6, LogLevel.Error, "the audit log cannot be written; {Action} is refused")]
    public static partial void AuditFailed(this ILogger logger, Exception error, string action);

    [LoggerMessage(7, LogLevel.Warning, "an alert stream broke off after change {Sequence}")]
    public static partial void StreamFailed(this ILogger logger, Exception error, long sequence);

    [LoggerMessage(8, LogLevel.Warning, "a metric could not be read")]
    public static partial void MetricFailed(this ILogger logger, Exception error);

    [LoggerMessage(9, LogLevel.Warning, "the metric {Name} of {Meter} is left out: another kind of metric has that name")]
    public static partial void MetricClash(this ILogger logger, string name, string meter);
}
