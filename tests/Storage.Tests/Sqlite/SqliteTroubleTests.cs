using Microsoft.Data.Sqlite;
using Stvg.Core;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Tests.Sqlite;

/// <summary>What can go wrong with a file: each in one line that names it.</summary>
public sealed class SqliteTroubleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{0}")]
    [InlineData("Data Source={0}")]
    [InlineData("Filename={0};Cache=Private")]
    public async Task A_path_and_a_connection_string_name_the_same_file(string form)
    {
        var file = _folder.File("new folder/archive = 1.db");
        if (form != "{0}") file = _folder.File("new folder/archive.db");
        await using var archive = await Archive.OpenAsync(form.Replace("{0}", file, StringComparison.Ordinal), Ct);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("", "no archive is named")]
    [InlineData(":memory:", "has to be in a file")]
    [InlineData("Data Source=x;Mode=Memory", "has to be in a file")]
    [InlineData("Data Source=x;Colour=red", "no connection string")]
    public async Task What_cannot_be_an_archive_is_refused(string connection, string reason) =>
        Assert.Contains(
            reason, (await Assert.ThrowsAsync<StvgException>(() => Archive.OpenAsync(connection, Ct))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_of_another_kind_is_refused_and_left_alone()
    {
        var file = _folder.File("notes.txt");
        var text = string.Concat(Enumerable.Repeat("These are my notes. ", 100));
        await File.WriteAllTextAsync(file, text, Ct);
        await AssertRefusedAsync("is no archive", () => Archive.OpenAsync(file, Ct), file);
        Assert.Equal(text, await File.ReadAllTextAsync(file, Ct));
    }

    [Fact]
    public async Task The_database_of_another_program_is_refused()
    {
        var file = _folder.File("other.db");
        Execute(file, "CREATE TABLE camera (make TEXT)");
        await AssertRefusedAsync("holds something else", () => Archive.OpenAsync(file, Ct), file);
    }

    [Fact]
    public async Task A_file_where_none_can_be_is_refused()
    {
        var folder = Directory.CreateDirectory(_folder.File("folder")).FullName;
        await AssertRefusedAsync("cannot open", () => Archive.OpenAsync(folder, Ct), folder);
        await File.WriteAllTextAsync(_folder.File("file"), "", Ct);
        await AssertRefusedAsync("cannot make the folder", () => Archive.OpenAsync(_folder.File("file/archive.db"), Ct), "file");
    }

    [Fact]
    public async Task A_damaged_file_says_so()
    {
        var file = _folder.File("archive.db");
        await using (var archive = await Archive.OpenAsync(file, Ct))
            await archive.AddTubeletsAsync([.. Enumerable.Range(1, 2000).Select(i => Made.Tubelet("c", i, i, 2))], Ct);
        await using (var stream = File.OpenWrite(file))
        {
            for (var page = 20; page < 80; page++)
            {
                stream.Position = (8192L * page) + 8;
                stream.Write(new byte[4000]);
            }
        }

        await using var damaged = await Archive.OpenAsync(file, Ct);
        await AssertRefusedAsync(
            "damaged",
            async () =>
            {
                var all = await damaged.CandidatesAsync(new PlanFilter([]), new SearchScope(), 5000, Ct);
                await damaged.LoadAsync(all.Newest, Ct);
            });
    }

    [Fact]
    public async Task A_full_disk_says_so_keeps_what_was_there_and_takes_more_once_there_is_room()
    {
        var database = await SqliteDatabase.OpenAsync(_folder.File("archive.db"), new SqliteLimits(MostPages: 100), Ct);
        await using var archive = await Archive.OpenAsync(database, Migration.For("Sqlite"), Ct);
        await archive.AddAuditAsync([new AuditEntry(Made.Epoch, "before", "", "", 0, "")], Ct);
        var large = new AuditEntry(Made.Epoch, new string('x', 1_000_000), "", "", 0, "");
        await AssertRefusedAsync("disk is full", () => archive.AddAuditAsync([large], Ct), _folder.File("archive.db"));
        await archive.AddAuditAsync([new AuditEntry(Made.Epoch, "after", "", "", 0, "")], Ct);
        Assert.Equal(["after", "before"], (await archive.AuditAsync(null, 10, Ct)).Items.Select(e => e.Who));
        Assert.Null(await archive.CheckAsync(Ct));
    }

    [Fact]
    public async Task A_file_that_another_program_has_locked_says_so_and_can_still_be_read()
    {
        var file = _folder.File("archive.db");
        var database = await SqliteDatabase.OpenAsync(file, new SqliteLimits(BusyMilliseconds: 50), Ct);
        await using var archive = await Archive.OpenAsync(database, Migration.For("Sqlite"), Ct);
        using (var other = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            await AssertRefusedAsync("locked by another program", () => archive.AddCameraAsync(Made.Camera("c"), Ct), file);
            Assert.Empty(await archive.CamerasAsync(Ct));
        }

        Assert.True(await archive.AddCameraAsync(Made.Camera("c"), Ct));
    }

    [Fact]
    public async Task After_it_was_disposed_of_it_does_nothing()
    {
        var archive = await Archive.OpenAsync(_folder.File("archive.db"), Ct);
        await archive.DisposeAsync();
        await archive.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => archive.CamerasAsync(Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => archive.AddCameraAsync(Made.Camera("c"), Ct));
        Assert.Equal(["archive.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName)); // no log is left
    }

    [Fact]
    public async Task What_is_forgotten_gives_its_room_back_to_the_file_system()
    {
        var file = _folder.File("archive.db");
        await using (var archive = await Archive.OpenAsync(file, Ct))
        {
            await archive.AddTubeletsAsync([.. Enumerable.Range(1, 3000).Select(i => Made.Tubelet("c", i, i, 2))], Ct);
            await archive.ApplyRetentionAsync(new MetadataRetention(TimeSpan.Zero, null), Made.At(10_000), Ct);
        }

        Assert.True(new FileInfo(file).Length < 500_000, $"{new FileInfo(file).Length} bytes are left");
    }

    [Fact]
    public async Task A_long_query_ends_when_it_is_cancelled()
    {
        await using var database = await SqliteDatabase.OpenAsync(_folder.File("archive.db"), new SqliteLimits(), Ct);
        using var source = new CancellationTokenSource();
        var running = new TaskCompletionSource();
        var endless = database.ReadAsync(
            session =>
            {
                running.SetResult();
                return session.NumberAsync("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
            },
            source.Token);
        await running.Task;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        Assert.Equal(1, await database.ReadAsync(session => session.NumberAsync("SELECT 1"), Ct));
    }

    private static async Task AssertRefusedAsync(string reason, Func<Task> call, string? name = null)
    {
        var message = (await Assert.ThrowsAsync<StvgException>(call)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains(name ?? "", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
