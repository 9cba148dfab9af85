using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Stvg.Core;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>
/// Makes the webhook calls that the archive says are owed. A call that fails is tried again after growing pauses, across restarts, for a
/// day; then it is kept and listed. Who receives may get a call twice, never not at all.
/// </summary>
internal sealed partial class WebhookCaller : IAsyncDisposable
{
    private const int AtOnce = 8;
    private static readonly TimeSpan s_callTimeout = TimeSpan.FromSeconds(10), s_longestPause = TimeSpan.FromHours(1), s_look = TimeSpan.FromSeconds(30);

    private readonly IAlertStore _store;
    private readonly AlertFeed _feed;
    private readonly ServerOptions _options;
    private readonly ILogger _log;
    private readonly TimeSpan? _hold;
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="store">Knows what is owed.</param>
    /// <param name="feed">Tells when there may be more.</param>
    /// <param name="options">Settings.</param>
    /// <param name="log">The log.</param>
    /// <param name="hold">How long a call is claimed for, where others may make calls too; null: nobody else does.</param>
    public WebhookCaller(IAlertStore store, AlertFeed feed, ServerOptions options, ILogger log, TimeSpan? hold = null)
    {
        (_store, _feed, _options, _log, _hold) = (store, feed, options, log, hold);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // an allowed address must not be able to send us to a forbidden one
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = AtOnce,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        // One quick second try for a connection that was closed under us; everything slower is the archive's schedule.
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>(),
                MaxRetryAttempts = 1,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
            })
            .AddTimeout(s_callTimeout)
            .Build();
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var written = _feed.Next;
                try
                {
                    var due = await DueAsync(_options.Time.GetUtcNow()).ConfigureAwait(false);
                    await Task.WhenAll(due.Select(CallAsync)).ConfigureAwait(false);
                    if (due.Count == AtOnce) continue;
                    await WaitAsync(written).ConfigureAwait(false);
                }
                catch (StvgException e)
                {
                    StoreRefused(_log, e.Message);
                    await Task.Delay(s_look, _options.Time, _stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end; what is owed is in the archive.
        }
    }

    private Task<IReadOnlyList<Delivery>> DueAsync(DateTimeOffset now) => _hold is { } hold
        ? _store.ClaimDeliveriesAsync(now, hold, AtOnce, _stop.Token)
        : _store.DueDeliveriesAsync(now, AtOnce, _stop.Token);

    private async Task WaitAsync(Task written)
    {
        var next = await _store.NextDeliveryAsync(_stop.Token).ConfigureAwait(false);
        var pause = next is { } at ? at - _options.Time.GetUtcNow() : s_look;
        if (pause <= TimeSpan.Zero) return;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        await Task.WhenAny(written, Task.Delay(pause < s_look ? pause : s_look, _options.Time, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        _stop.Token.ThrowIfCancellationRequested();
    }

    private async Task CallAsync(Delivery delivery)
    {
        var error = await TryAsync(delivery).ConfigureAwait(false);
        if (error is null)
        {
            await _store.DeliveredAsync(delivery.Id, CancellationToken.None).ConfigureAwait(false);
            Count("delivered");
            return;
        }

        var now = _options.Time.GetUtcNow();
        var next = now + Pause(delivery.Attempts);
        var patient = next - delivery.FirstAt < _options.WebhookPatience;
        await _store.DeliveryFailedAsync(delivery.Id, error, patient ? next : null, CancellationToken.None).ConfigureAwait(false);
        Count(patient ? "failed" : "given_up");
        if (patient) CallFailed(_log, delivery.Record.Alert.Id, delivery.Attempts + 1, error, next);
        else CallGivenUp(_log, delivery.Record.Alert.Id, delivery.Attempts + 1, error);

        static void Count(string outcome) => ServerMetrics.Deliveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>Doubles with every failure, up to an hour, give or take a quarter.</summary>
    private TimeSpan Pause(int attempts)
    {
        var pause = _options.WebhookPause * Math.Pow(2, Math.Min(attempts, 20));
        return (pause < s_longestPause ? pause : s_longestPause) * (0.75 + (0.5 * Random.Shared.NextDouble()));
    }

    /// <summary>Null when the receiver answered with success, else one line.</summary>
    private async Task<string?> TryAsync(Delivery delivery)
    {
        var body = _options.WebhookBody(delivery.Record);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(delivery.Webhook.Secret), body));
        var alert = delivery.Record.Alert;
        try
        {
            using var response = await _pipeline.ExecuteAsync(async ct =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Webhook.Url) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
                request.Headers.Add("X-Stvg-Signature", $"sha256={signature}");
                request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"{alert.Id}-{alert.Change}"));
                request.Headers.UserAgent.Add(new ProductInfoHeaderValue("orleans-stvg", null));
                return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            }, _stop.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"the receiver answered {(int)response.StatusCode}");
        }
        catch (TimeoutRejectedException)
        {
            return $"no answer within {s_callTimeout.TotalSeconds:0} s";
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or StvgException)
        {
            return e.GetBaseException().Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>Connects to an address that was checked, not to a name that may mean something else by now.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await WebhookPolicy.AddressesAsync(host, ct).ConfigureAwait(false);
        var allowed = Array.FindAll(addresses, a => !AddressRules.IsForbidden(a));
        if (allowed.Length == 0) throw new StvgException($"'{host}' is at an address that webhooks may not reach");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, ct).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "webhook for alert {Alert}, try {Attempt}: {Reason}; next try at {Next:u}")]
    private static partial void CallFailed(ILogger log, string alert, int attempt, string reason, DateTimeOffset next);

    [LoggerMessage(LogLevel.Error, "webhook for alert {Alert} given up after {Attempt} tries: {Reason}")]
    private static partial void CallGivenUp(ILogger log, string alert, int attempt, string reason);

    [LoggerMessage(LogLevel.Error, "the archive does not say which webhooks are owed: {Reason}")]
    private static partial void StoreRefused(ILogger log, string reason);
}
