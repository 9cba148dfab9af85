using System.Data.Common;
using Npgsql;
using Stvg.Core;

namespace Stvg.Storage.Engines;

/// <summary>A PostgreSQL database, for clusters, where several processes write.</summary>
internal sealed class PostgresDatabase : Database
{
    private const int Attempts = 3;

    // What is left alone may also come back as a connection that is closed; it depends on the way to the server.
    private const string EndedWhileIdle = "25P03";

    // Arbitrary, but the same in every process.
    private const long SchemaLock = 0x5374_7667_0001;

    // A transaction goes on from statement to statement in milliseconds. One that does not is that of a process that was frozen, whose
    // locks would keep whoever takes its work over, and every other writer, waiting for as long as the connection lives.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    private readonly NpgsqlDataSource _source;
    private readonly string _limitPauses;

    private PostgresDatabase(NpgsqlDataSource source, string name, TimeSpan longestPause)
    {
        (_source, Name) = (source, name);
        // Not when connecting: connection poolers in between refuse options, or share the connection with other programs.
        _limitPauses =
            FormattableString.Invariant($"SET LOCAL idle_in_transaction_session_timeout = {(int)longestPause.TotalMilliseconds}");
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Engine => "Postgres";

    /// <summary>Prepares to connect; nothing is sent yet.</summary>
    /// <param name="connection">A connection string of Npgsql, or an address <c>postgres://user:password@host:port/database</c>.</param>
    /// <param name="longestPause">After which the server ends a transaction that nobody goes on with; null: 10 s.</param>
    public static PostgresDatabase Open(string connection, TimeSpan? longestPause = null)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = IsAddress(connection) ? FromAddress(new Uri(connection)) : new(connection);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // Not the text itself, which may hold a password, nor the library's message, which may quote it.
            throw new StvgException(
                "the connection string of PostgreSQL is not understood: give 'Host=…;Database=…;Username=…;Password=…'");
        }

        settings.ApplicationName ??= "stvg";
        settings.PersistSecurityInfo = false;
        settings.IncludeErrorDetail = false; // details quote values
        return new PostgresDatabase(
            NpgsqlDataSource.Create(settings), $"{settings.Host}:{settings.Port}/{settings.Database}", longestPause ?? s_longestPause);
    }

    /// <summary>Whether a connection string is an address.</summary>
    public static bool IsAddress(string connection) =>
        connection.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || connection.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) => TryAsync(
        async (connection, progress) => await work(new Session(this, connection, null, ct)).ConfigureAwait(false), ct);

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) => TryAsync(
        async (connection, progress) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
            var session = new Session(this, connection, transaction, ct);
            await session.ExecuteAsync(_limitPauses).ConfigureAwait(false);
            var result = await work(session).ConfigureAwait(false);
            progress.IsCommitting = true;
            await transaction.CommitAsync(ct).ConfigureAwait(false);
            return result;
        },
        ct);

    /// <inheritdoc/>
    public override Task LockSchemaAsync(Session session) =>
        session.ExecuteAsync("SELECT pg_advisory_xact_lock(@key)", new { key = SchemaLock });

    /// <inheritdoc/>
    public override string ForUpdate => "FOR UPDATE";

    /// <inheritdoc/>
    public override string ForUpdateSkipLocked => "FOR UPDATE SKIP LOCKED";

    /// <inheritdoc/>
    public override async Task<bool> HasTableAsync(Session session, string name) =>
        await session.NumberAsync("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = @name", new { name })
            .ConfigureAwait(false) > 0;

    /// <inheritdoc/>
    public override string In(string parameter) => $"= ANY ({parameter})";

    /// <inheritdoc/>
    public override object List(IEnumerable<long> values) => values.ToArray();

    /// <inheritdoc/>
    public override object List(IEnumerable<string> values) => values.ToArray();

    /// <inheritdoc/>
    public override string LookUp(string table, string alias, string condition) =>
        // OFFSET keeps the planner from joining by hash, which would read all of the table.
        $"CROSS JOIN LATERAL (SELECT * FROM {table} {alias} WHERE {condition} OFFSET 0) AS {alias}";

    /// <inheritdoc/>
    public override (string Sql, IReadOnlyList<Argument> Arguments) Windows(IReadOnlyList<Window> windows) => (
        """
        SELECT place - 1 AS place, viewpoint, since, until
        FROM unnest(@viewpoints, @sinces, @untils) WITH ORDINALITY AS n (viewpoint, since, until, place)
        """,
        [
            new("@viewpoints", windows.Select(w => w.Viewpoint).ToArray()),
            new("@sinces", windows.Select(w => w.Since).ToArray()),
            new("@untils", windows.Select(w => w.Until).ToArray()),
        ]);

    /// <inheritdoc/>
    public override Task<long> UsedBytesAsync(CancellationToken ct) => ReadAsync(
        // Files do not shrink when rows are removed, so the rows are what is counted: their packed bytes, and what goes with them.
        session => session.NumberAsync(
            """
            SELECT coalesce((SELECT sum(octet_length(data) + 450) FROM tubelet_data), 0)
                + coalesce((SELECT sum(octet_length(look) + 60) FROM tubelet_look), 0)
                + coalesce((SELECT sum(octet_length(tube) + 200) FROM tube), 0)
                + coalesce((SELECT sum(octet_length(tube) + 500) FROM alert_change), 0)
                + (SELECT count(*) * 300 FROM audit)
            """),
        ct);

    /// <inheritdoc/>
    public override Task GiveBackAsync(CancellationToken ct) => Task.CompletedTask; // autovacuum makes the room usable again

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlConnectionStringBuilder FromAddress(Uri address)
    {
        var user = address.UserInfo.Split(':', 2);
        var settings =
            new NpgsqlConnectionStringBuilder { Host = address.Host, Database = Uri.UnescapeDataString(address.AbsolutePath.Trim('/')) };
        if (address.Port > 0) settings.Port = address.Port;
        if (user[0].Length > 0) settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) settings.Password = Uri.UnescapeDataString(user[1]);
        foreach (var option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            var name = Uri.UnescapeDataString(pair[0]) is "sslmode" ? "SSL Mode" : Uri.UnescapeDataString(pair[0]);
            settings[name] = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
        }

        return settings;
    }

    /// <summary>
    /// Again when others were in the way, or when the connection had been lost while nobody used it; but not once a commit was sent, whose
    /// outcome is then unknown, unless the server says that it had ended the transaction before.
    /// </summary>
    private async Task<T> TryAsync<T>(Func<NpgsqlConnection, Progress, Task<T>> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var progress = new Progress();
            try
            {
                await using var connection = await _source.OpenConnectionAsync(ct).ConfigureAwait(false);
                progress.IsConnected = true;
                return await work(connection, progress).ConfigureAwait(false);
            }
            catch (DbException e) when (attempt < Attempts && MayBeginAgain(e, progress))
            {
                // A deadlock, a connection of the pool that the server had closed, or a transaction that was left alone for too long.
            }
            catch (DbException e)
            {
                throw PostgresErrors.Explain(e, Name);
            }
            catch (TimeoutException e)
            {
                throw PostgresErrors.Explain(e, Name);
            }
        }
    }

    private static bool MayBeginAgain(DbException e, Progress progress) =>
        e.SqlState == EndedWhileIdle || (e.IsTransient && progress.IsConnected && !progress.IsCommitting);

    private sealed class Progress
    {
        public bool IsConnected { get; set; }

        public bool IsCommitting { get; set; }
    }
}
