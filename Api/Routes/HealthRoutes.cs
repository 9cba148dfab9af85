using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Contracts;
using Stvg.Api.Metrics;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>For machines: is it alive, does it work, what does it measure.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var machines = routes.MapGroup("").WithTags("Operation");
        machines.MapMethods("/health/live", Verbs.Read, Live).WithName("isLive").DisableRateLimiting().Fails(400);
        machines.MapMethods("/health/ready", Verbs.Read, Ready).WithName("isReady").DisableRateLimiting().Fails(400, 503);
        machines.MapMethods("/metrics", Verbs.Read, Metrics).WithName("getMetrics").Needs(Role.Viewer)
            .Produces<string>(200, "text/plain").Fails(400, 401, 403, 429);
    }

    /// <summary>Is the process alive?</summary>
    /// <remarks>Asks nothing else: a process that waits for its archive must not be killed for it.</remarks>
    internal static HealthResponse Live() => new() { Status = "live" };

    /// <summary>Can requests be answered?</summary>
    internal static async Task<HealthResponse> Ready(IGroundingService service, CancellationToken ct) =>
        await service.System.NotReadyAsync(ct) is { } missing
            ? throw new ServiceException(ServiceError.Unavailable, missing)
            : new HealthResponse { Status = "ready" };

    /// <summary>Get what is measured.</summary>
    /// <remarks>Prometheus' text format 0.0.4.</remarks>
    internal static ContentHttpResult Metrics(MetricsCollector metrics) => TypedResults.Text(metrics.Scrape(), MetricsCollector.MediaType);
}
