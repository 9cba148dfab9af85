using System.Net.ServerSentEvents;

namespace Stvg.Api.Tests;

/// <summary>A client of the alert stream, over the framework's own parser of server-sent events.</summary>
internal sealed class Events : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;
    private readonly CancellationTokenSource _patience;

    private Events(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _patience = CancellationTokenSource.CreateLinkedTokenSource(Site.Ct);
        Parser = SseParser.Create(stream);
        _items = Parser.EnumerateAsync(_patience.Token).GetAsyncEnumerator(_patience.Token);
    }

    public SseParser<string> Parser { get; }

    public HttpResponseMessage Response => _response;

    /// <summary>Opens the stream; it is being listened to when this returns.</summary>
    public static async Task<Events> OpenAsync(HttpClient client, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/alerts/stream{query}");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Site.Ct);
        if (!response.IsSuccessStatusCode) Assert.Fail(await response.Content.ReadAsStringAsync(Site.Ct));
        return new Events(response, await response.Content.ReadAsStreamAsync(Site.Ct));
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<SseItem<string>?> NextAsync()
    {
        var next = _items.MoveNextAsync().AsTask();
        try
        {
            return await next.WaitAsync(Site.Patience, Site.Ct) ? _items.Current : null;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"no alert and no end came after event {Parser.LastEventId}");
        }
    }

    /// <summary>Ids of the next few events.</summary>
    public async Task<List<long>> TakeAsync(int count)
    {
        var ids = new List<long>();
        while (ids.Count < count)
        {
            var item = await NextAsync();
            Assert.True(item.HasValue, $"the stream ended after {ids.Count} of {count} events");
            ids.Add(long.Parse(item.Value.EventId!, System.Globalization.CultureInfo.InvariantCulture));
        }

        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        // An iterator that still waits must not be disposed; with its connection gone it ends.
        await _patience.CancelAsync();
        _response.Dispose();
        _patience.Dispose();
    }
}
