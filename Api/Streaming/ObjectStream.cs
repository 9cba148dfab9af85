using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Core.Cameras;
using Stvg.Core.Services;

namespace Stvg.Api.Streaming;

/// <summary>What is in a camera's picture, as server-sent events.</summary>
internal sealed class ObjectStream(string camera) : LiveStream("text/event-stream", TimeSpan.FromMilliseconds(200))
{
    private const int QuietTicks = 25;
    private LivePicture? _told;
    private CameraPhase? _phase;
    private int _quiet;

    private protected override async Task<bool> SendAsync(HttpContext http, ICameraService cameras, CancellationToken ct)
    {
        if (await cameras.FindAsync(camera, ct) is not { Status: var status }) return false;
        var picture = await cameras.PictureAsync(camera, new PictureRequest { After = _told?.At ?? DateTimeOffset.MinValue }, ct);
        if (picture is null && status.Phase == _phase && ++_quiet < QuietTicks) return true;
        (_told, _phase, _quiet) = (picture ?? _told, status.Phase, 0);
        var writer = http.Response.BodyWriter;
        Encoding.UTF8.GetBytes("event: objects\ndata: ", writer);
        using (var json = new Utf8JsonWriter(writer)) JsonSerializer.Serialize(json, _told.ToBody(status), ApiJson.Wire.LiveBody);
        Encoding.UTF8.GetBytes("\n\n", writer);
        return !(await writer.FlushAsync(ct)).IsCompleted;
    }
}
