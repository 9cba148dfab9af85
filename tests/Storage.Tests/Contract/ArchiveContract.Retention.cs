using Stvg.Core.Alerts;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;

namespace Stvg.Storage.Tests.Contract;

public abstract partial class ArchiveContract
{
    [Fact]
    public async Task What_is_too_old_is_forgotten_and_nothing_else()
    {
        var (day, now) = (86_400.0, Made.At(10 * 86_400));
        foreach (var at in (double[])[day, 9 * day])
        {
            await Archive.AddTubeletsAsync(
                [.. Enumerable.Range(1, 600).Select(i => Made.Tubelet("c1", (int)at + i, at + i, 1, look: [1, 0]))], Ct);
            await Archive.SaveTubesAsync([Made.Record(Made.Tube($"tube-{at}"))], Made.At(at), Ct);
            await Archive.AddAuditAsync([new AuditEntry(Made.At(at), $"{at}", "", "", 200, "")], Ct);
            await Archive.WriteAlertsAsync(
                [
                    Made.Write(Made.Alert($"open-{at}", second: at)),
                    Made.Write(Made.Alert($"told-{at}", 1, AlertState.Closed, second: at)),
                    Made.Write(Made.Alert($"owed-{at}", 1, AlertState.Closed, second: at), s_webhook),
                    Made.Write(Made.Alert($"lost-{at}", 1, AlertState.Closed, second: at), s_webhook),
                ],
                Made.At(at), Ct);
        }

        foreach (var due in await Archive.DueDeliveriesAsync(now, 10, Ct))
            if (due.Record.Alert.Id.StartsWith("lost", StringComparison.Ordinal)) await Archive.DeliveryFailedAsync(due.Id, "no", null, Ct);
        await Archive.SaveFeedbackAsync(new Feedback("tube-86400", "q", Verdict.Wrong, "ada", Made.At(day)), Ct);
        var latest = await Archive.LatestAlertChangeAsync(Ct);

        // 600 tubelets, a tube, an audit line, two alerts ("told", "lost") and a call that was given up.
        Assert.Equal(605, await Archive.ApplyRetentionAsync(new MetadataRetention(TimeSpan.FromDays(5), null), now, Ct));
        Assert.Equal(600, (await Archive.CandidatesAsync(new PlanFilter([]), new SearchScope(), 1, Ct)).Count);
        Assert.Equal(600, (await Archive.AlikeAsync([1, 0], 0, new SearchScope(), 10_000, 10_000, Ct)).Count);
        Assert.Null(await Archive.FindTubeAsync("tube-86400", Ct));
        Assert.NotNull(await Archive.FindTubeAsync("tube-777600", Ct));
        Assert.Equal("777600", Assert.Single((await Archive.AuditAsync(null, 10, Ct)).Items).Who);
        Assert.Equal(
            ["lost-777600", "open-777600", "open-86400", "owed-777600", "owed-86400", "told-777600"],
            (await Archive.AlertsSinceAsync(Made.At(0), Ct)).Select(a => a.Alert.Id).Order());
        Assert.Equal(2, (await Archive.DueDeliveriesAsync(now, 10, Ct)).Count);
        Assert.Single((await Archive.FeedbackAsync(null, 10, Ct)).Items);
        Assert.Equal(latest, await Archive.LatestAlertChangeAsync(Ct));
        Assert.Equal(0, await Archive.ApplyRetentionAsync(new MetadataRetention(TimeSpan.FromDays(5), null), now, Ct));
    }

    [Fact]
    public async Task An_archive_that_is_too_large_forgets_the_oldest_first()
    {
        const int total = 5_000;
        var tubelets = Enumerable.Range(1, total).Select(i => Made.Tubelet("c1", i, i, 1));
        foreach (var batch in tubelets.Chunk(1000)) await Archive.AddTubeletsAsync(batch, Ct);
        var wanted = await UsedBytesAsync() * 2 / 3;
        var removed = await Archive.ApplyRetentionAsync(new MetadataRetention(null, wanted), Made.At(total), Ct);
        Assert.InRange(removed, total / 4, total * 6 / 10);
        Assert.True(await UsedBytesAsync() <= wanted);
        var left = await Archive.CandidatesAsync(new PlanFilter([]), new SearchScope(), total, Ct);
        Assert.Equal((total - removed, (int)removed + 1), (left.Count, left.Newest.Min(e => e.TubeletId)));
        Assert.Equal(0, await Archive.ApplyRetentionAsync(new MetadataRetention(null, wanted), Made.At(total), Ct));
        // What may not be forgotten is not, and asking for the impossible ends.
        await Archive.WriteAlertsAsync([Made.Write(Made.Alert("open"))], Made.At(1), Ct);
        await Archive.ApplyRetentionAsync(new MetadataRetention(null, 1), Made.At(total), Ct);
        Assert.Single(await Archive.OpenAlertsAsync(Ct));
    }

    /// <summary>Bytes of the archive's rows, as the engine counts them.</summary>
    private async Task<long> UsedBytesAsync()
    {
        await using var database = await OpenDatabaseAsync();
        return await database.UsedBytesAsync(Ct);
    }
}
