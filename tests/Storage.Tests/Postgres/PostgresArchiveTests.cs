using Stvg.Storage.Engines;
using Stvg.Storage.Tests.Contract;

namespace Stvg.Storage.Tests.Postgres;

/// <summary>The contract, on PostgreSQL.</summary>
public sealed class PostgresArchiveTests(PostgresServer server) : ArchiveContract
{
    private protected override Task<string> NewDatabaseAsync() => server.NewDatabaseAsync();

    private protected override Task<Database> OpenDatabaseAsync(string connection) =>
        Task.FromResult<Database>(PostgresDatabase.Open(connection));
}
