using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Stvg.Core;

namespace Stvg.Storage.Engines;

/// <summary>
/// An SQLite file with a write-ahead log: one connection writes, behind a queue; a few read at the same time and see the last commit.
/// SQLite works on the caller's thread, so every piece of work gets one of the pool's.
/// </summary>
/// <remarks>
/// Every commit waits for the disk (<c>synchronous = FULL</c>): what was awaited survives a kill and a power failure. <c>NORMAL</c> would
/// be faster and survive a kill just as well, but an alert that somebody was told of must not be gone after a power failure.
/// </remarks>
internal sealed class SqliteDatabase : Database
{
    private static readonly int s_mostReaders = Math.Clamp(2 * Environment.ProcessorCount, 4, 16);

    private readonly string _connectionString;
    private readonly SqliteLimits _limits;
    private readonly SqliteWriting _writing;
    private readonly SemaphoreSlim _reading = new(s_mostReaders, s_mostReaders);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private volatile bool _disposed;

    private SqliteDatabase(string file, string connectionString, SqliteLimits limits, SqliteConnection writer) =>
        (Name, _connectionString, _limits, _writing) =
            (file, connectionString, limits, new SqliteWriting(writer, (transaction, ct) => new Session(this, writer, transaction, ct)));

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Engine => "Sqlite";

    private string ReaderPragmas => $"PRAGMA busy_timeout = {_limits.BusyMilliseconds}; PRAGMA query_only = ON; PRAGMA cache_size = -16000";

    /// <summary>Opens or creates a file.</summary>
    /// <param name="connection">A connection string, or a path.</param>
    /// <param name="limits">How long to wait, and how large the file may become.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<SqliteDatabase> OpenAsync(string connection, SqliteLimits limits, CancellationToken ct)
    {
        var settings = SqliteFile.Settings(connection);
        var file = settings.DataSource;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot make the folder of the archive '{file}': {e.Message}", e);
        }

        // What is only asked of a new file comes first: neither changes once there is a log or a table.
        var size = limits.MostPages is { } most ? $"PRAGMA max_page_count = {most};" : "";
        var pragmas = $"""
            PRAGMA busy_timeout = {limits.BusyMilliseconds}; PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; {size}
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16000
            """;
        var writer = await Task.Run(() => SqliteFile.Open(settings.ConnectionString, file, pragmas, log: true), ct).ConfigureAwait(false);
        return new SqliteDatabase(file, settings.ConnectionString, limits, writer);
    }

    /// <inheritdoc/>
    public override async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _reading.WaitAsync(ct).ConfigureAwait(false);
        SqliteConnection? connection = null;
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await Task.Run(
                async () =>
                {
                    if (!_readers.TryTake(out connection)) connection = SqliteFile.Open(_connectionString, Name, ReaderPragmas, log: false);
                    var result = await GuardAsync(() => SqliteWriting.Interruptible(connection, () => work(new Session(this, connection, null, ct)), ct), ct)
                        .ConfigureAwait(false);
                    _readers.Add(connection); // one that failed is not used again
                    connection = null;
                    return result;
                },
                ct).ConfigureAwait(false);
        }
        finally
        {
            connection?.Dispose();
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) => GuardAsync(() => _writing.RunAsync(work, ct), ct);

    /// <inheritdoc/>
    public override async Task<bool> HasTableAsync(Session session, string name) =>
        await session.NumberAsync("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = @name", new { name })
            .ConfigureAwait(false) > 0;

    /// <inheritdoc/>
    public override string In(string parameter) => $"IN (SELECT value FROM json_each({parameter}))";

    /// <inheritdoc/>
    public override object List(IEnumerable<long> values) => $"[{string.Join(',', values)}]";

    /// <inheritdoc/>
    public override object List(IEnumerable<string> values) => JsonSerializer.Serialize(values, StorageJson.Default.IEnumerableString);

    /// <inheritdoc/>
    public override string LookUp(string table, string alias, string condition) =>
        $"CROSS JOIN {table} {alias} WHERE {condition}"; // SQLite takes tables that are joined so in their order

    /// <inheritdoc/>
    public override (string Sql, IReadOnlyList<Argument> Arguments) Windows(IReadOnlyList<Window> windows) => (
        "SELECT key AS place, value->>0 AS viewpoint, value->>1 AS since, value->>2 AS until FROM json_each(@windows)",
        [new("@windows", $"[{string.Join(',', windows.Select(w => $"[{w.Viewpoint},{w.Since},{w.Until}]"))}]")]);

    /// <inheritdoc/>
    public override Task<long> UsedBytesAsync(CancellationToken ct) => ReadAsync(
        session => session.NumberAsync(
            """
            SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size
            """),
        ct);

    /// <inheritdoc/>
    public override async Task GiveBackAsync(CancellationToken ct)
    {
        // In steps of 8 MB, so that writers wait for a moment only. Outside of a transaction of ours: the pragma has its own.
        while (await GuardAsync(() => _writing.AloneAsync(GiveSomeBackAsync, ct), ct).ConfigureAwait(false)) { }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        for (var i = 0; i < s_mostReaders; i++) await _reading.WaitAsync().ConfigureAwait(false);
        foreach (var reader in _readers) reader.Dispose();
        await _writing.DisposeAsync().ConfigureAwait(false);
        _reading.Release(s_mostReaders);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException("the archive was told to stop", e, ct);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Explain(e, Name);
        }
    }

    private static async Task<bool> GiveSomeBackAsync(Session session)
    {
        if (await session.NumberAsync("PRAGMA freelist_count").ConfigureAwait(false) == 0) return false;
        await session.QueryAsync<long>("PRAGMA incremental_vacuum(1024)").ConfigureAwait(false);
        return true;
    }
}

/// <summary>Limits of an SQLite file.</summary>
/// <param name="BusyMilliseconds">How long to wait for another program that has it locked.</param>
/// <param name="MostPages">Pages it may have; null: as many as the disk holds.</param>
internal sealed record SqliteLimits(int BusyMilliseconds = 5000, int? MostPages = null);
