namespace Stvg.Client.Http;

/// <summary>One connection to a stream of events, until it is lost.</summary>
internal sealed class EventConnection : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly EventReader _reader;
    private readonly CancellationTokenSource _silence;

    /// <param name="response">The answer, its content still to be read.</param>
    /// <param name="content">The content.</param>
    /// <param name="timing">When silence means that the connection is dead.</param>
    /// <param name="heard">Told whenever anything comes.</param>
    public EventConnection(HttpResponseMessage response, Stream content, StreamTiming timing, Action heard)
    {
        _response = response;
        _silence = new CancellationTokenSource(timing.Silence, timing.Clock);
        _reader = new EventReader(content, () =>
        {
            _silence.CancelAfter(timing.Silence);
            heard();
        });
    }

    /// <summary>Id of the last event that came whole; empty before the first.</summary>
    public string LastId => _reader.LastId;

    /// <summary>How long the server wants its clients to wait before they come back; null when it has not said.</summary>
    public TimeSpan? Retry => _reader.Retry;

    /// <summary>The next event; null when the connection is lost.</summary>
    public async Task<ServerEvent?> NextAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _silence.Token);
        try
        {
            return await _reader.NextAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _response.Dispose();
        _silence.Dispose();
    }
}
