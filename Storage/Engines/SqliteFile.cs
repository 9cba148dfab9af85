using Microsoft.Data.Sqlite;
using Stvg.Core;

namespace Stvg.Storage.Engines;

/// <summary>Opens connections to an SQLite file.</summary>
internal static class SqliteFile
{
    /// <summary>What a connection string, or a path, says.</summary>
    public static SqliteConnectionStringBuilder Settings(string connection)
    {
        SqliteConnectionStringBuilder settings;
        try
        {
            settings = IsConnectionString(connection) ? new(connection) : new() { DataSource = connection };
        }
        catch (ArgumentException e)
        {
            throw new StvgException(
                $"'{connection}' is no connection string of SQLite ({e.Message}): give a file, or 'Data Source=FILE'", e);
        }

        if (settings.DataSource is "" or ":memory:" || settings.Mode == SqliteOpenMode.Memory)
            throw new StvgException("an archive has to be in a file: give a path, or 'Data Source=FILE'");
        settings.Pooling = false; // connections are kept here
        settings.ForeignKeys = true;
        settings.DefaultTimeout = 1; // seconds of asking again after busy_timeout gave up
        return settings;
    }

    private static bool IsConnectionString(string connection) =>
        connection.Contains('=', StringComparison.Ordinal)
        && connection.Split('=')[0].Trim().ToLowerInvariant() is "data source" or "datasource" or "filename";

    /// <summary>Opens a connection and prepares it.</summary>
    /// <param name="connectionString">From <see cref="Settings"/>.</param>
    /// <param name="file">For messages.</param>
    /// <param name="pragmas">What to ask of it.</param>
    /// <param name="log">Whether they ask for a write-ahead log.</param>
    public static SqliteConnection Open(string connectionString, string file, string pragmas, bool log)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA journal_mode";
            if (log && command.ExecuteScalar() is not "wal")
                throw new StvgException(
                    $"the file system of '{file}' has no shared memory for SQLite's log: put the archive on a local disk");
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteErrors.Explain(e, file);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
