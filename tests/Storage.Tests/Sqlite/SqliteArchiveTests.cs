using Stvg.Storage.Engines;
using Stvg.Storage.Tests.Contract;

namespace Stvg.Storage.Tests.Sqlite;

/// <summary>The contract, on SQLite.</summary>
public sealed class SqliteArchiveTests : ArchiveContract
{
    private readonly TempFolder _folder = new();
    private int _files;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private protected override Task<string> NewDatabaseAsync() => Task.FromResult(_folder.File($"archive{_files++}.db"));

    private protected override async Task<Database> OpenDatabaseAsync(string connection) =>
        await SqliteDatabase.OpenAsync(connection, new SqliteLimits(), Ct);
}
