using System.Net;
using Stvg.Api.Limits;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task Too_many_requests_are_told_to_wait_each_client_for_itself()
    {
        await using var site = await Route.PrepareAsync(Site.Defaults with { RequestsPerSecond = 1 });
        using var other = await site.ClientInAsync(Role.Viewer);
        (await site.GetAsync("/api/cameras")).Is(200);
        var refused = await RefusedAsync(() => site.GetAsync("/api/cameras"));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
        refused.IsProblem(429, "1 requests a second");
        // A key has its own measure, and probes have none.
        (await site.SendAsync(HttpMethod.Get, "/api/cameras", client: other)).Is(200);
        for (var i = 0; i < 10; i++) (await site.GetAsync("/health/live")).Is(200);
    }

    [Fact]
    public async Task Too_many_wrong_keys_are_not_even_looked_up()
    {
        var clock = new ManualClock();
        await using var site = await Route.PrepareAsync(KeyedSite.Options with { Clock = clock });
        using var wrong = site.ClientOf("stvg_wrong");
        for (var i = 0; i < WrongKeys.Burst; i++) (await site.SendAsync(HttpMethod.Get, "/api/cameras", client: wrong)).IsProblem(401);
        for (var i = 0; i < 3; i++)
        {
            var refused = (await site.SendAsync(HttpMethod.Get, "/api/cameras", client: wrong)).IsProblem(429, "wrong keys");
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        }

        Assert.Equal(WrongKeys.Burst, site.Service.System.Lookups);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await site.SendAsync(HttpMethod.Get, "/api/cameras", client: wrong)).IsProblem(401);
        (await site.SendAsync(HttpMethod.Get, "/api/cameras", client: wrong)).IsProblem(429);
    }

    [Fact]
    public void Clients_with_wrong_keys_are_forgotten_in_time_and_never_too_many()
    {
        var clock = new ManualClock();
        var wrong = new WrongKeys(new ApiOptions { Clock = clock });
        IPAddress Client(int i) => new([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]);
        for (var i = 0; i < WrongKeys.MostClients; i++) wrong.Count(Client(i));
        for (var i = 0; i < WrongKeys.Burst; i++) wrong.Count(Client(7));
        Assert.InRange(wrong.Clients, 1, WrongKeys.MostClients);
        for (var i = 0; i < WrongKeys.Burst; i++) wrong.Count(Client(8));
        Assert.Equal((1, 0), (wrong.RetryAfter(Client(8)), wrong.RetryAfter(Client(9))));
        for (var i = 100; i < 100 + WrongKeys.MostClients - 2; i++) wrong.Count(Client(i));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, wrong.RetryAfter(Client(8)));
        // All but the one that tried so often are forgiven by now.
        wrong.Count(Client(200_000));
        wrong.Count(Client(200_001));
        Assert.InRange(wrong.Clients, 2, 10);
        Assert.Null(Record.Exception(() => wrong.Count(null)));
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("::1", "::")]
    public void A_client_is_an_address_or_the_half_of_a_long_one(string address, string client) =>
        Assert.Equal(client, ClientRate.ClientOf(IPAddress.Parse(address)));

    [Fact]
    public async Task Endless_headers_and_addresses_are_refused()
    {
        await using var site = await Site.StartAsync();
        Assert.Equal(414, (await site.GetAsync($"/api/search?q={new string('a', 20_000)}")).Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cameras") { Headers = { { "X-Long", new string('a', 20_000) } } };
        using var response = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(431, (int)response.StatusCode);
    }

    // The measure fills up again while a slow machine asks, so it is asked until it is empty.
    private static async Task<Answer> RefusedAsync(Func<Task<Answer>> ask)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (await ask() is { Status: 429 } refused) return refused;
        }

        throw new InvalidOperationException("1000 requests were not too many");
    }
}
