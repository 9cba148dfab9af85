using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Tests;

namespace Stvg.Embedded.Tests.Live;

/// <summary>Whoever asked to be told of alerts is told: signed, in spite of failures, and what cannot be delivered is kept and listed.</summary>
public sealed class WebhookTests
{
    private const string Secret = "correct horse battery";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_fails_is_made_again_until_it_succeeds_and_carries_a_signature_and_a_key()
    {
        using var receiver = new Receiver(failures: 3);
        await using var live = await LiveServer.StartAsync();
        await live.AskAsync("cars", "a car", q => q with { Webhook = new Webhook(receiver.Url, Secret) });
        await live.WatchAsync("road", TestData.Path("video/car-detection.mp4"));
        await live.UntilAsync("road", CameraPhase.Ended);

        var owed = (await live.ChangesAsync()).Select(c => $"{c.Alert.Id}-{c.Alert.Change}").ToHashSet();
        Assert.NotEmpty(owed);
        await receiver.UntilAsync(owed);
        Assert.Empty(receiver.Wrongs);
        Assert.True(receiver.Failed >= 3, "no call was refused, so none was made again");
    }

    [Fact]
    public async Task What_cannot_be_delivered_is_given_up_and_listed_without_its_secret()
    {
        await using var live = await LiveServer.StartAsync(o => o with { WebhookPatience = TimeSpan.FromMilliseconds(200) });
        await live.AskAsync("cars", "a car", q => q with { Webhook = new Webhook($"http://127.0.0.1:{FreePort()}/nobody", Secret) });
        await live.WatchAsync("road", TestData.Path("video/car-detection.mp4"));
        await live.UntilAsync("road", CameraPhase.Ended);

        var owed = (await live.ChangesAsync()).Count;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        IReadOnlyList<DeliveryView> given;
        do
        {
            await Task.Delay(50, limit.Token);
            given = [.. (await live.Server.Alerts.UndeliveredAsync(null, 500, Ct)).Items.Where(d => d.NextAt is null)];
        }
        while (given.Count < owed);
        Assert.All(given, d => Assert.True(d is { Attempts: > 0, LastError.Length: > 0 }));
        Assert.DoesNotContain(given, d => d.ToString().Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:password@127.0.0.1/")]
    [InlineData("nonsense")]
    public async Task Addresses_that_nobody_should_be_made_to_call_are_refused(string url)
    {
        await using var live = await LiveServer.StartAsync();
        var refused = await Assert.ThrowsAsync<ServiceException>(() => live.AskAsync("q", "a car", q => q with { Webhook = new Webhook(url, Secret) }));
        Assert.Equal(ServiceError.Invalid, refused.Kind);
        Assert.DoesNotContain("password", refused.Message.Replace("user or password", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A real HTTP server that refuses its first calls.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentDictionary<string, int> _keys = new();
        private readonly int _failures;
        private int _calls;

        public Receiver(int failures)
        {
            _failures = failures;
            Url = $"http://127.0.0.1:{FreePort()}/hook/";
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = ServeAsync();
        }

        public string Url { get; }

        public int Failed { get; private set; }

        public ConcurrentQueue<string> Wrongs { get; } = new();

        public async Task UntilAsync(HashSet<string> owed)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!owed.IsSubsetOf(_keys.Keys)) await Task.Delay(50, limit.Token);
        }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            while (true)
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
                var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body.ToArray()));
                if (context.Request.Headers["X-Stvg-Signature"] != signature) Wrongs.Enqueue("signature");
                if (context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true) Wrongs.Enqueue("content type");
                var refuse = Interlocked.Increment(ref _calls) <= _failures;
                if (refuse) Failed++;
                else _keys.AddOrUpdate(context.Request.Headers["Idempotency-Key"] ?? "", 1, (_, n) => n + 1);
                context.Response.StatusCode = refuse ? 503 : 204;
                context.Response.Close();
            }
        }
    }
}
