using System.Net;
using System.Net.Sockets;

namespace Stvg.Client.Tests.Http;

/// <summary>A wire to a server that breaks: each connection carries so many bytes to the client and is cut then.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int> _length;
    private readonly Uri _server;
    private Task _accepting = Task.CompletedTask;

    private Wire(Uri server, Func<int> length) => (_server, _length) = (server, length);

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Where later connections lead; the first server where it is null.</summary>
    private Uri? Afterwards { get; init; }

    private Action? WhenCut { get; init; }

    /// <summary>Lays the wire.</summary>
    /// <param name="server">The server behind it.</param>
    /// <param name="length">Bytes of answers, headers not counted, that the next connection carries.</param>
    /// <param name="whenCut">Done at each cut.</param>
    /// <param name="afterwards">The server behind it after the first cut.</param>
    public static Task<Wire> StartAsync(Uri server, Func<int> length, Action? whenCut = null, Uri? afterwards = null)
    {
        var wire = new Wire(server, length) { WhenCut = whenCut, Afterwards = afterwards };
        wire._listener.Start();
        wire._accepting = wire.AcceptAsync();
        return Task.FromResult(wire);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            for (var server = _server; ; server = Afterwards ?? server)
                connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token), server, _length()));
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CarryAsync(TcpClient client, Uri server, int length)
    {
        using var _ = client;
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(server.Host, server.Port, _end.Token);
        var (near, far) = (client.GetStream(), upstream.GetStream());
        var requests = near.CopyToAsync(far, _end.Token);
        var buffer = new byte[1024];
        long left = length;
        for (var inHeaders = true; left > 0;)
        {
            var count = await far.ReadAsync(buffer, _end.Token);
            if (count == 0) return;
            var headers = inHeaders ? buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8) + 4 : 0;
            inHeaders = false;
            var carried = (int)Math.Min(count, headers + left);
            await near.WriteAsync(buffer.AsMemory(0, carried), _end.Token);
            left -= carried - headers;
        }
        client.LingerState = new LingerOption(true, 0); // a reset, as when a machine dies
        WhenCut?.Invoke();
    }
}
