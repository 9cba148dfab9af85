using System.Net.Http.Headers;
using System.Text.Json;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

/// <summary>Who may call what, on a server that asks for keys.</summary>
public sealed class AccessTests(KeyedSite keyed, SharedSite shared) : IClassFixture<KeyedSite>
{
    public static IEnumerable<TheoryDataRow<string>> Patterns() => Route.All.Select(r => new TheoryDataRow<string>(r.ToString()));

    [Theory]
    [MemberData(nameof(Patterns))]
    public async Task A_call_takes_its_role_or_a_higher_one(string name)
    {
        var route = Route.All.Single(r => r.ToString() == name);
        var site = keyed.Site;
        var nobody = await StatusAsync(site, route, site.Client);
        if (route.Role is null) Assert.InRange(nobody, 200, 299);
        else Assert.Equal(401, nobody);
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await site.ClientInAsync(role);
            var status = await StatusAsync(site, route, client);
            if (role >= (route.Role ?? Role.Viewer)) Assert.True(status is >= 200 and < 300 or 404 or 409, $"{role} got {status}");
            else Assert.Equal(403, status);
        }
    }

    [Fact]
    public async Task The_table_of_these_tests_is_the_description_of_the_api()
    {
        var site = shared.Site;
        var paths = (await site.GetAsync("/openapi/v1.json")).Is(200).Json.GetProperty("paths");
        var described =
            from path in paths.EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select (Name: $"{operation.Name.ToUpperInvariant()} {path.Name}", Role: RoleIn(operation.Value));
        var tested = Route.All.Select(r => (Name: r.ToString(), Role: r.Role?.ToString().ToLowerInvariant()));
        Assert.Equal(tested.Order(), described.Order());
    }

    [Theory]
    [InlineData("Bearer stvg_wrong")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    public async Task A_wrong_key_is_refused(string authorization)
    {
        var site = keyed.Site;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cameras");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await site.Client.SendAsync(request, Site.Ct);
        var answer = (await Answer.OfAsync(response)).IsProblem(401, "key");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.DoesNotContain("stvg_wrong", answer.Text);
    }

    [Fact]
    public async Task A_key_may_come_in_a_header_of_its_own()
    {
        var site = keyed.Site;
        var (_, secret) = await site.Service.System.AddKeyAsync("tool", Role.Viewer, Site.Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cameras") { Headers = { { "X-Api-Key", secret } } };
        using var response = await site.Client.SendAsync(request, Site.Ct);
        (await Answer.OfAsync(response)).Is(200);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_from_then_on()
    {
        var site = keyed.Site;
        using var admin = await site.ClientInAsync(Role.Admin);
        var made = (await site.SendAsync(HttpMethod.Post, "/api/keys", """{ "name": "guest", "role": "viewer" }""", admin)).Is(201).Json;
        using var guest = site.ClientOf(made.Str("secret"));
        (await site.SendAsync(HttpMethod.Get, "/api/cameras", client: guest)).Is(200);
        (await site.SendAsync(HttpMethod.Delete, $"/api/keys/{made.Str("id")}", client: admin)).Is(204);
        (await site.SendAsync(HttpMethod.Get, "/api/cameras", client: guest)).IsProblem(401, "revoked");
    }

    [Fact]
    public async Task Where_no_keys_are_asked_for_one_that_is_given_counts_all_the_same()
    {
        var site = shared.Site;
        (await site.GetAsync("/api/keys")).Is(200);
        using var viewer = await site.ClientInAsync(Role.Viewer);
        (await site.SendAsync(HttpMethod.Get, "/api/keys", client: viewer)).IsProblem(403, "admin");
        using var wrong = site.ClientOf("stvg_wrong");
        (await site.SendAsync(HttpMethod.Get, "/api/cameras", client: wrong)).IsProblem(401, "unknown");
    }

    [Fact]
    public async Task With_keys_any_host_name_will_do()
    {
        var site = keyed.Site;
        using var client = await site.ClientInAsync(Role.Viewer);
        client.DefaultRequestHeaders.Host = "stvg.example";
        (await site.SendAsync(HttpMethod.Get, "/api/cameras", client: client)).Is(200);
    }

    private static async Task<int> StatusAsync(Site site, Route route, HttpClient client)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path)
        {
            Content = route.Body is null ? null : Site.Json(route.Body),
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("*/*") } },
        };
        // The alert stream has no end: its status is enough.
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Site.Ct);
        if ((int)response.StatusCode is 401 or 403) (await Answer.OfAsync(response)).IsProblem((int)response.StatusCode);
        return (int)response.StatusCode;
    }

    private static string? RoleIn(JsonElement operation)
    {
        var text = operation.TryGetProperty("description", out var description) ? description.GetString()! : "";
        var at = text.LastIndexOf("Role: ", StringComparison.Ordinal);
        Assert.Equal(at >= 0, operation.GetProperty("security").GetArrayLength() > 0);
        return at < 0 ? null : text[(at + "Role: ".Length)..].TrimEnd('.');
    }
}
