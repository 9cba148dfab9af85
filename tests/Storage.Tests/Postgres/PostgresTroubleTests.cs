using Npgsql;
using Stvg.Core;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Tests.Postgres;

/// <summary>What can go wrong with a server: each in one line, without a password.</summary>
public sealed class PostgresTroubleTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_says_so() =>
        await AssertRefusedAsync(
            "refuses the user name or password", PostgresServer.Connection(await server.SocketAsync(), "wr0ng-s3cret"), "wr0ng-s3cret");

    [Fact]
    public async Task A_database_that_is_not_there_says_so() =>
        await AssertRefusedAsync("has no database", PostgresServer.Connection(await server.SocketAsync(), database: "nowhere"));

    [Fact]
    public async Task A_server_that_is_not_there_says_so()
    {
        await AssertRefusedAsync("not to be reached", PostgresServer.Connection("/tmp/no-such-folder-of-a-socket"));
        await AssertRefusedAsync("not to be reached", "postgres://me:s3cret%21@127.0.0.1:1/archive", "s3cret");
    }

    [Theory]
    [InlineData("Host=localhost;Password=s3cret;Nonsense=1")]
    [InlineData("postgres://me:s3cret@")]
    [InlineData("postgres://me:s3cret@host/db?nonsense=1")]
    public async Task A_connection_string_that_makes_no_sense_is_refused_without_quoting_it(string connection) =>
        await AssertRefusedAsync("not understood", connection, "s3cret");

    [Fact]
    public async Task An_address_is_as_good_as_a_connection_string()
    {
        var socket = Uri.EscapeDataString(await server.SocketAsync());
        var schema = new NpgsqlConnectionStringBuilder(await server.NewDatabaseAsync()).SearchPath;
        await using var archive = await Archive.OpenAsync(
            $"postgresql://postgres:{PostgresServer.Password}@localhost/postgres?Host={socket}&Search%20Path={schema}", Ct);
        Assert.Null(await archive.CheckAsync(Ct));
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_is_made_anew_unnoticed()
    {
        var connection = await server.NewDatabaseAsync() + ";Application Name=closed";
        await using var archive = await Archive.OpenAsync(connection, Ct);
        await using var source = NpgsqlDataSource.Create(PostgresServer.Connection(await server.SocketAsync()));
        foreach (var write in (bool[])[false, true])
        {
            await using var command = source.CreateCommand(
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = 'closed'");
            Assert.True((long)(await command.ExecuteScalarAsync(Ct))! > 0);
            if (write) Assert.True(await archive.AddCameraAsync(Made.Camera("c"), Ct));
            else Assert.Empty(await archive.CamerasAsync(Ct));
        }
    }

    [Fact]
    public async Task A_check_says_what_is_wrong()
    {
        var connection = await server.NewDatabaseAsync();
        await using var archive = await Archive.OpenAsync(connection, Ct);
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("DROP TABLE counter");
        await command.ExecuteNonQueryAsync(Ct);
        Assert.Contains("counter", await archive.CheckAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writers_that_wait_for_each_other_are_sorted_out()
    {
        await using var database = PostgresDatabase.Open(await server.NewDatabaseAsync());
        await database.WriteAsync(
            session => session.ExecuteAsync("CREATE TABLE n (i INT PRIMARY KEY, v INT); INSERT INTO n VALUES (1, 0), (2, 0)"), Ct);
        using var both = new Barrier(2);
        var met = 0;
        await Task.WhenAll(Take(1, 2), Take(2, 1));
        Assert.Equal(2, await database.ReadAsync(session => session.NumberAsync("SELECT min(v) FROM n"), Ct));

        // Each has one row and wants the other's: PostgreSQL ends one of them, which begins again.
        Task Take(int first, int second) => Task.Run(() => database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("UPDATE n SET v = v + 1 WHERE i = @first", new { first });
                if (Interlocked.Increment(ref met) <= 2) both.SignalAndWait(TimeSpan.FromSeconds(30), Ct);
                await session.ExecuteAsync("UPDATE n SET v = v + 1 WHERE i = @second", new { second });
            },
            Ct));
    }

    [Fact]
    public async Task A_transaction_that_the_server_ended_because_nobody_went_on_with_it_is_begun_again()
    {
        await using var database = PostgresDatabase.Open(await server.NewDatabaseAsync());
        var times = 0;
        await database.WriteAsync(
            session => session.ExecuteAsync(
                times++ == 0 ? "DO $$ BEGIN RAISE 'as the server says it over TCP' USING ERRCODE = '25P03'; END $$" : "CREATE TABLE n ()"),
            Ct);
        Assert.Equal(2, times);
        Assert.True(await database.ReadAsync(session => database.HasTableAsync(session, "n"), Ct));
    }

    private static async Task AssertRefusedAsync(string reason, string connection, string secret = PostgresServer.Password)
    {
        var error = await Assert.ThrowsAsync<StvgException>(() => Archive.OpenAsync(connection, Ct));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
    }
}
