using System.Net;
using Stvg.Api.Limits;
using Stvg.Core.Services;
using Stvg.Tests;

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
        var clock = new TestClock();
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
    public void Each_client_with_wrong_keys_is_counted_for_itself_and_forgiven_in_time()
    {
        var clock = new TestClock();
        var wrong = new WrongKeys(new ApiOptions { Clock = clock });
        for (var i = 0; i < WrongKeys.Burst + 5; i++) wrong.Count(Client(1));
        Assert.Equal((1, 0), (wrong.RetryAfter(Client(1)), wrong.RetryAfter(Client(2))));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, wrong.RetryAfter(Client(1)));
        wrong.Count(Client(1));
        Assert.Equal(1, wrong.RetryAfter(Client(1)));
        clock.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < WrongKeys.Burst; i++) wrong.Count(Client(1));
        Assert.Equal(1, wrong.RetryAfter(Client(1)));
    }

    [Fact]
    public void Clients_with_wrong_keys_are_never_too_many_to_remember()
    {
        var clock = new TestClock();
        var wrong = new WrongKeys(new ApiOptions { Clock = clock });
        wrong.Count(null);
        for (var i = 0; i < WrongKeys.Burst; i++) wrong.Count(Client(0));
        for (var i = 2; i < WrongKeys.MostClients; i++) wrong.Count(Client(i));
        Assert.Equal(WrongKeys.MostClients, wrong.Clients);
        // All but the one that tried so often are forgiven, and go first.
        clock.Advance(TimeSpan.FromSeconds(1));
        wrong.Count(Client(0));
        wrong.Count(Client(1));
        Assert.Equal((2, 1), (wrong.Clients, wrong.RetryAfter(Client(0))));
        for (var i = 2; i < 3 * WrongKeys.MostClients; i++) wrong.Count(Client(i));
        Assert.InRange(wrong.Clients, 1, WrongKeys.MostClients);
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
        using var response = await site.Client.SendAsync(request, Site.Ct);
        Assert.Equal(431, (int)response.StatusCode);
    }

    private static IPAddress Client(int i) => new([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]);

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
