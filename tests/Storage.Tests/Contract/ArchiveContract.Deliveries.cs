using System.Collections.Concurrent;
using Stvg.Core.Services;

namespace Stvg.Storage.Tests.Contract;

public abstract partial class ArchiveContract
{
    private static readonly TimeSpan s_hold = Made.At(60) - Made.At(0);

    [Fact]
    public async Task A_call_that_somebody_holds_is_due_for_nobody_until_the_hold_passes()
    {
        await using var other = await Storage.Archive.OpenAsync(Connection, Ct);
        await OweAsync(3);
        Assert.Empty(await Archive.ClaimDeliveriesAsync(Made.At(0.5), s_hold, 10, Ct)); // not due yet
        var claimed = await Archive.ClaimDeliveriesAsync(Made.At(1), s_hold, 2, Ct);
        Assert.Equal(["a0", "a1"], claimed.Select(d => d.Record.Alert.Id)); // the oldest
        Assert.All(claimed, d => Assert.Equal((s_webhook, 0, Made.At(1)), (d.Webhook, d.Attempts, d.FirstAt)));
        Assert.Equal(["a2"], (await other.DueDeliveriesAsync(Made.At(2), 10, Ct)).Select(d => d.Record.Alert.Id));
        Assert.Equal(["a2"], (await other.ClaimDeliveriesAsync(Made.At(2), s_hold, 10, Ct)).Select(d => d.Record.Alert.Id));
        foreach (var archive in (IArchive[])[Archive, other])
            Assert.Empty(await archive.ClaimDeliveriesAsync(Made.At(60.5), s_hold, 10, Ct));
        Assert.Equal(Made.At(61), await other.NextDeliveryAsync(Ct));

        // One succeeded, nothing was heard of the other: now it is anybody's.
        await Archive.DeliveredAsync(claimed[0].Id, Ct);
        var again = Assert.Single(await other.ClaimDeliveriesAsync(Made.At(61), s_hold, 10, Ct));
        Assert.Equal(("a1", 0, Made.At(1)), (again.Record.Alert.Id, again.Attempts, again.FirstAt));
    }

    [Fact]
    public async Task A_held_call_that_fails_is_due_when_it_is_to_be_tried_again()
    {
        await OweAsync(2);
        var claimed = await Archive.ClaimDeliveriesAsync(Made.At(1), s_hold, 10, Ct);
        await Archive.DeliveryFailedAsync(claimed[0].Id, "no answer", Made.At(5), Ct); // before the hold passes
        await Archive.DeliveryFailedAsync(claimed[1].Id, "given up", null, Ct);
        Assert.Empty(await Archive.ClaimDeliveriesAsync(Made.At(4), s_hold, 10, Ct));
        var views = (await Archive.UndeliveredAsync(null, 10, Ct)).Items;
        Assert.Equal([Made.At(5), null], views.Select(view => view.NextAt));
        Assert.Equal(1, Assert.Single(await Archive.ClaimDeliveriesAsync(Made.At(5), s_hold, 10, Ct)).Attempts);

        // What is being tried is listed with the time at which it would be tried again if nothing came of it.
        Assert.Equal([Made.At(65), null], (await Archive.UndeliveredAsync(null, 10, Ct)).Items.Select(view => view.NextAt));
        Assert.Empty(await Archive.ClaimDeliveriesAsync(Made.At(64), s_hold, 10, Ct));
        Assert.Single(await Archive.ClaimDeliveriesAsync(Made.At(1000), s_hold, 10, Ct)); // what was given up never is due again
    }

    [Fact]
    public async Task A_hold_without_a_length_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Archive.ClaimDeliveriesAsync(Made.At(1), TimeSpan.Zero, 10, Ct));

    [Fact]
    public async Task Of_many_who_claim_at_the_same_time_each_call_is_ones_alone()
    {
        const int calls = 60;
        await using var other = await Storage.Archive.OpenAsync(Connection, Ct);
        await OweAsync(calls);
        var claimed = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            while (true)
            {
                var mine = await (i % 2 == 0 ? Archive : other).ClaimDeliveriesAsync(Made.At(2), s_hold, 4, Ct);
                foreach (var delivery in mine) claimed.Add(delivery.Record.Alert.Id);
                if (mine.Count == 0) return; // what is left is being claimed by others at this moment
            }
        })));
        Assert.Equal(Enumerable.Range(0, calls).Select(i => $"a{i}").Order(), claimed.Order());
    }

    private Task<IReadOnlyList<AlertRecord>> OweAsync(int count) => Archive.WriteAlertsAsync(
        [.. Enumerable.Range(0, count).Select(i => Made.Write(Made.Alert($"a{i}"), s_webhook))], Made.At(1), Ct);
}
