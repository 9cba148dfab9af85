namespace Stvg.Api.Tests;

/// <summary>A server without keys trusts this machine, not the pages in its browser.</summary>
public sealed class LocalOnlyTests(SharedSite shared)
{
    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:8080", 200)]
    [InlineData("127.0.0.1:1234", 200)]
    [InlineData("127.8.9.10", 200)]
    [InlineData("[::1]:8080", 200)]
    [InlineData("evil.example", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("127.0.0.1.evil.example", 403)]
    [InlineData("10.0.0.7", 403)]
    [InlineData("0.0.0.0", 403)]
    public async Task Only_names_of_this_machine_are_answered(string host, int status)
    {
        var site = shared.Site;
        foreach (var path in new[] { "/api/cameras", "/health/ready", "/metrics", "/openapi/v1.json" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using var response = await site.Client.SendAsync(request, Site.Ct);
            var answer = (await Answer.OfAsync(response)).Is(status);
            if (status != 200) answer.IsProblem(status, "localhost");
        }
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://localhost:3000", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    [InlineData("Origin", "self", 200)]
    public async Task Pages_of_other_origins_may_change_nothing(string header, string value, int status)
    {
        await using var site = await Route.PrepareAsync();
        var origin = site.Address.GetLeftPart(UriPartial.Authority);
        foreach (var route in Route.All.Where(r => r.Method != "GET" && r.Pattern.Contains("{id}", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path)
            {
                Headers = { { header, value == "self" ? origin : value } }, Content = route.Body is null ? null : Site.Json(route.Body),
            };
            using var response = await site.Client.SendAsync(request, Site.Ct);
            if (status == 403) (await Answer.OfAsync(response)).IsProblem(403, "origin");
            else Assert.NotEqual(403, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Nothing_is_shared_with_other_origins()
    {
        var site = shared.Site;
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/cameras")
        {
            Headers = { { "Origin", "http://evil.example" }, { "Access-Control-Request-Method", "POST" } },
        };
        using var response = await site.Client.SendAsync(preflight, Site.Ct);
        (await Answer.OfAsync(response)).IsProblem(405);
        Assert.DoesNotContain(response.Headers, h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/api/cameras", 200)]
    [InlineData("/nothing", 404)]
    [InlineData("/api/cameras?nonsense=1", 400)]
    public async Task Every_answer_says_that_it_is_only_data(string path, int status)
    {
        var site = shared.Site;
        var headers = (await site.GetAsync(path)).Is(status).Headers;
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.True(headers.CacheControl!.NoStore);
        Assert.False(headers.Contains("Server"));
    }
}
