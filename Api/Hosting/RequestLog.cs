using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stvg.Api.Security;

namespace Stvg.Api.Hosting;

/// <summary>One line for every request, a louder one for those that were refused.</summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, ApiMetrics metrics)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        await next(http);
        var (request, status) = (http.Request, http.Response.StatusCode);
        // Encoded, so that no line break of an address reaches the log.
        var path = request.Path.ToUriComponent();
        if (status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests)
        {
            metrics.Refused(status);
            logger.Refused(request.Method, path, http.Who(), http.Address(), status);
        }

        if (logger.IsEnabled(LogLevel.Debug))
            logger.Answered(request.Method, path, http.Who(), http.Address(), status, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
