using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Stvg.Api.Contracts;
using Stvg.Core.Services;

namespace Stvg.Client.Http;

/// <summary>
/// The HTTP API as methods. Every method throws <see cref="ServerException"/> with one line for the user when the server refuses or cannot
/// be reached.
/// </summary>
/// <example>
/// <code>
/// using var client = new StvgClient(new Uri("http://127.0.0.1:8080"));
/// var answer = await client.SearchAsync("a woman in a red jacket", new SearchScope(), threshold: null, cancellation);
/// await foreach (var alert in client.FollowAlertsAsync(new AlertFilter(null, null), after: null, notice: null, cancellation)) …
/// </code>
/// </example>
public sealed class StvgClient : IDisposable
{
    private const int PageSize = 500;

    private static readonly ApiJson s_json = ApiJson.Wire;

    private readonly Transport _transport;

    /// <summary>Makes a client; connects with the first request.</summary>
    /// <param name="server">Address of the server; a path is put before those of the API.</param>
    /// <param name="key">The key that the server wants, or null.</param>
    public StvgClient(Uri server, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        _transport = new(ServerAddress.Parse(server.OriginalString), key);
    }

    /// <summary>Begins to watch a camera.</summary>
    public Task<CameraResponse> AddCameraAsync(CameraRequest camera, CancellationToken ct) =>
        _transport.PostAsync(new("cameras"), camera, s_json.CameraRequest, s_json.CameraResponse, ct);

    /// <summary>All cameras, by id.</summary>
    public Task<IReadOnlyList<CameraResponse>> CamerasAsync(CancellationToken ct) =>
        AllAsync("cameras", s_json.PageResponseCameraResponse, ct);

    /// <summary>One camera.</summary>
    public Task<CameraResponse> CameraAsync(string id, CancellationToken ct) =>
        _transport.GetAsync(Address.Of($"cameras/{id}"), s_json.CameraResponse, ct);

    /// <summary>Stops watching a camera.</summary>
    public Task RemoveCameraAsync(string id, CancellationToken ct) => _transport.DeleteAsync(Address.Of($"cameras/{id}"), ct);

    /// <summary>Connects to a camera anew.</summary>
    public Task<CameraResponse> RestartCameraAsync(string id, CancellationToken ct) =>
        _transport.PostAsync(Address.Of($"cameras/{id}/restart"), s_json.CameraResponse, ct);

    /// <summary>Writes a camera's newest frame as JPEG.</summary>
    public Task SnapshotAsync(string id, bool marks, Stream target, CancellationToken ct) =>
        _transport.DownloadAsync(Address.Of($"cameras/{id}/snapshot.jpg").With("marks", marks ? "true" : null), target, ct);

    /// <summary>Puts a sentence on watch.</summary>
    public Task<QueryResponse> AddQueryAsync(QueryRequest query, CancellationToken ct) =>
        _transport.PostAsync(new("queries"), query, s_json.QueryRequest, s_json.QueryResponse, ct);

    /// <summary>All standing queries, by id.</summary>
    public Task<IReadOnlyList<QueryResponse>> QueriesAsync(CancellationToken ct) =>
        AllAsync("queries", s_json.PageResponseQueryResponse, ct);

    /// <summary>One standing query.</summary>
    public Task<QueryResponse> QueryAsync(string id, CancellationToken ct) =>
        _transport.GetAsync(Address.Of($"queries/{id}"), s_json.QueryResponse, ct);

    /// <summary>Takes a sentence off watch.</summary>
    public Task RemoveQueryAsync(string id, CancellationToken ct) => _transport.DeleteAsync(Address.Of($"queries/{id}"), ct);

    /// <summary>One sentence over everything that was seen.</summary>
    public Task<SearchResponse> SearchAsync(string sentence, SearchScope scope, double? threshold, bool judge, CancellationToken ct) =>
        _transport.GetAsync(In(new Address("search").With("q", sentence), scope).With("threshold", threshold)
            .With("judge", judge ? "true" : null), s_json.SearchResponse, ct);

    /// <summary>The same object at other times and in other cameras.</summary>
    public Task<LikeResponse> LikeAsync(string tubeId, SearchScope scope, CancellationToken ct) =>
        _transport.GetAsync(In(Address.Of($"search/like/{tubeId}"), scope), s_json.LikeResponse, ct);

    /// <summary>Changes of alerts that were written after a sequence number, up to now, in order.</summary>
    public IAsyncEnumerable<AlertResponse> AlertsAsync(AlertFilter filter, long? after, CancellationToken ct) => PagesAsync(
        cursor => new Address("alerts").With("after", cursor ?? $"{after ?? 0}")
            .With("camera", filter.CameraId).With("query", filter.QueryId),
        s_json.PageResponseAlertResponse, ct);

    /// <summary>
    /// Changes of alerts as they are written, without end, without gaps and without repetition, also when the connection is lost or the
    /// server restarted in between.
    /// </summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Begin after this sequence number; null: with what is new.</param>
    /// <param name="notice">Told in one line when the connection is lost and found again.</param>
    /// <param name="ct">Ends it.</param>
    public IAsyncEnumerable<AlertResponse> FollowAlertsAsync(
        AlertFilter filter, long? after, Action<string>? notice, CancellationToken ct) =>
        new AlertStream(_transport, filter, new()) { Notice = notice }.ReadAsync(after, ct);

    /// <summary>An operator has seen an alert.</summary>
    public Task<AlertResponse> AcknowledgeAsync(string alertId, CancellationToken ct) =>
        _transport.PostAsync(Address.Of($"alerts/{alertId}/acknowledge"), s_json.AlertResponse, ct);

    /// <summary>An answer that was given before.</summary>
    public Task<TubeResponse> TubeAsync(string id, CancellationToken ct) =>
        _transport.GetAsync(Address.Of($"tubes/{id}"), s_json.TubeResponse, ct);

    /// <summary>Writes an answer as an MP4 video.</summary>
    public Task ClipAsync(string tubeId, Stream target, CancellationToken ct) =>
        _transport.DownloadAsync(Address.Of($"tubes/{tubeId}/clip.mp4"), target, ct);

    /// <summary>Writes an answer as a JPEG picture.</summary>
    public Task ThumbnailAsync(string tubeId, Stream target, CancellationToken ct) =>
        _transport.DownloadAsync(Address.Of($"tubes/{tubeId}/thumbnail.jpg"), target, ct);

    /// <summary>Says whether an answer is right.</summary>
    public Task FeedbackAsync(string tubeId, Verdict verdict, CancellationToken ct) =>
        _transport.PostAsync(Address.Of($"tubes/{tubeId}/feedback"), new FeedbackRequest { Verdict = verdict }, s_json.FeedbackRequest, ct);

    /// <summary>All that operators said of answers, oldest first.</summary>
    public IAsyncEnumerable<FeedbackResponse> FeedbackAsync(CancellationToken ct) =>
        PagesAsync(cursor => new Address("feedback").With("after", cursor), s_json.PageResponseFeedbackResponse, ct);

    /// <summary>Makes a key; the answer is the only place where its secret is.</summary>
    public Task<KeyResponse> AddKeyAsync(string name, Role role, CancellationToken ct) =>
        _transport.PostAsync(new("keys"), new KeyRequest { Name = name, Role = role }, s_json.KeyRequest, s_json.KeyResponse, ct);

    /// <summary>All keys, without their secrets.</summary>
    public Task<IReadOnlyList<KeyResponse>> KeysAsync(CancellationToken ct) => AllAsync("keys", s_json.PageResponseKeyResponse, ct);

    /// <summary>Revokes a key.</summary>
    public Task RevokeKeyAsync(string id, CancellationToken ct) => _transport.DeleteAsync(Address.Of($"keys/{id}"), ct);

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private static Address In(Address address, SearchScope scope) =>
        address.With("cameras", scope.Cameras).With("from", scope.From).With("to", scope.To).With("top", (long)scope.Top);

    private async Task<IReadOnlyList<T>> AllAsync<T>(
        string path, JsonTypeInfo<PageResponse<T>> type, CancellationToken ct)
    {
        List<T> all = [];
        await foreach (var item in PagesAsync(cursor => new Address(path).With("cursor", cursor), type, ct)) all.Add(item);
        return all;
    }

    private async IAsyncEnumerable<T> PagesAsync<T>(
        Func<string?, Address> page, JsonTypeInfo<PageResponse<T>> type,
        [EnumeratorCancellation] CancellationToken ct)
    {
        string? cursor = null;
        do
        {
            var answer = await _transport.GetAsync(page(cursor).With("limit", PageSize), type, ct);
            foreach (var item in answer.Items) yield return item;
            if (answer.Next is not null && answer.Next == cursor)
                throw new ServerException($"the list of {_transport.Server} does not end: it goes in circles");
            cursor = answer.Next;
        }
        while (cursor is not null);
    }
}
