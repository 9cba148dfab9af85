using System.Globalization;
using System.Text.Json;
using Stvg.Core.Alerts;
using Stvg.Core.Services;
using Stvg.Tests;

namespace Stvg.Api.Tests;

public sealed class AlertStreamTests
{
    [Fact]
    public async Task It_begins_with_what_is_new()
    {
        await using var site = await Site.StartAsync();
        site.Service.Alerts.Write("old", AlertState.Opened, 1);
        await using var events = await Events.OpenAsync(site.Client);
        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType!.MediaType);
        Assert.True(events.Response.Headers.CacheControl!.NoStore);
        foreach (var state in Enum.GetValues<AlertState>())
        {
            var written = site.Service.Alerts.Write("new", state, 1 + (int)state);
            var item = (await events.NextAsync())!.Value;
            Assert.Equal(state.ToString().ToLowerInvariant(), item.EventType);
            Assert.Equal(written.Sequence.ToString(CultureInfo.InvariantCulture), item.EventId);
            // The data is the alert as the list shows it.
            var listed = (await site.GetAsync($"/api/alerts?after={written.Sequence - 1}")).Json.GetProperty("items")[0];
            Assert.Equal(listed.GetRawText(), item.Data);
        }
    }

    [Fact]
    public async Task It_says_where_it_begins_before_anything_happens()
    {
        await using var site = await Site.StartAsync();
        var last = site.Service.Alerts.Write("old", AlertState.Opened, 1).Sequence;
        await using var events = await Events.OpenAsync(site.Client);
        using var stream = await events.Response.Content.ReadAsStreamAsync(Site.Ct);
        var expected = $"retry: 2000\nid: {last}\n\n";
        var buffer = new byte[expected.Length];
        await stream.ReadExactlyAsync(buffer, Site.Ct);
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(buffer));
    }

    [Theory]
    [InlineData("?after={0}", null)]
    [InlineData("", "{0}")]
    [InlineData("?after=0", "{0}")]
    public async Task It_goes_on_after_the_last_event_that_was_received(string query, string? header)
    {
        await using var site = await Site.StartAsync();
        var written = Enumerable.Range(0, 5).Select(i => site.Service.Alerts.Write($"a{i}", AlertState.Opened, 1).Sequence).ToList();
        string? At(string? text) => text is null ? null : string.Format(CultureInfo.InvariantCulture, text, written[1]);
        await using var events = await Events.OpenAsync(site.Client, At(query)!, At(header));
        Assert.Equal(written[2..], await events.TakeAsync(3));
    }

    [Fact]
    public async Task Nothing_is_lost_by_a_client_that_comes_and_goes_while_alerts_are_written()
    {
        const int count = 400;
        await using var site = await Site.StartAsync();
        var random = new Random(7);
        var reader = Task.Run(async () =>
        {
            var received = new List<long>();
            var last = "0";
            while (received.Count < count)
            {
                await using var events = await Events.OpenAsync(site.Client, "", last);
                received.AddRange(await events.TakeAsync(Math.Min(random.Next(1, 40), count - received.Count)));
                last = received[^1].ToString(CultureInfo.InvariantCulture);
            }

            return received;
        }, Site.Ct);
        var written = new List<long>();
        for (var i = 0; i < count; i++)
        {
            written.Add(site.Service.Alerts.Write($"a{i}", AlertState.Opened, 1).Sequence);
            if (i % 3 == 0) await Task.Yield();
        }

        Assert.Equal(written, await reader);
    }

    [Fact]
    public async Task It_is_filtered_by_camera_and_query()
    {
        await using var site = await Site.StartAsync();
        await using var events = await Events.OpenAsync(site.Client, "?camera=gate-2&query=red");
        site.Service.Alerts.Write("a", AlertState.Opened, 1, "gate-1", "red");
        site.Service.Alerts.Write("b", AlertState.Opened, 1, "gate-2", "blue");
        site.Service.Alerts.Write("c", AlertState.Opened, 1, "gate-2", "red");
        Assert.Equal("c", JsonDocument.Parse((await events.NextAsync())!.Value.Data).RootElement.Str("id"));
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_nobody()
    {
        await using var site = await Site.StartAsync();
        await using var slow = await Events.OpenAsync(site.Client);
        await using var quick = await Events.OpenAsync(site.Client);
        // 12 MB in all: far more than every buffer between the server and the slow client takes.
        var written = Enumerable.Range(0, 60)
            .Select(i => site.Service.Alerts.Write($"a{i}", AlertState.Updated, 1, boxes: 4000).Sequence).ToList();
        Assert.Equal(written, await quick.TakeAsync(60));
        Assert.Equal(written, await slow.TakeAsync(60));
    }

    [Fact]
    public async Task A_heartbeat_comes_when_nothing_else_does()
    {
        var clock = new TestClock();
        await using var site = await Site.StartAsync(Site.Defaults with { Clock = clock });
        await using var events = await Events.OpenAsync(site.Client);
        using var reader = new StreamReader(await events.Response.Content.ReadAsStreamAsync(Site.Ct));
        foreach (var line in new[] { "retry: 2000", "id: 0", "" }) Assert.Equal(line, await LineAsync(reader));
        for (var i = 0; i < 3; i++)
        {
            await Wait.TimerAsync(clock, "the stream waits for a heartbeat");
            clock.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal(":", await LineAsync(reader));
            Assert.Equal("", await LineAsync(reader));
        }
    }

    [Fact]
    public async Task A_revoked_key_ends_it()
    {
        var clock = new TestClock();
        await using var site = await Route.PrepareAsync(KeyedSite.Options with { Clock = clock });
        var (key, secret) = await site.Service.System.AddKeyAsync("guest", Role.Viewer, Site.Ct);
        using var guest = site.ClientOf(secret);
        await using var events = await Events.OpenAsync(guest);
        await Wait.TimerAsync(clock, "the stream waits for a heartbeat");
        clock.Advance(TimeSpan.FromSeconds(15));
        await Wait.TimerAsync(clock, "it waits for the next one, with a good key");
        await site.Service.System.RevokeKeyAsync(key.Id, Site.Ct);
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(await events.NextAsync());
        await site.Service.Alerts.ReadersChanged.UntilAsync(() => site.Service.Alerts.Readers == 0, "the stream's reader has left");
    }

    [Fact]
    public async Task Only_so_many_are_served_and_a_place_is_free_again_when_a_client_leaves()
    {
        await using var site = await Site.StartAsync(Site.Defaults with { MaxStreams = 2 });
        await using var first = await Events.OpenAsync(site.Client);
        await using (await Events.OpenAsync(site.Client))
        {
            var refused = (await site.GetAsync("/api/alerts/stream")).IsProblem(503, "2 streams");
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        await site.Service.Alerts.ReadersChanged.UntilAsync(() => site.Service.Alerts.Readers == 1, "the second client's reader has left");
        await Wait.AskAsync(() => Opens(site), "its place is free again");
    }

    [Fact]
    public async Task Where_the_alerts_cannot_be_read_any_more_the_connection_breaks_and_the_client_may_come_back()
    {
        await using var site = await Site.StartAsync();
        await using var events = await Events.OpenAsync(site.Client);
        var first = site.Service.Alerts.Write("a", AlertState.Opened, 1).Sequence;
        Assert.Equal([first], await events.TakeAsync(1));
        site.Service.Alerts.StreamFails = new IOException("the disk is gone");
        site.Service.Alerts.Wake();
        await Assert.ThrowsAnyAsync<Exception>(events.NextAsync);
        site.Service.Alerts.StreamFails = null;
        var second = site.Service.Alerts.Write("b", AlertState.Opened, 1).Sequence;
        await using var again = await Events.OpenAsync(site.Client, "", $"{first}");
        Assert.Equal([second], await again.TakeAsync(1));
    }

    [Theory]
    [InlineData("?after=-1", null)]
    [InlineData("?after=x", null)]
    [InlineData("?after=99", null)]
    [InlineData("", "x")]
    [InlineData("", "-1")]
    [InlineData("", "99")]
    [InlineData("?limit=1", null)]
    public async Task A_beginning_that_makes_no_sense_is_refused(string query, string? header)
    {
        await using var site = await Site.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/alerts/stream{query}");
        if (header is not null) request.Headers.Add("Last-Event-ID", header);
        using var response = await site.Client.SendAsync(request, Site.Ct);
        (await Answer.OfAsync(response)).IsProblem(400);
    }

    private static async Task<bool> Opens(Site site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/alerts/stream");
        using var response = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Site.Ct);
        return response.IsSuccessStatusCode;
    }

    private static async Task<string?> LineAsync(StreamReader reader) =>
        await reader.ReadLineAsync(Site.Ct).AsTask().WaitAsync(Site.Patience, Site.Ct);
}
