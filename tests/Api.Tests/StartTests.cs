using System.Net;
using System.Net.Sockets;
using Stvg.Api.Tests.Fakes;
using Stvg.Core;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://stvg.example:0")]
    [InlineData("http://192.168.1.10:0")]
    public async Task Outside_loopback_it_refuses_to_start_without_keys(string url)
    {
        var options = new ApiOptions { Urls = ["http://127.0.0.1:0", url] };
        Assert.True(options.KeysRequired);
        var error = await Assert.ThrowsAsync<StvgException>(() => Site.StartAsync(options));
        Assert.Contains("keys", error.Message);
        Assert.Contains(url, error.Message);
    }

    [Fact]
    public async Task Outside_loopback_every_request_needs_a_key()
    {
        var service = new FakeService();
        await service.System.AddKeyAsync("first", Role.Admin, Site.Ct);
        await using var site = await Site.StartAsync(new ApiOptions { Urls = ["http://0.0.0.0:0"] }, service);
        using var local = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{site.Address.Port}") };
        foreach (var path in new[] { "/api/cameras", "/metrics" })
            (await site.SendAsync(HttpMethod.Get, path, client: local)).IsProblem(401);
        foreach (var path in new[] { "/health/live", "/health/ready", "/openapi/v1.json" })
            (await site.SendAsync(HttpMethod.Get, path, client: local)).Is(200);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.1.2.3:0")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://[::1]:0")]
    public void On_loopback_it_asks_for_keys_only_when_told(string url)
    {
        Assert.False(new ApiOptions { Urls = [url] }.KeysRequired);
        Assert.True(new ApiOptions { Urls = [url], KeysRequired = true }.KeysRequired);
    }

    [Fact]
    public async Task Where_keys_are_asked_for_and_there_is_none_nobody_could_get_in() =>
        Assert.Contains("none", (await Assert.ThrowsAsync<StvgException>(() => Site.StartAsync(KeyedSite.Options))).Message);

    [Theory]
    [InlineData("https://127.0.0.1:0", "proxy")]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:0/base", "path")]
    [InlineData("http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("ftp://127.0.0.1:0", "http")]
    [InlineData("http://unix:/tmp/stvg.sock", "http")]
    [InlineData("", "http://127.0.0.1:8080")]
    public async Task An_address_that_cannot_be_served_is_refused(string url, string words)
    {
        var error = await Assert.ThrowsAsync<StvgException>(() => Site.StartAsync(new ApiOptions { Urls = [url] }));
        Assert.Contains(words, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";
        var error = await Assert.ThrowsAsync<StvgException>(() => Site.StartAsync(new ApiOptions { Urls = [url] }));
        Assert.Contains(url, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task No_address_and_limits_of_zero_are_refused()
    {
        await Assert.ThrowsAsync<StvgException>(() => Site.StartAsync(new ApiOptions { Urls = [] }));
        var error = await Assert.ThrowsAsync<StvgException>(() => Site.StartAsync(Site.Defaults with { MaxStreams = 0 }));
        Assert.Contains("MaxStreams", error.Message);
    }

    [Fact]
    public async Task It_may_listen_on_several_addresses()
    {
        await using var server = await ApiHost.StartAsync(
            new FakeService(), new ApiOptions { Urls = ["http://127.0.0.1:0", "http://127.0.0.2:0"] }, null, Site.Ct);
        Assert.Equal(2, server.Addresses.Count);
        foreach (var address in server.Addresses)
        {
            using var client = new HttpClient();
            Assert.Contains("live", await client.GetStringAsync(new Uri($"{address}/health/live"), Site.Ct));
        }
    }
}
