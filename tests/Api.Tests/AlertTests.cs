using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

public sealed class AlertTests(SharedSite shared)
{
    [Fact]
    public async Task An_alert_carries_its_tube()
    {
        await using var site = await Site.StartAsync();
        site.Service.Alerts.Write("alert-1", AlertState.Opened, 1);
        site.Service.Alerts.Write("alert-1", AlertState.Closed, 2, boxes: 3);
        var alert = (await site.GetAsync("/api/alerts/alert-1")).Is(200).Json;
        alert.Is("""
            {
              "sequence": 5, "id": "alert-1", "state": "closed", "change": 2, "queryId": "red", "query": "a person in red",
              "camera": "gate-1", "objectId": 7, "openedAt": "2026-01-31T08:00:00Z", "changedAt": "2026-01-31T08:00:02Z", "writtenAt": "2026-01-31T08:00:02Z",
              "end": "objectGone", "acknowledgedAt": null, "acknowledgedBy": null,
              "verification": null,
              "tube": {
                "id": "alert-1", "query": "a person in red", "camera": "gate-1", "video": null, "tubeletId": 7, "score": 0.9123,
                "begin": 100, "end": 102, "beginTime": 10, "endTime": 10.2,
                "beginAt": "2026-01-31T08:00:00Z", "endAt": "2026-01-31T08:00:00.3Z", "size": { "width": 768, "height": 576 }, "fps": 10,
                "boxes": [
                  { "frame": 100, "x": 0, "y": 10.13, "width": 20, "height": 40 },
                  { "frame": 101, "x": 1, "y": 10.13, "width": 20, "height": 40 },
                  { "frame": 102, "x": 2, "y": 10.13, "width": 20, "height": 40 }],
                "evidence": [{ "subQuery": "a1", "score": 0.95 }]
              }
            }
            """);
        (await site.GetAsync("/api/alerts/none")).IsProblem(404, "none");
    }

    [Fact]
    public async Task An_alert_says_what_a_judge_said()
    {
        await using var site = await Site.StartAsync();
        site.Service.Alerts.Write("alert-1", AlertState.Opened, 1,
            verdict: new(VerificationOutcome.TimedOut, null, "the judge did not answer within 5 s"));
        (await site.GetAsync("/api/alerts/alert-1")).Is(200).Json.GetProperty("verification")
            .Is("""{ "outcome": "timedOut", "score": null, "reason": "the judge did not answer within 5 s" }""");
    }

    [Fact]
    public async Task Changes_are_listed_in_their_order_and_in_parts()
    {
        await using var site = await Site.StartAsync();
        var written = Enumerable.Range(0, 10).Select(i => site.Service.Alerts.Write($"alert-{i}", AlertState.Opened, 1).Sequence).ToList();
        foreach (var name in new[] { "after", "cursor" })
        {
            var (seen, next) = (new List<long>(), "0");
            do
            {
                var page = (await site.GetAsync($"/api/alerts?limit=4&{name}={next}")).Is(200).Json;
                seen.AddRange(page.Items().Select(a => a.GetProperty("sequence").GetInt64()));
                next = page.Str("next");
            }
            while (next is not null);
            Assert.Equal(written, seen);
        }

        Assert.Equal(2, (await site.GetAsync($"/api/alerts?after={written[7]}")).Is(200).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await site.GetAsync($"/api/alerts?after={written[9]}")).Is(200).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Changes_are_filtered_by_camera_and_query()
    {
        await using var site = await Site.StartAsync();
        site.Service.Alerts.Write("a", AlertState.Opened, 1, "gate-1", "red");
        site.Service.Alerts.Write("b", AlertState.Opened, 1, "gate-2", "red");
        site.Service.Alerts.Write("c", AlertState.Opened, 1, "gate-2", "blue");
        foreach (var (query, ids) in new[]
        {
            ("camera=gate-2", "b c"), ("query=red", "a b"), ("camera=gate-2&query=red", "b"),
            ("camera=&query=", "a b c"), ("camera=none", ""),
        })
        {
            var items = (await site.GetAsync($"/api/alerts?{query}")).Is(200).Json.GetProperty("items");
            Assert.Equal(ids, string.Join(' ', items.EnumerateArray().Select(a => a.Str("id"))));
        }
    }

    [Theory]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("after=99999999999999999999", "after")]
    [InlineData("after=1&cursor=1", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("since=1", "since")]
    public async Task A_parameter_that_makes_no_sense_is_named(string query, string place)
    {
        var site = shared.Site;
        Assert.Equal(place, (await site.GetAsync($"/api/alerts?{query}")).IsProblem(400, place).Field);
    }

    [Fact]
    public async Task An_alert_is_acknowledged_once()
    {
        await using var site = await Route.PrepareAsync(Site.Defaults with { KeysRequired = true });
        using var anna = await site.ClientInAsync(Role.Operator);
        using var berta = await site.ClientInAsync(Role.Admin);
        const string path = "/api/alerts/alert-1/acknowledge";
        var by = (await site.SendAsync(HttpMethod.Post, path, client: anna)).Is(200).Json.Str("acknowledgedBy");
        Assert.StartsWith("test Operator (", by);
        Assert.Equal(by, (await site.SendAsync(HttpMethod.Post, path, client: berta)).Is(200).Json.Str("acknowledgedBy"));
        (await site.SendAsync(HttpMethod.Post, "/api/alerts/none/acknowledge", client: anna)).IsProblem(404);
    }

    [Fact]
    public async Task Webhook_calls_that_did_not_succeed_are_listed()
    {
        await using var site = await Site.StartAsync();
        var (first, secret) = (DateTimeOffset.UnixEpoch, "https://u:hunter2@example.com");
        site.Service.Alerts.Deliver(new DeliveryView("a", 1, "red", secret, 3, first, null, $"{secret}: 500"));
        site.Service.Alerts.Deliver(new DeliveryView("a", 2, "red", "https://example.com", 0, first, first.AddHours(1), null));
        var list = (await site.GetAsync("/api/deliveries")).Is(200);
        Assert.DoesNotContain("hunter2", list.Text);
        list.Json.GetProperty("items")[1].Is("""
            { "alertId": "a", "change": 2, "queryId": "red", "url": "https://example.com", "attempts": 0,
              "firstAt": "1970-01-01T00:00:00Z", "nextAt": "1970-01-01T01:00:00Z", "lastError": null }
            """);
    }
}
