using Microsoft.Data.Sqlite;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Tests.Sqlite;

/// <summary>Whoever waits while somebody writes is committed together with all others who wait.</summary>
public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly TaskCompletionSource _begun = new(), _goOn = new();
    private SqliteWriting _writing = null!;
    private SqliteConnection _connection = null!;
    private Task<int> _first = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connection = new SqliteConnection($"Data Source={_folder.File("group.db")};Pooling=False");
        await _connection.OpenAsync(Ct);
        Execute("PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER PRIMARY KEY)");
        _writing = new SqliteWriting(_connection, (transaction, ct) => new Session(null!, _connection, transaction, ct));
        _first = _writing.RunAsync(async session =>
        {
            _begun.SetResult();
            await _goOn.Task;
            return await session.ExecuteAsync("INSERT INTO t VALUES (0)");
        }, Ct);
        await _begun.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Those_who_wait_share_one_commit()
    {
        var others = Enumerable.Range(1, 10).Select(Insert).ToList();
        _goOn.SetResult();
        await _first;
        await Task.WhenAll(others);
        Assert.Equal(2, _writing.Commits);
        Assert.Equal(11, Count());
    }

    [Fact]
    public async Task One_that_fails_takes_nothing_of_the_others_with_it()
    {
        var well = Insert(1);
        var twice = _writing.RunAsync(async session => await session.ExecuteAsync("INSERT INTO t VALUES (7)")
            + await session.ExecuteAsync("INSERT INTO t VALUES (0)"), Ct);
        var after = Insert(2);
        _goOn.SetResult();
        await Task.WhenAll(_first, well, after);
        await Assert.ThrowsAsync<SqliteException>(() => twice);
        Assert.Equal(3, Count());
    }

    [Fact]
    public async Task One_that_is_cancelled_while_it_waits_is_not_run()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var gone = _writing.RunAsync(session => session.ExecuteAsync("INSERT INTO t VALUES (5)"), cancel.Token);
        var stays = Insert(1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        _goOn.SetResult();
        await Task.WhenAll(_first, stays);
        Assert.Equal(2, Count());
    }

    [Fact]
    public async Task Work_that_ends_the_whole_transaction_is_told_to_all_of_it()
    {
        var before = Insert(1);
        var fatal = _writing.RunAsync(session => session.ExecuteAsync("INSERT OR ROLLBACK INTO t VALUES (0)"), Ct);
        var after = Insert(2);
        _goOn.SetResult();
        await _first;
        foreach (var each in new[] { before, fatal, after }) await Assert.ThrowsAsync<SqliteException>(() => each);
        Assert.Equal(1, Count());
        await Insert(3);
        Assert.Equal(2, Count());
    }

    private Task<int> Insert(int n) => _writing.RunAsync(session => session.ExecuteAsync("INSERT INTO t VALUES (@n)", new { n }), Ct);

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Count()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM t";
        return (long)command.ExecuteScalar()!;
    }
}
