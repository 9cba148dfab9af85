using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Stvg.Live.Tests;

/// <summary>Somebody who is told of alerts: a real HTTP server that checks every signature.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _secret;

    public WebhookReceiver(string secret)
    {
        _secret = secret;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hook/";
        }

        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Answer of the next calls; 200 unless a test wants otherwise.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Every call that came: its idempotency key and its body, in order.</summary>
    public ConcurrentQueue<(string Key, JsonNode Body)> Calls { get; } = new();

    /// <summary>What was wrong with calls.</summary>
    public ConcurrentQueue<string> Wrongs { get; } = new();

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
                return; // closed
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_secret), body.ToArray()));
            if (context.Request.Headers["X-Stvg-Signature"] != expected) Wrongs.Enqueue($"signature {context.Request.Headers["X-Stvg-Signature"]}");
            if (context.Request.Headers["Idempotency-Key"] is not { Length: > 0 } key) Wrongs.Enqueue("no Idempotency-Key");
            else if (Status == 200) Calls.Enqueue((key, JsonNode.Parse(body.ToArray())!));
            context.Response.StatusCode = Status;
            context.Response.Close();
        }
    }
}
