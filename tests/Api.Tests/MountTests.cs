using Microsoft.AspNetCore.Http;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

/// <summary>Pages of somebody else behind the API's door.</summary>
public sealed class MountTests
{
    private static ApiOptions With(ApiOptions options) => options with
    {
        Mounts = [new ApiMount("/dashboard", http => http.Response.WriteAsync($"{http.Request.PathBase}|{http.Request.Path}|{http.Request.QueryString}"))],
    };

    [Fact]
    public async Task They_see_addresses_of_their_own_and_their_own_queries()
    {
        await using var site = await Site.StartAsync(With(Site.Defaults));
        Assert.Equal("/dashboard|/", (await site.GetAsync("/dashboard/")).Is(200).Text[..12]);
        var page = (await site.GetAsync("/dashboard/ClusterStats/now?exclude=a&exclude=b")).Is(200);
        Assert.Equal("/dashboard|/ClusterStats/now|?exclude=a&exclude=b", page.Text);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        (await site.PostAsync("/dashboard/x", "{}")).IsProblem(405);
    }

    [Fact]
    public async Task An_address_without_its_last_stroke_leads_to_the_one_with_it()
    {
        await using var site = await Site.StartAsync(With(Site.Defaults));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        using var response = await client.GetAsync("/dashboard?x=1", Site.Ct);
        Assert.Equal((302, "/dashboard/?x=1"), ((int)response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Only_administrators_see_them()
    {
        await using var site = await Route.PrepareAsync(With(KeyedSite.Options));
        (await site.GetAsync("/dashboard/")).IsProblem(401);
        using var viewer = await site.ClientInAsync(Role.Operator);
        (await site.SendAsync(HttpMethod.Get, "/dashboard/", client: viewer)).IsProblem(403, "admin");
        using var admin = await site.ClientInAsync(Role.Admin);
        (await site.SendAsync(HttpMethod.Get, "/dashboard/", client: admin)).Is(200);
    }
}
