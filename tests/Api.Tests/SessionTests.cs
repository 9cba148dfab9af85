using Stvg.Core.Services;
using Stvg.Tests;

namespace Stvg.Api.Tests;

/// <summary>A browser's session: a key in a cookie, and a token for changes.</summary>
public sealed class SessionTests(KeyedSite keyed, SharedSite shared) : IClassFixture<KeyedSite>
{
    [Fact]
    public async Task A_key_becomes_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        var (_, answer) = await LogInAsync(Role.Operator);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("max-age", cookie, StringComparison.Ordinal);
        Assert.Equal("operator", answer.Json.Str("role"));
        Assert.True(answer.Json.GetProperty("keysRequired").GetBoolean());
        Assert.DoesNotContain("stvg_", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public async Task Behind_a_proxy_with_a_certificate_the_cookie_goes_nowhere_else(string scheme, bool secure)
    {
        var key = await KeyAsync(Role.Viewer);
        using var request = Request(HttpMethod.Post, "/api/session", $$"""{ "key": "{{key}}", "remember": true }""");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        using var response = await keyed.Site.Client.SendAsync(request, Site.Ct);
        var cookie = (await Answer.OfAsync(response)).Is(200).Headers.GetValues("Set-Cookie").Single();
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.Ordinal));
        Assert.Contains("max-age=2592000", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_looks_as_its_key_may_and_changes_only_with_its_token()
    {
        var (cookie, login) = await LogInAsync(Role.Operator);
        var token = login.Json.Str("csrf");
        (await SendAsync(HttpMethod.Get, "/api/cameras", cookie)).Is(200);
        var who = (await SendAsync(HttpMethod.Get, "/api/session", cookie)).Is(200).Json;
        Assert.Equal(token, who.Str("csrf"));
        const string acknowledge = "/api/alerts/alert-1/acknowledge";
        (await SendAsync(HttpMethod.Post, acknowledge, cookie)).IsProblem(403, "X-Stvg-Csrf");
        (await SendAsync(HttpMethod.Post, acknowledge, cookie, new string('0', token.Length))).IsProblem(403, "token");
        (await SendAsync(HttpMethod.Post, acknowledge, cookie, token)).Is(200);
        (await SendAsync(HttpMethod.Delete, "/api/cameras/gate-1", cookie, token)).IsProblem(403, "admin");
    }

    [Fact]
    public async Task A_token_is_of_one_session_only()
    {
        var (_, other) = await LogInAsync(Role.Operator);
        var (cookie, _) = await LogInAsync(Role.Operator);
        (await SendAsync(HttpMethod.Post, "/api/alerts/alert-1/acknowledge", cookie, other.Json.Str("csrf"))).IsProblem(403, "token");
    }

    [Fact]
    public async Task A_session_is_over_when_its_key_is_revoked()
    {
        var (key, secret) = await keyed.Site.Service.System.AddKeyAsync("guest", Role.Viewer, Site.Ct);
        var cookie = CookieOf((await keyed.Site.PostAsync("/api/session", $$"""{ "key": "{{secret}}" }""")).Is(200));
        (await SendAsync(HttpMethod.Get, "/api/session", cookie)).Is(200);
        await keyed.Site.Service.System.RevokeKeyAsync(key.Id, Site.Ct);
        var refused = (await SendAsync(HttpMethod.Get, "/api/session", cookie)).IsProblem(401, "revoked");
        Assert.Contains("expires=Thu, 01 Jan 1970", refused.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logging_out_takes_the_cookie_back()
    {
        var (cookie, _) = await LogInAsync(Role.Viewer);
        var answer = (await SendAsync(HttpMethod.Delete, "/api/session", cookie)).Is(204);
        Assert.Contains("expires=Thu, 01 Jan 1970", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stvg_wrong")]
    [InlineData("")]
    [InlineData("with a space")]
    [InlineData("with\\na line")]
    public async Task A_wrong_key_logs_nobody_in(string key)
    {
        var answer = (await keyed.Site.PostAsync("/api/session", $$"""{ "key": "{{key}}" }""")).IsProblem(401, "unknown");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Wrong_keys_are_counted_here_too()
    {
        var clock = new TestClock();
        await using var site = await Route.PrepareAsync(KeyedSite.Options with { Clock = clock });
        for (var i = 0; i < Stvg.Api.Limits.WrongKeys.Burst; i++) (await site.PostAsync("/api/session", """{ "key": "stvg_no" }""")).Is(401);
        var refused = (await site.PostAsync("/api/session", Route.Login)).IsProblem(429, "wait");
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        clock.Advance(TimeSpan.FromSeconds(1));
        (await site.PostAsync("/api/session", Route.Login)).Is(200);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil.example")]
    public async Task Pages_of_other_origins_log_nobody_in_or_out(string header, string value)
    {
        foreach (var (method, body) in new[] { (HttpMethod.Post, Route.Login), (HttpMethod.Delete, null) })
        {
            using var request = Request(method, "/api/session", body);
            request.Headers.Add(header, value);
            using var response = await keyed.Site.Client.SendAsync(request, Site.Ct);
            (await Answer.OfAsync(response)).IsProblem(403, "origin");
        }
    }

    [Fact]
    public async Task Without_keys_everybody_is_the_operator_of_this_machine()
    {
        var who = (await shared.Site.GetAsync("/api/session")).Is(200).Json;
        Assert.Equal("local", who.Str("name"));
        Assert.Equal("admin", who.Str("role"));
        Assert.False(who.GetProperty("keysRequired").GetBoolean());
        Assert.False(who.TryGetProperty("csrf", out var token) && token.ValueKind != System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_key_in_a_header_goes_before_the_cookie_and_needs_no_token()
    {
        var (cookie, _) = await LogInAsync(Role.Viewer);
        using var request = Request(HttpMethod.Post, "/api/alerts/alert-1/acknowledge", null);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("X-Api-Key", await KeyAsync(Role.Operator));
        using var response = await keyed.Site.Client.SendAsync(request, Site.Ct);
        (await Answer.OfAsync(response)).Is(200);
    }

    private async Task<string> KeyAsync(Role role) => (await keyed.Site.Service.System.AddKeyAsync($"test {role}", role, Site.Ct)).Secret;

    private async Task<(string Cookie, Answer Answer)> LogInAsync(Role role)
    {
        var answer = (await keyed.Site.PostAsync("/api/session", $$"""{ "key": "{{await KeyAsync(role)}}" }""")).Is(200);
        return (CookieOf(answer), answer);
    }

    private static string CookieOf(Answer answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private async Task<Answer> SendAsync(HttpMethod method, string path, string cookie, string? token = null)
    {
        using var request = Request(method, path, null);
        request.Headers.Add("Cookie", cookie);
        if (token is not null) request.Headers.Add("X-Stvg-Csrf", token);
        using var response = await keyed.Site.Client.SendAsync(request, Site.Ct);
        return await Answer.OfAsync(response);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body) =>
        new(method, path) { Content = body is null ? null : Site.Json(body) };
}
