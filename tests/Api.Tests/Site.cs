using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stvg.Api.Tests.Fakes;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

/// <summary>A server on a free port of this machine over the product in memory, and a client of it.</summary>
internal sealed class Site : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The running test's.</summary>
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly ApiServer _server;

    private Site(ApiServer server, FakeService service)
    {
        (_server, Service) = (server, service);
        Address = new Uri(server.Addresses[0]);
        Client = ClientOf(null);
    }

    public FakeService Service { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public ApiServer Server => _server;

    public static ApiOptions Defaults { get; } = new() { Urls = ["http://127.0.0.1:0"], RequestsPerSecond = 100_000 };

    public static async Task<Site> StartAsync(ApiOptions? options = null, FakeService? service = null, ILoggerFactory? loggers = null)
    {
        service ??= new FakeService();
        return new Site(await ApiHost.StartAsync(service, options ?? Defaults, loggers, Site.Ct), service);
    }

    /// <summary>A client with a key of its own.</summary>
    public async Task<HttpClient> ClientInAsync(Role role) =>
        ClientOf((await Service.System.AddKeyAsync($"test {role}", role, default)).Secret);

    public HttpClient ClientOf(string? key)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = Patience };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string? json = null) => SendAsync(HttpMethod.Post, path, json);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : Json(json) };
        using var response = await (client ?? Client).SendAsync(request, Site.Ct);
        return await Answer.OfAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string? MediaType, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(Site.Ct), response.Headers, response.Content.Headers);

    /// <summary>Fails with the whole answer where the status is another.</summary>
    public Answer Is(int status)
    {
        Assert.True(Status == status, $"expected {status}, got {Status}: {Text}");
        return this;
    }

    /// <summary>Is a well-formed problem document of that status, whose detail holds all those words.</summary>
    public Answer IsProblem(int status, params ReadOnlySpan<string> words)
    {
        Is(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(status, Json.Int("status"));
        Assert.Equal("about:blank", Json.Str("type"));
        Assert.NotEmpty(Json.Str("title"));
        var detail = Json.Str("detail");
        Assert.DoesNotContain("Stvg.", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
        foreach (var word in words) Assert.Contains(word, detail, StringComparison.Ordinal);
        return this;
    }

    public string? Field => Json.TryGetProperty("field", out var place) ? place.GetString() : null;
}
