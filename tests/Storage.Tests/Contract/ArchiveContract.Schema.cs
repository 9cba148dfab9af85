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

    [Theory]
    [InlineData("0001")]
    [InlineData("0002")]
    public async Task An_archive_of_an_earlier_version_is_brought_up_to_date_with_all_that_is_in_it(string version)
    {
        var connection = await NewDatabaseAsync();
        await using (var old = await OpenDatabaseAsync(connection))
        {
            var sql = await OldAsync($"{old.Engine}.{version}.sql");
            await old.WriteAsync(session => session.ExecuteAsync(sql), Ct);
        }

        await using var archive = await Storage.Archive.OpenAsync(connection, Ct);
        Assert.Null(await archive.CheckAsync(Ct));
        var camera = Assert.Single(await archive.CamerasAsync(Ct));
        Assert.Equal(("rtsp://user:pässwörd@10.0.0.1/main", 300), (camera.Settings.Source, camera.NextTubeletId));
        Assert.Equal("a man in red", Assert.Single(await archive.QueriesAsync(Ct)).Text);
        var tubelet = (await archive.FindTubeletAsync("gate-1", 7, Ct))!;
        Assert.Equal((15, 16, 1920), (tubelet.Object.Tubelet.Boxes.Count, tubelet.Object.Tubelet.Appearance.Count, tubelet.Size.Width));
        Assert.Equal(2, (await archive.CandidatesAsync(new([]), new(), 10, Ct)).Count);
        Assert.Equal([1, 2], (await archive.AlertChangesAsync(0, default, 10, Ct)).Select(change => change.Sequence));
        Assert.NotNull(await archive.FindTubeAsync("t1", Ct));
        Assert.Single((await archive.FeedbackAsync(null, 10, Ct)).Items);
        Assert.Equal(12345, await archive.RecordedBytesAsync(Ct));
        Assert.Single(await archive.SegmentsAsync("gate-1", Made.At(30), Made.At(31), Ct));
        Assert.Equal("k1", (await archive.FindKeyAsync("hash", Ct))!.Id);
        Assert.Equal("ada (k1)", Assert.Single((await archive.AuditAsync(null, 10, Ct)).Items).Who);

        // And what came since works in it: verdicts, the next numbers, claims of calls that were owed before, fences.
        Assert.Null((await archive.FindAlertAsync("a1", Ct))!.Alert.Verification);
        var fence = await archive.TakeFenceAsync(Gate, Ct);
        Assert.Equal(3, Assert.Single(
            await archive.WriteAlertsAsync([Made.Write(Made.Alert("a2", second: 900), s_webhook)], Made.At(900), fence, Ct)).Sequence);
        Assert.Equal(
            [2, 1, 3], (await archive.ClaimDeliveriesAsync(Made.At(901), s_hold, 10, Ct)).Select(delivery => delivery.Record.Sequence));
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
        Assert.Contains("has schema 77, this program knows up to 3: update the program", message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Migration>> MigrationsAsync()
    {
        await using var database = await OpenDatabaseAsync();
        return Migration.For(database.Engine);
    }

    private static async Task<string> OldAsync(string name)
    {
        var stream = typeof(ArchiveContract).Assembly.GetManifestResourceStream($"Old.{name}");
        using var reader = new StreamReader(stream ?? throw new InvalidOperationException($"there is no old archive {name}"));
        return await reader.ReadToEndAsync(Ct);
    }

    /// <summary>The engine under the archive, once more.</summary>
    private Task<Database> OpenDatabaseAsync() => OpenDatabaseAsync(Connection);

    /// <summary>The engine under an archive.</summary>
    private protected abstract Task<Database> OpenDatabaseAsync(string connection);
}
