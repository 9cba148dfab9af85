using Stvg.Core.Alerts;

namespace Stvg.Api.Tests;

public sealed class QueryTests(SharedSite shared)
{
    private const string Full = """
        { "id": "night", "text": "the man in the red jacket who juggles", "cameras": ["gate-1"], "threshold": 0.6, "minDuration": 2.5,
          "cooldown": 90, "queryCooldown": 5,
          "schedule": { "timeZone": "Europe/Berlin", "windows": [
            { "days": ["friday", "saturday"], "from": "22:00", "to": "06:00:30" }, { "from": "12:00", "to": "13:00" }] },
          "zones": ["door"], "webhook": { "url": "https://u:hunter2@example.com/hook?token=xyz", "secret": "s3cret" } }
        """;

    [Fact]
    public async Task A_standing_query_is_kept_as_it_was_described_and_answers_with_its_plan()
    {
        await using var site = await Site.StartAsync();
        var made = (await site.PostAsync("/api/queries", Full)).Is(201);
        Assert.Equal("/api/queries/night", made.Headers.Location!.OriginalString);
        var kept = site.Service.Queries["night"];
        Assert.Equal("s3cret", kept.Webhook!.Secret);
        Assert.Equal((0.6f, TimeSpan.FromSeconds(2.5)), (kept.Threshold, kept.MinDuration));
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(5)), (kept.Cooldown, kept.QueryCooldown));
        Assert.Equal(new TimeOnly(6, 0, 30), kept.Schedule!.Windows[0].To);
        Assert.Equal([DayOfWeek.Friday, DayOfWeek.Saturday], kept.Schedule.Windows[0].Days);
        Assert.Empty(kept.Schedule.Windows[1].Days);

        var shown = made.Json;
        Assert.Equal("man", shown.GetProperty("plan").GetProperty("target").Str("noun"));
        Assert.Contains(shown.GetProperty("plan").GetProperty("subQueries").EnumerateArray(), s => s.Str("kind") == "attribute");
        Assert.Contains(shown.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.Contains("juggles", StringComparison.Ordinal));
        shown.GetProperty("schedule").Is("""
            { "timeZone": "Europe/Berlin", "windows": [
              { "days": ["friday", "saturday"], "from": "22:00", "to": "06:00:30" }, { "days": [], "from": "12:00", "to": "13:00" }] }
            """);
        Assert.Equal((0.6, 2.5), (shown.Num("threshold"), shown.Num("minDuration")));
        Assert.Equal((90, 5), (shown.Num("cooldown"), shown.Num("queryCooldown")));
    }

    [Fact]
    public async Task The_webhooks_secret_is_never_shown()
    {
        await using var site = await Site.StartAsync();
        var answers = new[]
        {
            await site.PostAsync("/api/queries", Full), await site.GetAsync("/api/queries/night"), await site.GetAsync("/api/queries"),
            await site.SendAsync(HttpMethod.Put, "/api/queries/night", Full), await site.GetAsync("/api/audit"),
        };
        foreach (var answer in answers)
        {
            Assert.True(answer.Status is 200 or 201);
            foreach (var secret in new[] { "s3cret", "hunter2", "xyz" }) Assert.DoesNotContain(secret, answer.Text);
        }

        Assert.Equal("""{"url":"https://u:***@example.com/hook?token=***"}""", answers[1].Json.GetProperty("webhook").GetRawText());
    }

    [Fact]
    public async Task A_webhook_that_is_sent_back_as_it_was_shown_stays_what_it_was()
    {
        await using var site = await Site.StartAsync();
        await site.PostAsync("/api/queries", Full);
        const string shown = """{ "text": "a dog", "webhook": { "url": "https://u:***@example.com/hook?token=***" } }""";
        (await site.SendAsync(HttpMethod.Put, "/api/queries/night", shown)).Is(200);
        Assert.Equal(new Webhook("https://u:hunter2@example.com/hook?token=xyz", "s3cret"), site.Service.Queries["night"].Webhook);
        const string another = """{ "text": "a dog", "webhook": { "url": "https://example.com/other" } }""";
        (await site.SendAsync(HttpMethod.Put, "/api/queries/night", another)).IsProblem(400, "secret");
        (await site.PostAsync("/api/queries", another)).IsProblem(400, "secret");
    }

    [Fact]
    public async Task What_is_left_out_has_the_products_default()
    {
        await using var site = await Site.StartAsync();
        var id = (await site.PostAsync("/api/queries", Route.Query)).Is(201).Json.Str("id");
        Assert.Matches("^q-[a-z0-9]{10}$", id);
        var kept = site.Service.Queries[id];
        var plain = new StandingQuery { Id = id, Text = "a person in red" };
        Assert.Equal((plain.Threshold, plain.MinDuration), (kept.Threshold, kept.MinDuration));
        Assert.Equal((plain.Cooldown, plain.QueryCooldown), (kept.Cooldown, kept.QueryCooldown));
        Assert.Null(kept.Schedule);
        Assert.Null(kept.Webhook);
        Assert.NotEqual(default, kept.CreatedAt);
    }

    [Fact]
    public async Task Put_replaces_or_makes()
    {
        await using var site = await Site.StartAsync();
        (await site.SendAsync(HttpMethod.Put, "/api/queries/red", """{ "text": "a person in red", "threshold": 0.9 }""")).Is(201);
        var createdAt = site.Service.Queries["red"].CreatedAt;
        (await site.SendAsync(HttpMethod.Put, "/api/queries/red", """{ "id": "red", "text": "a person in blue" }""")).Is(200);
        var kept = site.Service.Queries["red"];
        Assert.Equal(("a person in blue", 0.5f, createdAt), (kept.Text, kept.Threshold, kept.CreatedAt));
        var other = await site.SendAsync(HttpMethod.Put, "/api/queries/red", """{ "id": "blue", "text": "a person" }""");
        Assert.Equal("$.id", other.IsProblem(400).Field);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_what_is_there_is_not_made_twice()
    {
        await using var site = await Route.PrepareAsync();
        (await site.PostAsync("/api/queries", """{ "id": "red", "text": "a person" }""")).IsProblem(409, "red");
        (await site.GetAsync("/api/queries/none")).IsProblem(404, "none");
        (await site.SendAsync(HttpMethod.Delete, "/api/queries/none")).IsProblem(404);
        (await site.SendAsync(HttpMethod.Delete, "/api/queries/red")).Is(204);
        (await site.GetAsync("/api/queries/red")).IsProblem(404);
    }

    [Theory]
    [InlineData("""{ "text": "a person", "threshold": 0 }""", "$.threshold")]
    [InlineData("""{ "text": "a person", "threshold": 1.01 }""", "$.threshold")]
    [InlineData("""{ "text": "a person", "threshold": 1e-60 }""", "$.threshold")]
    [InlineData("""{ "text": "a person", "threshold": 1e999 }""", "$.threshold")]
    [InlineData("""{ "text": "a person", "threshold": "0.5" }""", "$.threshold")]
    [InlineData("""{ "text": "a person", "minDuration": -1 }""", "$.minDuration")]
    [InlineData("""{ "text": "a person", "cooldown": 1e300 }""", "$.cooldown")]
    [InlineData("""{ "text": "a person", "queryCooldown": 1e999 }""", "$.queryCooldown")]
    [InlineData("""{ "text": "a person", "cooldown": "1m" }""", "$.cooldown")]
    [InlineData("""{ "text": "a person", "cameras": ["a", null] }""", "$.cameras[1]")]
    [InlineData("""{ "text": "a person", "cameras": "a" }""", "$.cameras")]
    [InlineData("""{ "text": "a person", "zones": [1] }""", "$.zones[0]")]
    [InlineData("""{ "text": "a person", "schedule": {} }""", "$.schedule")]
    [InlineData("""{ "text": "a person", "schedule": { "windows": [{ "from": "25:00", "to": "1:00" }] } }""", "$.schedule.windows[0].from")]
    [InlineData("""{ "text": "a person", "schedule": { "windows": [{ "from": "22:00", "to": "06:00", "days": ["Monday"] }] } }""", "$.schedule.windows[0].days[0]")]
    [InlineData("""{ "text": "a person", "schedule": { "windows": [null] } }""", "$.schedule.windows[0]")]
    [InlineData("""{ "text": "a person", "webhook": { "url": "https://example.com" } }""", "$.webhook.secret")]
    [InlineData("""{ "text": "a person", "webhook": { "url": "https://example.com", "secret": null } }""", "$.webhook.secret")]
    [InlineData("""{ "text": "a person", "treshold": 0.5 }""", "$.treshold")]
    [InlineData("""{ "text": "a person", "text": "a dog" }""", "$.text")]
    [InlineData("""{ "Text": "a person" }""", "$.Text")]
    public async Task A_field_that_makes_no_sense_is_named(string body, string place)
    {
        var site = shared.Site;
        Assert.Equal(place, (await site.PostAsync("/api/queries", body)).IsProblem(400).Field);
    }

    [Fact]
    public async Task A_sentence_can_be_tried()
    {
        var site = shared.Site;
        var plan = (await site.PostAsync("/api/plan", """{ "text": "a man without a bag walks" }""")).Is(200).Json;
        Assert.Equal("a man without a bag walks", plan.Str("query"));
        var parts = plan.GetProperty("subQueries").EnumerateArray().ToList();
        Assert.Contains(parts, s => s.TryGetProperty("negated", out var negated) && negated.GetBoolean());
        Assert.Contains(parts, s => !s.TryGetProperty("negated", out _) && s.Str("kind") == "action");
        (await site.PostAsync("/api/plan", """{ "text": "?!" }""")).IsProblem(400, "words");
        (await site.PostAsync("/api/plan", $$"""{ "text": "{{new string('a', 1001)}}" }""")).IsProblem(400, "1001", "1000");
    }

    [Fact]
    public async Task Lists_come_in_parts()
    {
        await using var site = await Site.StartAsync();
        foreach (var id in new[] { "c", "a", "b" })
            (await site.PostAsync("/api/queries", $$"""{ "id": "{{id}}", "text": "a dog" }""")).Is(201);
        var first = (await site.GetAsync("/api/queries?limit=2")).Is(200).Json;
        var second = (await site.GetAsync($"/api/queries?limit=2&cursor={first.Str("next")}")).Is(200).Json;
        Assert.Equal(["a", "b", "c"], first.Items().Concat(second.Items()).Select(q => q.Str("id")));
        Assert.Null(second.Str("next"));
        (await site.GetAsync("/api/queries?cursor=nonsense")).IsProblem(400, "nonsense");
    }
}
