using Stvg.Storage.Engines;

namespace Stvg.Storage.Tests.Postgres;

/// <summary>Fences where several transactions are under way at the same time, which SQLite never has.</summary>
public sealed class PostgresFenceTests(PostgresServer server)
{
    private const string Gate = "camera/gate-1";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_takes_over_waits_for_a_write_that_was_let_through_before()
    {
        var connection = await server.NewDatabaseAsync() + ";Application Name=waits";
        await using var former = await Archive.OpenAsync(connection, Ct);
        await using var next = await Archive.OpenAsync(connection, Ct);
        await using var database = PostgresDatabase.Open(connection, s_patience);
        var fence = await former.TakeFenceAsync(Gate, Ct);

        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var blocking = database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("UPDATE counter SET value = value WHERE name = 'alert'");
                held.TrySetResult();
                await release.Task.WaitAsync(s_patience, Ct);
            },
            Ct);
        await held.Task.WaitAsync(s_patience, Ct);
        // Past the fence, and stopped at the counter.
        var writing = former.WriteAlertsAsync([Made.Write(Made.Alert("a1"))], Made.At(1), fence, Ct);
        await WaitersAsync(database, 1);
        var taking = next.TakeFenceAsync(Gate, Ct);
        await Task.WhenAny(taking, WaitersAsync(database, 2));
        Assert.False(taking.IsCompleted, "the fence was taken in the middle of a write");
        release.SetResult();
        await blocking.WaitAsync(s_patience, Ct);
        await taking.WaitAsync(s_patience, Ct);
        Assert.Equal(1, await next.LatestAlertChangeAsync(Ct));
        Assert.Single(await writing.WaitAsync(s_patience, Ct));
    }

    [Fact]
    public async Task Whoever_froze_in_the_middle_of_a_write_does_not_keep_the_next_waiting_and_is_refused_when_it_wakes_up()
    {
        var connection = await server.NewDatabaseAsync();
        await using var next = await Archive.OpenAsync(connection, Ct);
        await using var database = PostgresDatabase.Open(connection, TimeSpan.FromMilliseconds(200));
        var former = await next.TakeFenceAsync(Gate, Ct);

        var (frozen, awake) = (new TaskCompletionSource(), new TaskCompletionSource());
        var epochs = new List<long>();
        var writing = database.WriteAsync(
            async session =>
            {
                epochs.Add(await session.NumberAsync($"SELECT epoch FROM fence WHERE name = '{Gate}' {database.ForUpdate}"));
                frozen.TrySetResult();
                await awake.Task.WaitAsync(s_patience, Ct);
                if (epochs[^1] != former.Epoch) throw new FencedException(former);
                await session.ExecuteAsync("UPDATE counter SET value = 77 WHERE name = 'alert'");
            },
            Ct);
        await frozen.Task.WaitAsync(s_patience, Ct);
        var taken = await next.TakeFenceAsync(Gate, Ct).WaitAsync(s_patience, Ct);
        await next.WriteAlertsAsync([Made.Write(Made.Alert("a1"))], Made.At(1), taken, Ct).WaitAsync(s_patience, Ct);
        awake.SetResult();
        await Assert.ThrowsAsync<FencedException>(() => writing.WaitAsync(s_patience, Ct));
        Assert.Equal([1, 2], epochs); // the server had ended its transaction; it began again, and saw what had happened
        Assert.Equal(1, await next.LatestAlertChangeAsync(Ct));
    }

    /// <summary>Ends when so many of the connections wait for a lock.</summary>
    private static async Task WaitersAsync(PostgresDatabase database, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(s_patience);
        while (await database.ReadAsync(
            session => session.NumberAsync(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'waits' AND wait_event_type = 'Lock'"),
            patience.Token) < count)
        {
            await Task.Yield(); // the question itself takes a while
        }
    }
}
