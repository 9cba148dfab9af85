using Stvg.Core.Services;

namespace Stvg.Api.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task Every_request_has_one_line_and_a_refusal_a_louder_one()
    {
        var log = new LogBook();
        await using var site = await Site.StartAsync(loggers: log);
        (await site.GetAsync("/api/cameras?limit=1")).Is(200);
        (await site.GetAsync("/api/a%0Ab")).Is(404);
        using var wrong = site.ClientOf("stvg_wrong");
        (await site.SendAsync(HttpMethod.Get, "/api/keys", client: wrong)).Is(401);
        await log.Written.UntilAsync(() => log.Lines.Count(l => l.EndsWith(" ms ", StringComparison.Ordinal)) == 3, "each has its line");
        Assert.Single(log.Lines, l => l.StartsWith("Debug GET /api/cameras by local at 127.0.0.1: 200 in ", StringComparison.Ordinal));
        Assert.Single(log.Lines, l => l.StartsWith("Debug GET /api/a%0Ab by local at 127.0.0.1: 404 in ", StringComparison.Ordinal));
        Assert.Single(log.Lines, l => l.StartsWith("Warning refused GET /api/keys by nobody at 127.0.0.1: 401", StringComparison.Ordinal));
        Assert.Single(log.Lines, l => l.StartsWith("Information listening on http://127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_secret_and_no_query_string_reaches_the_log()
    {
        var log = new LogBook();
        await using var site = await Route.PrepareAsync(KeyedSite.Options, log);
        var (_, secret) = await site.Service.System.AddKeyAsync("anna", Role.Admin, Site.Ct);
        using var client = site.ClientOf(secret);
        await site.SendAsync(HttpMethod.Post, "/api/cameras", """{ "id": "a", "source": "rtsp://u:hunter2@forbidden/x" }""", client);
        await site.SendAsync(HttpMethod.Post, "/api/queries", Route.QueryWithSecret, client);
        await site.SendAsync(HttpMethod.Get, "/api/search?q=juggling", client: client);
        using var wrong = site.ClientOf("stvg_almost");
        await site.SendAsync(HttpMethod.Get, "/api/cameras", client: wrong);
        await log.Written.UntilAsync(() => log.Lines.Any(l => l.Contains("refused", StringComparison.Ordinal)), "the key was refused");
        foreach (var word in new[] { secret, "hunter2", "s3cret", "juggling", "stvg_almost" })
            Assert.DoesNotContain(log.Lines, l => l.Contains(word, StringComparison.Ordinal));
    }
}
