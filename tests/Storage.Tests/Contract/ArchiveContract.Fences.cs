namespace Stvg.Storage.Tests.Contract;

public abstract partial class ArchiveContract
{
    private const string Gate = "camera/gate-1";

    /// <summary>Every write that takes a fence, each by its name.</summary>
    public static TheoryData<string> FencedWrites => [.. s_fencedWrites.Keys];

    private static readonly Dictionary<string, Func<IArchive, Fence?, Task>> s_fencedWrites = new()
    {
        ["alerts"] = (archive, fence) => archive.WriteAlertsAsync([Made.Write(Made.Alert("a1"), s_webhook)], Made.At(1), fence, Ct),
        ["tubelets"] = (archive, fence) => archive.AddTubeletsAsync([Made.Tubelet("gate-1", 7, 1)], fence, Ct),
        ["camera"] = (archive, fence) => archive.UpdateCameraAsync(Made.Camera("gate-1", "another"), fence, Ct),
        ["segment"] = (archive, fence) => archive.AddSegmentAsync(new("gate-1", "1.mp4", Made.At(0), Made.At(60), 99), fence, Ct),
    };

    [Fact]
    public async Task Whoever_takes_over_gets_the_next_epoch_and_those_before_are_refused()
    {
        await using var other = await Storage.Archive.OpenAsync(Connection, Ct);
        var first = await Archive.TakeFenceAsync(Gate, Ct);
        Assert.Equal(new Fence(Gate, 1), first);
        await other.CheckFenceAsync(first, Ct);
        var second = await other.TakeFenceAsync(Gate, Ct);
        Assert.Equal(new Fence(Gate, 2), second);
        await Archive.CheckFenceAsync(second, Ct);
        var refused = await Assert.ThrowsAsync<FencedException>(() => Archive.CheckFenceAsync(first, Ct));
        Assert.Contains("taken over 'camera/gate-1'", refused.Message, StringComparison.Ordinal);

        Assert.Equal(1, (await Archive.TakeFenceAsync("group/7", Ct)).Epoch); // each name counts by itself
        await Archive.CheckFenceAsync(second, Ct);
        await Assert.ThrowsAsync<FencedException>(() => Archive.CheckFenceAsync(new Fence("group/8", 1), Ct)); // nobody took it
        await Assert.ThrowsAsync<FencedException>(() => Archive.CheckFenceAsync(new Fence(Gate, 3), Ct)); // nobody has it yet
    }

    [Theory]
    [MemberData(nameof(FencedWrites))]
    public async Task A_former_owner_writes_nothing_and_the_new_one_does(string what)
    {
        await using var other = await Storage.Archive.OpenAsync(Connection, Ct);
        await Archive.AddCameraAsync(Made.Camera("gate-1"), Ct);
        var write = s_fencedWrites[what];
        await Assert.ThrowsAsync<FencedException>(() => write(Archive, new Fence(Gate, 1))); // nobody took it
        var former = await Archive.TakeFenceAsync(Gate, Ct);
        var owner = await other.TakeFenceAsync(Gate, Ct);
        var before = await StateAsync(other);
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<FencedException>(() => write(Archive, former));
        Assert.Equal(before, await StateAsync(other));
        await write(other, owner);
        Assert.NotEqual(before, await StateAsync(other));
    }

    [Theory]
    [MemberData(nameof(FencedWrites))]
    public async Task Whoever_writes_without_a_fence_is_not_asked_for_one(string what)
    {
        await Archive.AddCameraAsync(Made.Camera("gate-1"), Ct);
        await Archive.TakeFenceAsync(Gate, Ct);
        var before = await StateAsync(Archive);
        await s_fencedWrites[what](Archive, null);
        Assert.NotEqual(before, await StateAsync(Archive));
    }

    [Fact]
    public async Task What_was_given_up_is_nobodys_and_its_earlier_owners_stay_refused_when_it_is_taken_again()
    {
        var first = await Archive.TakeFenceAsync(Gate, Ct);
        var second = await Archive.TakeFenceAsync(Gate, Ct);
        await Archive.DropFenceAsync(first, Ct); // no longer ours to give up
        await Archive.CheckFenceAsync(second, Ct);
        await Archive.DropFenceAsync(second, Ct);
        await Archive.DropFenceAsync(second, Ct);
        await Assert.ThrowsAsync<FencedException>(() => Archive.CheckFenceAsync(second, Ct));

        var again = await Archive.TakeFenceAsync(Gate, Ct);
        Assert.True(again.Epoch > second.Epoch, $"{again} after {second}");
        await Archive.CheckFenceAsync(again, Ct);
        foreach (var former in (Fence[])[first, second])
            await Assert.ThrowsAsync<FencedException>(() => s_fencedWrites["tubelets"](Archive, former));
        await Archive.DropFenceAsync(new Fence("never taken", 1), Ct);
        Assert.Equal(1, (await Archive.TakeFenceAsync("never taken", Ct)).Epoch);
    }

    [Fact]
    public async Task Many_who_take_over_at_the_same_time_get_epochs_of_their_own()
    {
        await using var other = await Storage.Archive.OpenAsync(Connection, Ct);
        var taken = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 2 == 0 ? Archive : other).TakeFenceAsync(Gate, Ct))));
        Assert.Equal(Enumerable.Range(1, 16).Select(i => (long)i), taken.Select(fence => fence.Epoch).Order());
        foreach (var fence in taken.Where(fence => fence.Epoch < 16))
            await Assert.ThrowsAsync<FencedException>(() => other.CheckFenceAsync(fence, Ct));
        await other.CheckFenceAsync(taken.Single(fence => fence.Epoch == 16), Ct);
    }

    [Fact]
    public async Task After_somebody_took_over_nothing_of_the_former_owner_comes_any_more()
    {
        for (var round = 0; round < 4; round++)
        {
            var fence = await Archive.TakeFenceAsync(Gate, Ct);
            var started = new TaskCompletionSource();
            var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; ; i++)
                {
                    var opened = Made.Alert($"{round}-{writer}-{i}");
                    await Archive.WriteAlertsAsync([Made.Write(opened), Made.Write(opened with { Change = 2 })], Made.At(1), fence, Ct);
                    started.TrySetResult();
                }
            })));
            await started.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
            // By the same archive: a second process would wait for a gap between the commits of an SQLite file, which has no queue.
            await Archive.TakeFenceAsync(Gate, Ct);
            var last = await Archive.LatestAlertChangeAsync(Ct);
            await Assert.ThrowsAsync<FencedException>(() => writing.WaitAsync(TimeSpan.FromSeconds(30), Ct));
            Assert.Equal(last, await Archive.LatestAlertChangeAsync(Ct));
            Assert.Empty(await Archive.AlertChangesAsync(last, default, 10, Ct));
        }
    }

    /// <summary>All that fenced writes change.</summary>
    private static async Task<string> StateAsync(IArchive eyes)
    {
        var changes = await eyes.AlertChangesAsync(0, default, 100, Ct);
        var due = await eyes.DueDeliveriesAsync(Made.At(1e6), 100, Ct);
        var tubelets = await eyes.CandidatesAsync(new([]), new(), 100, Ct);
        var cameras = await eyes.CamerasAsync(Ct);
        var segments = await eyes.OldestSegmentsAsync(100, Ct);
        return string.Join(
            '\n', await eyes.LatestAlertChangeAsync(Ct), string.Join(',', changes.Select(c => c.Alert.Id)),
            string.Join(',', due.Select(d => d.Id)), string.Join(',', tubelets.Newest), await eyes.LastTubeletIdAsync("gate-1", Ct),
            string.Join(',', cameras.Select(c => c.Settings.Source)), string.Join(',', segments), await eyes.RecordedBytesAsync(Ct));
    }
}
