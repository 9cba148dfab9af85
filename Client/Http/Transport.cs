using System.Buffers;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stvg.Client.Http;

/// <summary>Sends requests and turns everything that goes wrong into one line.</summary>
internal sealed class Transport : IDisposable
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(10);

    // Longer than any search or clip takes; only a server that hangs is cut off.
    private static readonly TimeSpan s_answerTimeout = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;

    public Transport(Uri server, string? key)
    {
        Server = server.AbsoluteUri.TrimEnd('/');
        // A proxy cannot reach this machine's own addresses, and a redirect could carry the key elsewhere.
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = s_connectTimeout, AllowAutoRedirect = false, UseProxy = !server.IsLoopback,
        };
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        var version = typeof(Transport).Assembly.GetName().Version!.ToString(3);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("stvg", version));
        if (key is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The server's address, for messages.</summary>
    public string Server { get; }

    public Task<T> GetAsync<T>(Address address, JsonTypeInfo<T> type, CancellationToken ct) =>
        LimitedAsync(token => AskAsync(new HttpRequestMessage(HttpMethod.Get, address.ToString()), type, token), ct);

    public Task<T> PostAsync<TBody, T>(
        Address address, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken ct) =>
        LimitedAsync(token => AskAsync(Post(address, JsonContent.Create(body, bodyType)), type, token), ct);

    public Task<T> PostAsync<T>(Address address, JsonTypeInfo<T> type, CancellationToken ct) =>
        LimitedAsync(token => AskAsync(Post(address, null), type, token), ct);

    public Task PostAsync<TBody>(Address address, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken ct) =>
        LimitedAsync(token => TellAsync(Post(address, JsonContent.Create(body, bodyType)), token), ct);

    public Task DeleteAsync(Address address, CancellationToken ct) =>
        LimitedAsync(token => TellAsync(new HttpRequestMessage(HttpMethod.Delete, address.ToString()), token), ct);

    /// <summary>Copies a picture or video as it comes.</summary>
    public Task DownloadAsync(Address address, Stream target, CancellationToken ct) =>
        LimitedAsync(async token =>
        {
            using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, address.ToString()), token);
            await CopyAsync(response, target, token);
            return true;
        }, ct);

    /// <summary>Opens a stream without end.</summary>
    /// <exception cref="ServerException">Nobody answers, or the answer is an error.</exception>
    public Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken ct) =>
        LimitedAsync(token => SendAsync(request, token), ct);

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Post(Address address, HttpContent? content) =>
        new(HttpMethod.Post, address.ToString()) { Content = content };

    private async Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(s_answerTimeout);
        try
        {
            return await ask(limit.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new ServerException($"the server at {Server} does not answer: see whether it still runs", inner: e);
        }
        catch (HttpRequestException e)
        {
            throw Refusals.Unreachable(Server, e);
        }
        catch (HttpIOException e)
        {
            throw Refusals.BrokenOff(Server, e);
        }
    }

    private async Task<T> AskAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var response = await SendAsync(request, ct);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, ct) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw Refusals.NotUnderstood($"what {Server} answers to {request.Method} {Refusals.PathOf(request)}", e);
        }
        catch (IOException e)
        {
            throw Refusals.BrokenOff(Server, e);
        }
    }

    private async Task<bool> TellAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var response = await SendAsync(request, ct);
        return true;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw await Refusals.OfAsync(Server, request, response, ct);
        }
    }

    // By hand, so that a connection that breaks is not taken for a disk that is full.
    private async Task CopyAsync(HttpResponseMessage response, Stream target, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(ct);
            for (int count; (count = await ReadAsync(content)) > 0;) await target.WriteAsync(buffer.AsMemory(0, count), ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        async Task<int> ReadAsync(Stream content)
        {
            try
            {
                return await content.ReadAsync(buffer, ct);
            }
            catch (IOException e)
            {
                throw Refusals.BrokenOff(Server, e);
            }
        }
    }
}
