using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stvg.Api.Limits;
using Stvg.Core.Services;

namespace Stvg.Api.Streaming;

/// <summary>
/// Something that is looked at again and again for one client, at a steady rate: whoever takes it slowly gets less of it, and nothing is
/// kept for anybody. It ends when the client leaves, the server stops, the camera is removed or the key is revoked.
/// </summary>
internal abstract class LiveStream(string mediaType, TimeSpan every) : IResult
{
    private protected abstract Task<bool> SendAsync(HttpContext http, ICameraService cameras, CancellationToken ct);

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = mediaType;
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would collect otherwise
        if (HttpMethods.IsHead(http.Request.Method)) return;
        var services = http.RequestServices;
        using var slot = services.GetRequiredService<StreamSlots>().Take();
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var options = services.GetRequiredService<ApiOptions>();
        var cameras = services.GetRequiredService<IGroundingService>().Cameras;
        var keys = new KeyWatch(http);
        using var timer = new PeriodicTimer(every, options.Clock);
        try
        {
            await http.Response.StartAsync(end.Token);
            do
            {
                if (!await SendAsync(http, cameras, end.Token) || !await keys.StillGoodAsync(end.Token)) return;
            }
            while (await timer.WaitForNextTickAsync(end.Token));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client left or the server stops.
        }
        catch (ServiceException e) when (e.Kind == ServiceError.NotFound)
        {
            // The camera was removed: the stream is over.
        }
    }
}
