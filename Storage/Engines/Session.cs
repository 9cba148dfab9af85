using System.Data.Common;
using Dapper;
using Stvg.Core;

namespace Stvg.Storage.Engines;

/// <summary>One connection while a piece of work has it; within a transaction where the work writes.</summary>
internal sealed class Session(Database database, DbConnection connection, DbTransaction? transaction, CancellationToken ct)
{
    /// <summary>The database that it is a session of.</summary>
    public Database Database => database;

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation => ct;

    /// <summary>All rows.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, object? arguments = null) =>
        (await connection.QueryAsync<T>(Command(sql, arguments)).ConfigureAwait(false)).AsList();

    /// <summary>The first row; the default of its type when there is none.</summary>
    public Task<T?> FirstAsync<T>(string sql, object? arguments = null) => connection.QueryFirstOrDefaultAsync<T>(Command(sql, arguments));

    /// <summary>A number that is always there, such as a count.</summary>
    public Task<long> NumberAsync(string sql, object? arguments = null) => connection.ExecuteScalarAsync<long>(Command(sql, arguments));

    /// <summary>Changes rows, and says how many.</summary>
    public Task<int> ExecuteAsync(string sql, object? arguments = null) => connection.ExecuteAsync(Command(sql, arguments));

    /// <summary>Rows one by one, for those that are many or hot; ends early when <paramref name="row"/> says false.</summary>
    public async Task ReadAsync(string sql, IReadOnlyList<Argument> arguments, Func<DbDataReader, bool> row)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var (name, value) in arguments) Add(command.CreateParameter(), command.Parameters, name, value);
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
            if (!Take(reader, row)) return;
    }

    /// <summary>Runs many statements in their order: in one message where the engine can, else each prepared once.</summary>
    public async Task ExecuteAllAsync(IEnumerable<(string Sql, Argument[] Arguments)> statements)
    {
        if (connection.CanCreateBatch) await ExecuteBatchesAsync(statements).ConfigureAwait(false);
        else await ExecutePreparedAsync(statements).ConfigureAwait(false);
    }

    private async Task ExecuteBatchesAsync(IEnumerable<(string Sql, Argument[] Arguments)> statements)
    {
        foreach (var part in statements.Chunk(300))
        {
            await using var batch = connection.CreateBatch();
            batch.Transaction = transaction;
            foreach (var (sql, arguments) in part)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                foreach (var (name, value) in arguments) Add(command.CreateParameter(), command.Parameters, name, value);
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    private async Task ExecutePreparedAsync(IEnumerable<(string Sql, Argument[] Arguments)> statements)
    {
        var prepared = new Dictionary<string, DbCommand>();
        try
        {
            foreach (var (sql, arguments) in statements)
            {
                if (!prepared.TryGetValue(sql, out var command))
                {
                    prepared[sql] = command = connection.CreateCommand();
                    (command.CommandText, command.Transaction) = (sql, transaction);
                    foreach (var (name, value) in arguments) Add(command.CreateParameter(), command.Parameters, name, value);
                }

                for (var i = 0; i < arguments.Length; i++) command.Parameters[i].Value = arguments[i].Value;
                await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var command in prepared.Values) await command.DisposeAsync().ConfigureAwait(false);
        }
    }

    private bool Take(DbDataReader reader, Func<DbDataReader, bool> row)
    {
        try
        {
            return row(reader);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidCastException)
        {
            // A value of a kind that was never written, such as NULL in a column that has none.
            throw new StvgException($"the archive '{database.Name}' is damaged: restore it from a backup (docs/archive.md)", e);
        }
    }

    private static void Add(DbParameter parameter, DbParameterCollection parameters, string name, object value)
    {
        (parameter.ParameterName, parameter.Value) = (name, value);
        parameters.Add(parameter);
    }

    private CommandDefinition Command(string sql, object? arguments) => new(sql, arguments, transaction, cancellationToken: ct);
}

/// <summary>A parameter of a statement.</summary>
/// <param name="Name">As in the statement, with its @.</param>
/// <param name="Value">Never null.</param>
internal readonly record struct Argument(string Name, object Value);
