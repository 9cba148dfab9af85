using System.Net.Sockets;
using Npgsql;
using Stvg.Core;

namespace Stvg.Storage.Engines;

/// <summary>Says in one line what PostgreSQL, or the way to it, reports.</summary>
internal static class PostgresErrors
{
    /// <summary>What to throw instead.</summary>
    public static StvgException Explain(Exception e, string server) => new(Line(e, server), e);

    private static string Line(Exception e, string server) => e switch
    {
        PostgresException { SqlState: "28P01" or "28000" } =>
            $"PostgreSQL at {server} refuses the user name or password: check the connection string",
        PostgresException { SqlState: "3D000" } => $"PostgreSQL has no database {server}: create it, or name another",
        PostgresException { SqlState: "53100" } =>
            $"the disk of PostgreSQL at {server} is full, nothing was written: free some space there",
        PostgresException { SqlState: "53300" } =>
            $"PostgreSQL at {server} has no connection left: raise max_connections there, or use fewer programs",
        PostgresException { SqlState: "42501" } p =>
            $"the user of PostgreSQL at {server} may not do that ({p.MessageText}): grant the rights",
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" } =>
            $"PostgreSQL at {server} is starting or shutting down: try again soon",
        PostgresException { SqlState: "25006" } => $"PostgreSQL at {server} is a read-only replica: connect to the primary",
        PostgresException p => $"PostgreSQL at {server} refuses: {p.MessageText} ({p.SqlState})",
        { InnerException: TimeoutException } or TimeoutException =>
            $"PostgreSQL at {server} does not answer in time: check the server and the network",
        _ => $"PostgreSQL at {server} is not to be reached ({Reason(e)}): check that it runs, and the connection string",
    };

    private static string Reason(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
            if (inner is SocketException socket) return socket.Message;
        return e.Message.ReplaceLineEndings(" ").TrimEnd('.');
    }
}
