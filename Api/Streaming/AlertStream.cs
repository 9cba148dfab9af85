using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stvg.Api.Hosting;
using Stvg.Api.Limits;
using Stvg.Core.Services;

namespace Stvg.Api.Streaming;

/// <summary>
/// Alerts as server-sent events. Every client pulls its own reader of the alerts and waits for its own connection, so that a slow one holds
/// up nobody, and nothing is kept for it but what its connection's buffer takes; one that does not read at all is cut off by Kestrel.
/// </summary>
/// <param name="after">Sequence number that the client has.</param>
/// <param name="filter">Which alerts.</param>
/// <param name="boxes">Whether tubes come with their boxes.</param>
internal sealed class AlertStream(long after, AlertFilter filter, bool boxes) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would collect events otherwise
        if (HttpMethods.IsHead(http.Request.Method)) return;
        var services = http.RequestServices;
        using var slot = services.GetRequiredService<StreamSlots>().Take();
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var writer = new EventWriter(http.Response.BodyWriter, services.GetRequiredService<ApiMetrics>());
        try
        {
            // The client knows where it stands from the first moment on, and can come back without a gap before the first alert.
            writer.Begin(after);
            await writer.FlushAsync(end.Token);
            var alerts = services.GetRequiredService<IGroundingService>().Alerts;
            await using var changes = alerts.StreamAsync(after, filter, end.Token).GetAsyncEnumerator(end.Token);
            await new EventPump(changes, boxes, writer, new KeyWatch(http), services.GetRequiredService<ApiOptions>()).RunAsync(end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client left or the server stops: the stream ends here, and the client's next one begins where it ended.
        }
        catch (Exception error) when (http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            // The status is sent; all that can be said is a broken connection, after which clients come back with the last id.
            services.GetRequiredService<ILogger<AlertStream>>().StreamFailed(error, writer.Last);
            http.Abort();
        }
    }
}
