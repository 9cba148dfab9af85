using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Stvg.Storage.Engines;

/// <summary>
/// The one connection that writes. Whoever comes while the disk is waited for is committed together with all others who did (group commit):
/// a commit takes the disk as long for one as for fifty, and a camera that waits is a camera that does not look.
/// </summary>
/// <remarks>Each piece of work has a savepoint of its own: one that fails takes nothing of the others with it.</remarks>
internal sealed class SqliteWriting(SqliteConnection connection, Func<SqliteTransaction?, CancellationToken, Session> session) : IAsyncDisposable
{
    // More would make those who are done wait for long.
    private const int Most = 64;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Queue<Work> _waiting = [];
    private volatile bool _disposed;

    /// <summary>Transactions so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Runs a piece of work in a transaction; returns when it is on disk.</summary>
    public async Task<T> RunAsync<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var mine = new Work<T>(work, ct);
        lock (_waiting) _waiting.Enqueue(mine);
        try
        {
            await _turn.WaitAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (mine.Abandon())
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // Somebody is at it already.
            return await mine.Result.ConfigureAwait(false);
        }

        try
        {
            while (!mine.Result.IsCompleted)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                await Task.Run(CommitAsync, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }

        return await mine.Result.ConfigureAwait(false);
    }

    /// <summary>Runs what is no transaction, between two of them.</summary>
    public async Task<T> AloneAsync<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await Task.Run(() => Interruptible(connection, () => work(session(null, ct)), ct), ct).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs a piece of work that is broken off in the middle of a statement when it is cancelled.</summary>
    public static async Task<T> Interruptible<T>(SqliteConnection connection, Func<Task<T>> work, CancellationToken ct)
    {
        await using var registration = ct.UnsafeRegister(static c => raw.sqlite3_interrupt(((SqliteConnection)c!).Handle), connection)
            .ConfigureAwait(false);
        return await work().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _turn.WaitAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false); // the last connection merges the log into the file
        _turn.Release();
    }

    private async Task CommitAsync()
    {
        var works = Take();
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            // What is cancelled alone can be broken off in the middle; to break off one of many would undo the others.
            if (works is [var only])
                await Interruptible(connection, () => only.RunAsync(session(transaction, only.Cancellation)), only.Cancellation).ConfigureAwait(false);
            else
                foreach (var work in works) await ShareAsync(work, transaction).ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
            Commits++;
            foreach (var work in works) work.Committed();
        }
        catch (Exception e)
        {
            // Nothing of it is on disk: everybody is told the same.
            foreach (var work in works) work.Failed(e);
        }
    }

    private async Task ShareAsync(Work work, SqliteTransaction transaction)
    {
        Execute("SAVEPOINT share");
        try
        {
            work.Cancellation.ThrowIfCancellationRequested();
            await work.RunAsync(session(transaction, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A full disk and the like end the whole transaction.
            if (raw.sqlite3_get_autocommit(connection.Handle) != 0) throw;
            Execute("ROLLBACK TO share");
            work.Failed(e);
        }

        Execute("RELEASE share");
    }

    private List<Work> Take()
    {
        var works = new List<Work>();
        lock (_waiting)
        {
            while (works.Count < Most && _waiting.TryDequeue(out var next))
                if (next.Take()) works.Add(next);
        }

        return works;
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>What somebody waits for.</summary>
    private abstract class Work(CancellationToken ct)
    {
        private int _taken;

        public CancellationToken Cancellation => ct;

        /// <summary>False when it was given up.</summary>
        public bool Take() => Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

        /// <summary>False when somebody is at it.</summary>
        public bool Abandon() => Interlocked.CompareExchange(ref _taken, 2, 0) == 0;

        public abstract Task<bool> RunAsync(Session session);

        public abstract void Committed();

        public abstract void Failed(Exception e);
    }

    private sealed class Work<T>(Func<Session, Task<T>> work, CancellationToken ct) : Work(ct)
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;

        public Task<T> Result => _result.Task;

        public override async Task<bool> RunAsync(Session session)
        {
            _value = await work(session).ConfigureAwait(false);
            return true;
        }

        public override void Committed() => _result.TrySetResult(_value!);

        public override void Failed(Exception e) => _result.TrySetException(e);
    }
}
