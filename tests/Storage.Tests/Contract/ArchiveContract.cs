using Stvg.Core.Services;

namespace Stvg.Storage.Tests.Contract;

/// <summary>What every archive does, whatever lies under it. Each test has an archive of its own, empty.</summary>
public abstract partial class ArchiveContract : IAsyncLifetime
{
    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected IArchive Archive { get; private set; } = null!;

    private protected string Connection { get; private set; } = "";

    /// <summary>The connection string of a database that is empty, and removed in the end.</summary>
    private protected abstract Task<string> NewDatabaseAsync();

    public async ValueTask InitializeAsync()
    {
        Connection = await NewDatabaseAsync();
        Archive = await Storage.Archive.OpenAsync(Connection, Ct);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Archive is not null) await Archive.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task ReopenAsync()
    {
        await Archive.DisposeAsync();
        Archive = await Storage.Archive.OpenAsync(Connection, Ct);
    }

    [Fact]
    public async Task A_healthy_archive_says_nothing() => Assert.Null(await Archive.CheckAsync(Ct));

    [Fact]
    public async Task Opening_again_keeps_everything()
    {
        await Archive.AddCameraAsync(Made.Camera("gate-1"), Ct);
        await ReopenAsync();
        Assert.Equal("gate-1", Assert.Single(await Archive.CamerasAsync(Ct)).Settings.Id);
    }

    [Fact]
    public async Task Several_programs_may_open_a_new_archive_at_the_same_time()
    {
        var connection = await NewDatabaseAsync();
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Storage.Archive.OpenAsync(connection, Ct))));
        await Task.WhenAll(opened.Select((archive, i) => archive.AddCameraAsync(Made.Camera($"c{i}"), Ct)));
        Assert.Equal(4, (await opened[0].CamerasAsync(Ct)).Count);
        foreach (var archive in opened) await archive.DisposeAsync();
    }

    [Fact]
    public async Task What_another_process_writes_is_seen_at_once()
    {
        await using var other = await Storage.Archive.OpenAsync(Connection, Ct);
        var first = Made.Tubelet("gate-1", 1, 10);
        await Archive.AddTubeletsAsync([first], Ct);
        foreach (var archive in (IArchive[])[Archive, other])
            Assert.Equal(Made.Size, (await archive.FindTubeletAsync("gate-1", 1, Ct))!.Size); // now both know that viewpoint

        // A picture of another size, and a camera that was added anew, are viewpoints that only one of the two has met.
        var smaller = Made.Tubelet("gate-1", 2, 20) with { Size = new(640, 360) };
        var later = Made.Tubelet("gate-2", 3, 30) with { Timeline = new(Made.Epoch.AddDays(1), 12.5) };
        await other.AddTubeletsAsync([smaller], Ct);
        await Archive.AddTubeletsAsync([later], Ct);
        await Archive.AddTubeletsAsync([Made.Tubelet("gate-1", 4, 40) with { Size = new(640, 360) }], Ct);
        foreach (var archive in (IArchive[])[Archive, other])
        {
            var newest = (await archive.CandidatesAsync(new([]), new(), 10, Ct)).Newest;
            Assert.Equal([3, 4, 2, 1], newest.Select(entry => entry.TubeletId));
            Assert.Equal([later.Size, smaller.Size, smaller.Size, first.Size], newest.Select(entry => entry.Viewpoint.Size));
            Assert.Equal(
                [later.Timeline, first.Timeline, first.Timeline, first.Timeline], newest.Select(entry => entry.Viewpoint.Timeline));
            Assert.Equal(newest[1].Viewpoint.Row, newest[2].Viewpoint.Row); // the same view, whoever wrote it
        }
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Archive.CamerasAsync(source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Archive.AddCameraAsync(Made.Camera("c"), source.Token));
        Assert.Empty(await Archive.CamerasAsync(Ct));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("1_2_3")]
    [InlineData("99999999999999999999")]
    public async Task A_cursor_that_nobody_gave_is_refused(string cursor)
    {
        foreach (var call in (Func<Task>[])[
            () => Archive.AuditAsync(cursor, 10, Ct), () => Archive.UndeliveredAsync(cursor, 10, Ct),
            () => Archive.FeedbackAsync(cursor, 10, Ct), () => Archive.TubeletsAsync("gate-1", null, null, cursor, 10, Ct)])
        {
            Assert.Equal(ServiceError.Invalid, (await Assert.ThrowsAsync<ServiceException>(call)).Kind);
        }
    }

    [Fact]
    public async Task Many_readers_and_writers_at_the_same_time_do_not_disturb_each_other()
    {
        const int writers = 4, each = 12;
        var writing = Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await Archive.AddTubeletsAsync(
                    [Made.Tubelet($"c{writer}", i + 1, i, 1), Made.Tubelet("all", (writer * each) + i + 1, i, 1)], Ct);
                await Archive.AddAuditAsync([new AuditEntry(Made.Epoch, $"w{writer}", "PUT", $"{i}", 200, "::1")], Ct);
                await Archive.SaveTubesAsync([Made.Record(Made.Tube("shared")), Made.Record(Made.Tube($"t{writer}-{i}"))], Made.Epoch, Ct);
            }
        })).ToArray();
        var reading = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var seen = 0;
            while (!Task.WhenAll(writing).IsCompleted)
            {
                var now = (await Archive.TubeletsAsync("all", null, null, null, 1000, Ct)).Items.Count;
                Assert.True(now >= seen, "what was there is gone");
                seen = now;
            }
        }));
        await Task.WhenAll([.. writing, .. reading]);
        Assert.Equal(writers * each, (await Archive.TubeletsAsync("all", null, null, null, 1000, Ct)).Items.Count);
        Assert.Equal(writers * each, (await Archive.AuditAsync(null, 1000, Ct)).Items.Count);
        for (var w = 0; w < writers; w++) Assert.Equal(each, await Archive.LastTubeletIdAsync($"c{w}", Ct));
    }

    [Fact]
    public async Task Nothing_of_a_batch_is_kept_when_one_of_it_cannot_be()
    {
        var bad = Made.Tubelet("gate-1", 2, 5);
        var broken = bad with { Object = bad.Object with { Tubelet = bad.Object.Tubelet with { Scores = [] } } };
        await Assert.ThrowsAsync<ArgumentException>(() => Archive.AddTubeletsAsync([Made.Tubelet("gate-1", 1, 1), broken], Ct));
        Assert.Empty((await Archive.TubeletsAsync("gate-1", null, null, null, 10, Ct)).Items);
    }
}
