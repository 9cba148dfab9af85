using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Services;

namespace Stvg.Storage.Tests.Contract;

public abstract partial class ArchiveContract
{
    private static readonly Webhook s_webhook = new("https://user:pw@example.com/hook?x=1", "secret");

    [Fact]
    public async Task An_alert_is_kept_with_everything()
    {
        Assert.Equal(0, await Archive.LatestAlertChangeAsync(Ct));
        var alert = Made.Alert("a1", 3, AlertState.Closed);
        var written = Assert.Single(await Archive.WriteAlertsAsync([Made.Write(alert, text: "a man in red 🟥")], Made.At(99), Ct));
        Assert.Equal((written.Sequence, "a man in red 🟥", Made.At(99)),
            (await Archive.LatestAlertChangeAsync(Ct), written.QueryText, written.WrittenAt));
        foreach (var found in (AlertRecord[])[
            written, (await Archive.FindAlertAsync("a1", Ct))!, .. await Archive.AlertChangesAsync(0, default, 10, Ct)])
        {
            Assert.Equal(written.Sequence, found.Sequence);
            Assert.Equal(alert with { Tube = found.Alert.Tube }, found.Alert);
            Assert.Equal(alert.Tube.Boxes, found.Alert.Tube.Boxes);
            Assert.Equal(
                alert.Tube.Evidence.Select(e => (e.SubQuery, e.Score)), found.Alert.Tube.Evidence.Select(e => (e.SubQuery, e.Score)));
        }

        Assert.Null(await Archive.FindAlertAsync("another", Ct));
    }

    [Fact]
    public async Task Alerts_for_people_come_once_each_the_one_that_changed_last_first()
    {
        await Archive.WriteAlertsAsync(
            [
                Made.Write(Made.Alert("a")), Made.Write(Made.Alert("b") with { CameraId = "other" }), Made.Write(Made.Alert("c") with { QueryId = "q2" }),
                Made.Write(Made.Alert("b", 2, AlertState.Closed) with { CameraId = "other" }), Made.Write(Made.Alert("a", 2, AlertState.Updated)),
            ],
            Made.At(1), Ct);
        Assert.Equal(["a", "b", "c"], await NewestAsync(null, default, null));
        Assert.Equal(["a", "c"], await NewestAsync(null, default, open: true));
        Assert.Equal(["b"], await NewestAsync(null, default, open: false));
        Assert.Equal(["b"], await NewestAsync(null, new AlertFilter("other", null), null));
        Assert.Equal(["c"], await NewestAsync(null, new AlertFilter(null, "q2"), open: true));
        var first = await Archive.NewestAlertsAsync(null, default, null, 1, Ct);
        Assert.Equal(2, Assert.Single(first).Alert.Change);
        Assert.Equal(["b", "c"], await NewestAsync(first[0].Sequence, default, null));

        async Task<IEnumerable<string>> NewestAsync(long? before, AlertFilter filter, bool? open) =>
            (await Archive.NewestAlertsAsync(before, filter, open, 10, Ct)).Select(r => r.Alert.Id);
    }

    [Fact]
    public async Task What_there_is_is_counted()
    {
        var before = await Archive.MeasureAsync(Ct);
        Assert.Equal(new ArchiveCounts(0, 0, 0, 0), before.Counts);
        await Archive.PutQueryAsync(new StandingQuery { Id = "q", Text = "a dog" }, Ct);
        var written = await Archive.WriteAlertsAsync(
            [Made.Write(Made.Alert("a"), s_webhook), Made.Write(Made.Alert("b")), Made.Write(Made.Alert("b", 2, AlertState.Closed))], Made.At(1), Ct);
        var due = Assert.Single(await Archive.DueDeliveriesAsync(Made.At(2), 10, Ct));
        await Archive.DeliveryFailedAsync(due.Id, "no", null, Ct);
        var after = await Archive.MeasureAsync(Ct);
        Assert.Equal(new ArchiveCounts(1, 1, 1, written[^1].Sequence), after.Counts);
        Assert.True(after.Bytes > 0, $"{after}");
    }

    [Theory]
    [InlineData(VerificationOutcome.Confirmed, 0.8125f, null)]
    [InlineData(VerificationOutcome.TimedOut, null, "the judge did not answer within 5 s")]
    public async Task What_a_judge_said_is_kept_with_each_change(VerificationOutcome outcome, float? score, string? reason)
    {
        var verdict = new AlertVerification(outcome, score, reason);
        await Archive.WriteAlertsAsync([Made.Write(Made.Alert("a1") with { Verification = verdict }), Made.Write(Made.Alert("a2"))],
            Made.At(1), Ct);
        Assert.Equal([verdict, null], (await Archive.AlertChangesAsync(0, default, 10, Ct)).Select(c => c.Alert.Verification));
    }

    [Fact]
    public async Task A_change_that_was_written_before_is_left_as_it_is()
    {
        var opened = Made.Write(Made.Alert("a1"), s_webhook);
        var updated = Made.Write(Made.Alert("a1", 2, AlertState.Updated), s_webhook);
        Assert.Single(await Archive.WriteAlertsAsync([opened, opened], Made.At(1), Ct));
        Assert.Empty(await Archive.WriteAlertsAsync([opened], Made.At(2), Ct));
        var other = Made.Write(Made.Alert("a1") with { ObjectId = 99 }, s_webhook, "another text");
        Assert.Equal(2, Assert.Single(await Archive.WriteAlertsAsync([other, updated], Made.At(3), Ct)).Alert.Change);
        var changes = await Archive.AlertChangesAsync(0, default, 10, Ct);
        Assert.Equal([(1, 7), (2, 7)], changes.Select(c => (c.Alert.Change, c.Alert.ObjectId)));
        Assert.Equal(2, (await Archive.DueDeliveriesAsync(Made.At(4), 10, Ct)).Count);
    }

    [Fact]
    public async Task The_same_changes_from_many_writers_are_written_once()
    {
        var changes = Enumerable.Range(1, 5).Select(i => Made.Write(Made.Alert("a1", i, AlertState.Updated), s_webhook)).ToArray();
        var writers = Enumerable.Range(0, 6).Select(_ => Task.Run(() => Archive.WriteAlertsAsync(changes, Made.At(1), Ct)));
        var written = await Task.WhenAll(writers);
        Assert.Equal(5, written.Sum(w => w.Count));
        Assert.Equal([1, 2, 3, 4, 5], (await Archive.AlertChangesAsync(0, default, 10, Ct)).Select(c => c.Alert.Change));
        Assert.Equal(5, (await Archive.DueDeliveriesAsync(Made.At(2), 10, Ct)).Count);
    }

    [Fact]
    public async Task Whoever_pages_through_the_changes_misses_none_while_many_write()
    {
        const int writers = 6, each = 12;
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
                await Archive.WriteAlertsAsync(
                    [Made.Write(Made.Alert($"{w}-{i}")), Made.Write(Made.Alert($"{w}-{i}", 2, AlertState.Closed))], Made.At(1), Ct);
        })));
        var seen = new List<long>();
        for (var last = false; ;)
        {
            var page = await Archive.AlertChangesAsync(seen.Count > 0 ? seen[^1] : 0, default, 7, Ct);
            seen.AddRange(page.Select(c => c.Sequence));
            if (page.Count == 0 && last) break;
            last = writing.IsCompleted;
        }

        await writing;
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(writers * each * 2, seen.Distinct().Count());
    }

    [Fact]
    public async Task Changes_are_filtered_by_camera_and_query()
    {
        await Archive.WriteAlertsAsync(
            [
                Made.Write(Made.Alert("1", camera: "c1", query: "q1")), Made.Write(Made.Alert("2", camera: "c2", query: "q1")),
                Made.Write(Made.Alert("3", camera: "c2", query: "q2")), Made.Write(Made.Alert("4", camera: "c1", query: "q2")),
            ],
            Made.At(1), Ct);
        Assert.Equal(["1", "2", "3", "4"], await Ids(default));
        Assert.Equal(["2", "3"], await Ids(new("c2", null)));
        Assert.Equal(["3", "4"], await Ids(new(null, "q2")));
        Assert.Equal(["4"], await Ids(new("c1", "q2")));

        async Task<IEnumerable<string>> Ids(AlertFilter filter) =>
            (await Archive.AlertChangesAsync(0, filter, 10, Ct)).Select(c => c.Alert.Id);
    }

    [Fact]
    public async Task The_latest_state_of_an_alert_is_that_of_its_highest_change_in_whatever_order_they_came()
    {
        await Archive.WriteAlertsAsync([Made.Write(Made.Alert("a1", 3, AlertState.Closed))], Made.At(1), Ct);
        await Archive.WriteAlertsAsync(
            [Made.Write(Made.Alert("a1", 1)), Made.Write(Made.Alert("a1", 2, AlertState.Updated))], Made.At(2), Ct);
        await Archive.WriteAlertsAsync([Made.Write(Made.Alert("a2", 1, second: 500))], Made.At(2), Ct);
        Assert.Equal(AlertState.Closed, (await Archive.FindAlertAsync("a1", Ct))!.Alert.State);
        Assert.Equal("a2", Assert.Single(await Archive.OpenAlertsAsync(Ct)).Alert.Id);
        Assert.Equal("a2", Assert.Single(await Archive.AlertsSinceAsync(Made.At(400), Ct)).Alert.Id);
        Assert.Equal(["a1", "a2"], (await Archive.AlertsSinceAsync(Made.At(0), Ct)).Select(a => a.Alert.Id).Order());
    }

    [Fact]
    public async Task The_first_to_acknowledge_counts_and_later_changes_remember_it()
    {
        await Archive.WriteAlertsAsync([Made.Write(Made.Alert("a1"))], Made.At(1), Ct);
        Assert.Null(await Archive.AcknowledgeAlertAsync("another", "eve", Made.At(2), Ct));
        var first = (await Archive.AcknowledgeAlertAsync("a1", "ada", Made.At(2), Ct))!;
        Assert.Equal(("ada", Made.At(2)), (first.AcknowledgedBy, first.AcknowledgedAt));
        Assert.Equal("ada", (await Archive.AcknowledgeAlertAsync("a1", "bob", Made.At(3), Ct))!.AcknowledgedBy);
        var update = Assert.Single(await Archive.WriteAlertsAsync([Made.Write(Made.Alert("a1", 2, AlertState.Updated))], Made.At(4), Ct));
        Assert.Equal("ada", update.AcknowledgedBy);
        var changes = await Archive.AlertChangesAsync(0, default, 10, Ct);
        Assert.All(changes, c => Assert.Equal(("ada", Made.At(2)), (c.AcknowledgedBy, c.AcknowledgedAt)));
    }

    [Fact]
    public async Task A_call_is_owed_until_it_succeeded_or_was_given_up()
    {
        Assert.Null(await Archive.NextDeliveryAsync(Ct));
        await Archive.WriteAlertsAsync(
            [Made.Write(Made.Alert("a1"), s_webhook), Made.Write(Made.Alert("a2"), null), Made.Write(Made.Alert("a3"), s_webhook)],
            Made.At(1), Ct);
        Assert.Empty(await Archive.DueDeliveriesAsync(Made.At(0.5), 10, Ct));
        Assert.Equal(Made.At(1), await Archive.NextDeliveryAsync(Ct));
        var due = await Archive.DueDeliveriesAsync(Made.At(1), 10, Ct);
        Assert.Equal(["a1", "a3"], due.Select(d => d.Record.Alert.Id));
        Assert.All(due, d => Assert.Equal((s_webhook, 0, Made.At(1)), (d.Webhook, d.Attempts, d.FirstAt)));
        Assert.Equal("secret", due[0].Webhook.Secret);
        Assert.Single(await Archive.DueDeliveriesAsync(Made.At(1), 1, Ct));
        Assert.Empty((await Archive.UndeliveredAsync(null, 10, Ct)).Items); // nothing was tried yet

        await Archive.DeliveryFailedAsync(due[0].Id, "no\0body answers", Made.At(60), Ct);
        await Archive.DeliveredAsync(due[1].Id, Ct);
        Assert.Empty(await Archive.DueDeliveriesAsync(Made.At(59), 10, Ct));
        Assert.Equal(Made.At(60), await Archive.NextDeliveryAsync(Ct));
        Assert.Equal(1, Assert.Single(await Archive.DueDeliveriesAsync(Made.At(60), 10, Ct)).Attempts);
        await Archive.DeliveryFailedAsync(due[0].Id, "given up", null, Ct);
        Assert.Null(await Archive.NextDeliveryAsync(Ct));
        var view = Assert.Single((await Archive.UndeliveredAsync(null, 10, Ct)).Items);
        Assert.Equal(new DeliveryView("a1", 1, "red-man", "https://example.com/hook?x=1", 2, Made.At(1), null, "given up"), view);
    }

    [Fact]
    public async Task Calls_that_were_not_delivered_are_listed_in_parts()
    {
        await Archive.WriteAlertsAsync([.. Enumerable.Range(0, 7).Select(i => Made.Write(Made.Alert($"a{i}"), s_webhook))], Made.At(1), Ct);
        foreach (var due in await Archive.DueDeliveriesAsync(Made.At(1), 10, Ct))
            await Archive.DeliveryFailedAsync(due.Id, "no", Made.At(9), Ct);
        var all = await AllAsync(cursor => Archive.UndeliveredAsync(cursor, 3, Ct));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"a{i}"), all.Select(d => d.AlertId));
    }

    private static async Task<List<T>> AllAsync<T>(Func<string?, Task<Page<T>>> part, Func<Task>? between = null)
    {
        var all = new List<T>();
        for (string? cursor = null; ;)
        {
            var page = await part(cursor);
            all.AddRange(page.Items);
            if ((cursor = page.Next) is null) return all;
            if (between is not null) await between();
        }
    }
}
