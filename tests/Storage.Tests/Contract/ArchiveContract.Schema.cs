using Stvg.Core;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Tests.Contract;

public abstract partial class ArchiveContract
{
    [Fact]
    public async Task A_migration_keeps_the_data_and_is_done_once()
    {
        await Archive.AddCameraAsync(Made.Camera("gate-1"), Ct);
        await Archive.AddAuditAsync([new(Made.Epoch, "ada", "PUT", "gate-1", 200, "")], Ct);
        var first = await MigrationsAsync();
        const string sql = "ALTER TABLE audit ADD COLUMN note TEXT NOT NULL DEFAULT 'none'; CREATE TABLE extra (id BIGINT)";
        Migration[] next = [.. first, new(first[^1].Version + 1, sql)];
        for (var i = 0; i < 2; i++)
        {
            await using var migrated = await Storage.Archive.OpenAsync(await OpenDatabaseAsync(), next, Ct);
            Assert.Single(await migrated.CamerasAsync(Ct));
            Assert.Equal("ada", Assert.Single((await migrated.AuditAsync(null, 10, Ct)).Items).Who);
        }

        await using var database = await OpenDatabaseAsync();
        Assert.Equal("none", await database.ReadAsync(session => session.FirstAsync<string>("SELECT note FROM audit"), Ct));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_everything_as_it_was()
    {
        await Archive.AddCameraAsync(Made.Camera("gate-1"), Ct);
        var first = await MigrationsAsync();
        Migration[] next = [.. first, new(first[^1].Version + 1, "DELETE FROM camera; CREATE TABLE camera (id BIGINT)")];
        var broken = await OpenDatabaseAsync();
        await Assert.ThrowsAsync<StvgException>(() => Storage.Archive.OpenAsync(broken, next, Ct));
        await ReopenAsync();
        Assert.Single(await Archive.CamerasAsync(Ct));
    }

    [Fact]
    public async Task The_archive_of_a_newer_program_is_refused()
    {
        var first = await MigrationsAsync();
        Migration newer = new(77, "CREATE TABLE extra (id BIGINT)");
        await (await Storage.Archive.OpenAsync(await OpenDatabaseAsync(), [.. first, newer], Ct)).DisposeAsync();
        var message = (await Assert.ThrowsAsync<StvgException>(() => Storage.Archive.OpenAsync(Connection, Ct))).Message;
        Assert.Contains("has schema 77, this program knows up to 1: update the program", message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Migration>> MigrationsAsync()
    {
        await using var database = await OpenDatabaseAsync();
        return Migration.For(database.Engine);
    }

    /// <summary>The engine under the archive, once more.</summary>
    private protected abstract Task<Database> OpenDatabaseAsync();
}
