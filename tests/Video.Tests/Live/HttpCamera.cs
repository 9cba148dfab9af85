using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stvg.Video.Tests.Live;

/// <summary>A web server on loopback that does what cameras and their file servers do, one answer per path.</summary>
internal sealed class HttpCamera : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, Func<HttpListenerContext, Task>> _answers = [];

    public HttpCamera()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Host = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }
        _listener.Prefixes.Add($"http://{Host}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Host { get; }

    /// <summary>The paths that were asked for.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Asked { get; } = [];

    public string Url(string path, string login = "") => $"http://{(login.Length > 0 ? login + "@" : "")}{Host}{path}";

    /// <summary>Answers with a file, in parts where these are asked for.</summary>
    public void File(string path, byte[] content, string type = "video/mp4", int? breaksOffAt = null) => _answers[path] = async context =>
    {
        var (begin, end) = (0, content.Length - 1);
        if (context.Request.Headers["Range"] is { } range && range.StartsWith("bytes=", StringComparison.Ordinal))
        {
            var parts = range["bytes=".Length..].Split('-');
            begin = int.Parse(parts[0], CultureInfo.InvariantCulture);
            if (parts[1].Length > 0) end = int.Parse(parts[1], CultureInfo.InvariantCulture);
            context.Response.StatusCode = 206;
            context.Response.Headers["Content-Range"] = $"bytes {begin}-{end}/{content.Length}";
        }
        context.Response.ContentType = type;
        context.Response.Headers["Accept-Ranges"] = "bytes";
        context.Response.ContentLength64 = end - begin + 1;
        var stop = Math.Min(end + 1, breaksOffAt ?? int.MaxValue);
        await context.Response.OutputStream.WriteAsync(content.AsMemory(begin, Math.Max(0, stop - begin)));
        if (stop <= end) context.Response.Abort();
    };

    /// <summary>Answers with bytes of no known length: a live stream, which ends when the function does.</summary>
    public void Stream(string path, string type, Func<Stream, Task> write) => _answers[path] = async context =>
    {
        context.Response.ContentType = type;
        context.Response.SendChunked = true;
        await write(context.Response.OutputStream);
    };

    /// <summary>Sends somebody elsewhere, or away.</summary>
    public void Status(string path, int status, string? location = null) => _answers[path] = context =>
    {
        context.Response.StatusCode = status;
        if (location is not null) context.Response.RedirectLocation = location;
        return Task.CompletedTask;
    };

    /// <summary>Pictures one after the other, as most cameras offer beside RTSP.</summary>
    public void Pictures(string path, IReadOnlyList<byte[]> pictures, Func<int, Task> pause) =>
        Stream(path, "multipart/x-mixed-replace; boundary=frame", async stream =>
        {
            foreach (var (k, picture) in pictures.Index())
            {
                var head = $"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {picture.Length}\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
                await stream.WriteAsync(picture);
                await stream.WriteAsync("\r\n"u8.ToArray());
                await stream.FlushAsync();
                await pause(k);
            }
        });

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        Asked.Enqueue(path);
        try
        {
            if (_answers.TryGetValue(path, out var answer)) await answer(context);
            else context.Response.StatusCode = 404;
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The player has gone, as players do.
        }
    }
}
