using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Stvg.Api.Contracts;
using Stvg.Core.Services;

namespace Stvg.Client.Http;

/// <summary>
/// Alerts as they come, over as many connections as it takes. Each begins after the last event that came whole, so nothing is lost; and
/// what comes twice all the same is known by its sequence number.
/// </summary>
internal sealed class AlertStream(Transport transport, AlertFilter filter, StreamTiming timing)
{
    private string _lastId = "";
    private TimeSpan? _asked;
    private int _tries;
    private bool _isLost;

    /// <summary>Told in one line when the connection is lost and found again.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>
    /// Connects and reads without end. A first connection that fails is an error; later ones are tried until they succeed.
    /// </summary>
    /// <param name="after">Begin after this sequence number; null: with what is new.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ServerException">The server cannot be reached at first, or refuses.</exception>
    public async IAsyncEnumerable<AlertResponse> ReadAsync(long? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = after ?? -1;
        _lastId = after?.ToString(CultureInfo.InvariantCulture) ?? "";
        var connection = await ConnectAsync(ct);
        try
        {
            while (true)
            {
                var next = await connection.NextAsync(ct);
                if (connection.LastId.Length > 0) _lastId = connection.LastId;
                _asked = connection.Retry ?? _asked;
                if (next is not { } change)
                {
                    connection.Dispose();
                    connection = await ReconnectAsync(ct);
                    continue;
                }
                var alert = Parse(change);
                if (alert.Sequence <= last) continue;
                last = alert.Sequence;
                yield return alert;
            }
        }
        finally
        {
            connection.Dispose();
        }
    }

    private async Task<EventConnection> ConnectAsync(CancellationToken ct)
    {
        var address = new Address("alerts/stream").With("camera", filter.CameraId).With("query", filter.QueryId);
        var request = new HttpRequestMessage(HttpMethod.Get, address.ToString());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (_lastId.Length > 0) request.Headers.Add("Last-Event-ID", _lastId);
        var response = await transport.OpenAsync(request, ct);
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            return new EventConnection(response, await response.Content.ReadAsStreamAsync(ct), timing, Heard);
        response.Dispose();
        throw new ServerException($"{transport.Server} does not answer with alerts: is it a stvg server?", HttpStatusCode.OK);
    }

    private async Task<EventConnection> ReconnectAsync(CancellationToken ct)
    {
        if (!_isLost) Notice?.Invoke($"the connection to {transport.Server} is lost; trying again until it is back");
        _isLost = true;
        while (true)
        {
            await Task.Delay(timing.Pause(_tries++, _asked, Random.Shared.NextDouble()), timing.Clock, ct);
            try
            {
                return await ConnectAsync(ct);
            }
            catch (ServerException e) when (e.IsTransient)
            {
                // Not yet back; the next pause is longer.
            }
        }
    }

    // A connection counts when something comes over it: a server that hangs up at once is to be asked less and less often.
    private void Heard()
    {
        if (_isLost) Notice?.Invoke($"connected to {transport.Server} again; nothing is lost");
        (_isLost, _tries) = (false, 0);
    }

    private AlertResponse Parse(ServerEvent change)
    {
        try
        {
            return JsonSerializer.Deserialize(change.Data, ApiJson.Default.AlertResponse) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw Refusals.NotUnderstood($"an alert of {transport.Server}", e);
        }
    }
}
