using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stvg.Core.Services;

namespace Stvg.Api.Streaming;

/// <summary>A camera as Motion JPEG, which every browser shows in an img element.</summary>
internal sealed class VideoStream(string camera, int rate, PictureRequest request)
    : LiveStream($"multipart/x-mixed-replace; boundary={Boundary}", TimeSpan.FromSeconds(1.0 / rate))
{
    private const string Boundary = "stvg-picture";
    private DateTimeOffset? _shown;

    private protected override async Task<bool> SendAsync(HttpContext http, ICameraService cameras, CancellationToken ct)
    {
        // The first picture may be long in coming: a camera that is being connected to has none.
        var after = _shown ?? DateTimeOffset.MinValue;
        if (await cameras.PictureAsync(camera, request with { After = after }, ct) is not { } picture) return true;
        var writer = http.Response.BodyWriter;
        // The boundary follows its picture at once: a browser shows one only when it knows that it is whole.
        var begin = _shown is null ? $"--{Boundary}\r\n" : "";
        _shown = picture.At;
        var head = string.Create(CultureInfo.InvariantCulture,
            $"{begin}Content-Type: image/jpeg\r\nContent-Length: {picture.Jpeg.Length}\r\nX-Stvg-At: {picture.At:O}\r\n\r\n");
        Encoding.ASCII.GetBytes(head, writer);
        await writer.WriteAsync(picture.Jpeg, ct);
        Encoding.ASCII.GetBytes($"\r\n--{Boundary}\r\n", writer);
        return !(await writer.FlushAsync(ct)).IsCompleted;
    }
}
