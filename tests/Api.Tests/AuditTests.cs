using Stvg.Core.Services;
using Stvg.Tests;

namespace Stvg.Api.Tests;

/// <summary>Who looked at what and changed what.</summary>
public sealed class AuditTests
{
    // Calls that show what cameras saw, or change something; the others leave no trace.
    private static readonly string[] s_silent =
    [
        "GET /api/cameras", "GET /api/cameras/{id}", "GET /api/queries", "GET /api/queries/{id}", "POST /api/plan", "GET /api/deliveries",
        "GET /api/keys", "GET /api/audit", "GET /api/session", "GET /api/system", "GET /api/models", "GET /api/videos", "DELETE /api/session", "GET /health/live", "GET /health/ready", "GET /metrics",
    ];

    [Fact]
    public async Task Every_call_that_looks_or_changes_is_kept()
    {
        await using var site = await Route.PrepareAsync();
        foreach (var route in Route.All)
        {
            var before = site.Service.System.Audit.Count;
            using var request = route.Request();
            using var response = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Site.Ct);
            var status = (int)response.StatusCode;
            var kept = site.Service.System.Audit.Skip(before).ToList();
            // A change is kept before it is made, too; grounding a clip changes nothing.
            var changes = route.Method != "GET" && route.Pattern is not ("/api/ground" or "/api/locate" or "/api/describe" or "/api/mark");
            int[] expected = s_silent.Contains(route.ToString()) ? [] : changes ? [102, status] : [status];
            Assert.True(expected.SequenceEqual(kept.Select(e => e.Status)), $"{route}: {string.Join(", ", kept)}");
            Assert.All(kept, e => Assert.Equal((route.ToString(), "local", "127.0.0.1"), (e.Action, e.Who, e.Address)));
        }
    }

    [Fact]
    public async Task It_says_who_and_what_about()
    {
        await using var site = await Route.PrepareAsync(KeyedSite.Options);
        var (key, secret) = await site.Service.System.AddKeyAsync("anna", Role.Admin, Site.Ct);
        using var anna = site.ClientOf(secret);
        await site.SendAsync(HttpMethod.Delete, "/api/cameras/gate-1", client: anna);
        await site.SendAsync(HttpMethod.Post, "/api/cameras", Route.Camera, anna);
        await site.SendAsync(HttpMethod.Get, "/api/search?q=a+person%0Ain+red", client: anna);
        await site.SendAsync(HttpMethod.Post, "/api/ground", Route.Ground, anna);
        await site.SendAsync(HttpMethod.Get, "/api/tubes/none", client: anna);
        await site.SendAsync(HttpMethod.Post, "/api/keys", """{ "name": "guest", "role": "viewer" }""", anna);
        await site.SendAsync(HttpMethod.Post, "/api/queries", Route.QueryWithSecret, anna);
        var kept = site.Service.System.Audit;
        Assert.All(kept, e => Assert.Equal($"anna ({key.Id})", e.Who));
        Assert.Equal(
            ["gate-1 102", "gate-1 204", "new-1 102", "new-1 201", "a person in red 200", "yard.mp4 200", "none 404", "guest 102"],
            kept.Take(8).Select(e => $"{e.Subject} {e.Status}"));
        Assert.Matches(@"^guest \(k[0-9a-f]{6}\)$", kept[8].Subject);
        Assert.Equal(("", 102), (kept[9].Subject, kept[9].Status));
        Assert.Matches("^q-", kept[10].Subject);
        foreach (var word in new[] { "s3cret", "stvg_" })
            Assert.DoesNotContain(kept, e => e.ToString().Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_put_on_record_is_refused_and_not_done()
    {
        var log = new LogBook();
        await using var site = await Route.PrepareAsync(log: log);
        site.Service.System.AuditFails = true;
        foreach (var route in Route.All.Where(r => !s_silent.Contains(r.ToString())))
        {
            var answer = (await site.SendAsync(new HttpMethod(route.Method), route.Path, route.Body)).IsProblem(503, "audit");
            Assert.DoesNotContain("no space", answer.Text);
        }

        foreach (var path in new[] { "/api/cameras/gate-1", "/api/queries/red" }) (await site.GetAsync(path)).Is(200);
        (await site.GetAsync("/api/cameras/new-1")).Is(404);
        Assert.Empty(site.Service.Tubes.Verdicts);
        Assert.Contains("no space", log.Lines.First(l => l.StartsWith("Error the audit log", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_failed_change_is_kept_with_its_failure()
    {
        await using var site = await Route.PrepareAsync();
        await site.PostAsync("/api/cameras", """{ "id": "gate-1", "source": "x" }""");
        Assert.Equal([102, 409], site.Service.System.Audit.Select(e => e.Status));
    }

    [Fact]
    public async Task The_log_is_read_newest_first_and_in_parts()
    {
        await using var site = await Route.PrepareAsync(Site.Defaults with { Clock = new TestClock() });
        for (var i = 0; i < 3; i++) await site.GetAsync($"/api/tubes/t{i}");
        var first = (await site.GetAsync("/api/audit?limit=2")).Is(200).Json;
        first.GetProperty("items")[0].Is("""
            { "at": "2026-01-31T08:00:00Z", "who": "local", "action": "GET /api/tubes/{id}", "subject": "t2", "status": 404,
              "address": "127.0.0.1" }
            """);
        var second = (await site.GetAsync($"/api/audit?limit=2&cursor={first.Str("next")}")).Is(200).Json;
        Assert.Equal("t0", second.GetProperty("items")[0].Str("subject"));
    }

    [Fact]
    public async Task An_endless_subject_is_cut()
    {
        await using var site = await Route.PrepareAsync();
        await site.GetAsync($"/api/search?q={new string('a', 900)}");
        Assert.Equal(201, site.Service.System.Audit.Single().Subject.Length);
    }
}
