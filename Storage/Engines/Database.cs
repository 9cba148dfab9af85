namespace Stvg.Storage.Engines;

/// <summary>A place to run SQL in. The SQL is the same for every engine but for what is asked of this class.</summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>What it is called in messages; without a password.</summary>
    public abstract string Name { get; }

    /// <summary>Folder of its migrations.</summary>
    public abstract string Engine { get; }

    /// <summary>Runs work that only reads. It may be run again from its beginning when the connection was lost.</summary>
    /// <exception cref="Core.StvgException">The database cannot do it; one line says why.</exception>
    public abstract Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct);

    /// <summary>
    /// Runs work in a transaction, which is on disk when the task completes; nothing of it is when it fails. It may be run again from its
    /// beginning when others were in its way.
    /// </summary>
    /// <exception cref="Core.StvgException">The database cannot do it; one line says why.</exception>
    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct);

    /// <summary>As <see cref="WriteAsync{T}"/>, without a result.</summary>
    public Task WriteAsync(Func<Session, Task> work, CancellationToken ct) => WriteAsync<bool>(
        async session =>
        {
            await work(session).ConfigureAwait(false);
            return true;
        },
        ct);

    /// <summary>Keeps other processes from creating the schema at the same time, until the transaction ends.</summary>
    public virtual Task LockSchemaAsync(Session session) => Task.CompletedTask;

    /// <summary>SQL after a SELECT: its rows are this transaction's until it ends.</summary>
    /// <remarks>Engines with one writer at a time need none; the same goes for its sister.</remarks>
    public virtual string ForUpdate => "";

    /// <summary>As <see cref="ForUpdate"/>, but without rows that are another's at the moment.</summary>
    public virtual string ForUpdateSkipLocked => "";

    /// <summary>Whether there is a table of that name.</summary>
    public abstract Task<bool> HasTableAsync(Session session, string name);

    /// <summary>SQL for "is one of", after a column.</summary>
    /// <param name="parameter">A parameter that <see cref="List(IEnumerable{long})"/> or its sister makes.</param>
    public abstract string In(string parameter);

    /// <summary>The value of a parameter for <see cref="In"/>.</summary>
    public abstract object List(IEnumerable<long> values);

    /// <inheritdoc cref="List(IEnumerable{long})"/>
    public abstract object List(IEnumerable<string> values);

    /// <summary>
    /// SQL, after FROM and some tables, that looks up rows of one more table by an index for every row so far; engines that know no better
    /// would scan the whole table.
    /// </summary>
    /// <param name="table">Name of the table.</param>
    /// <param name="alias">What the condition and the rest of the statement call it.</param>
    /// <param name="condition">Which of its rows.</param>
    public abstract string LookUp(string table, string alias, string condition);

    /// <summary>SQL of a table <c>w</c> with the columns <c>place, viewpoint, since, until</c>, and its parameters.</summary>
    public abstract (string Sql, IReadOnlyList<Argument> Arguments) Windows(IReadOnlyList<Window> windows);

    /// <summary>Bytes that rows take, without room that earlier rows left behind.</summary>
    public abstract Task<long> UsedBytesAsync(CancellationToken ct);

    /// <summary>Gives room that removed rows left behind to the file system, as far as the engine can while others work.</summary>
    public abstract Task GiveBackAsync(CancellationToken ct);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>A stretch of time of a viewpoint, both ends inclusive, in units of the database.</summary>
internal readonly record struct Window(long Viewpoint, long Since, long Until);
