using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Stvg.Storage.Tests.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Stvg.Storage.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary folder, reached through a socket there. It is started when the first test asks
/// for it; a shell stops it and removes the folder when the tests are over, and also when they are killed, because then its input ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string Password = "s3cret-of-the-tests";

    private const string Script =
        """
        set -eu
        bin=$1
        folder=$(mktemp -d /tmp/stvg-postgres.XXXXXX)
        finish() { "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; cd /; rm -rf "$folder"; }
        trap finish EXIT
        trap 'exit 1' INT TERM HUP
        cd "$folder"
        printf '%s' "$2" >password
        "$bin/initdb" -D data -U postgres -E UTF8 --locale=C --no-sync --auth=scram-sha-256 --pwfile=password >log 2>&1 ||
          { cat log; exit 1; }
        settings="-k $folder -c listen_addresses= -c fsync=off -c max_connections=150 -c deadlock_timeout=100ms"
        "$bin/pg_ctl" -D data -l log -w -o "$settings" start >start 2>&1 || { cat start log; exit 1; }
        echo "ready $folder"
        cat >/dev/null
        """;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private Process? _shell;
    private string? _folder;
    private int _databases;

    /// <summary>Folder of the server's socket.</summary>
    public async Task<string> SocketAsync()
    {
        var bin = Binaries();
        Assert.SkipUnless(bin is not null, "needs PostgreSQL's server: install the package 'postgresql'");
        Assert.SkipUnless(!Environment.IsPrivilegedProcess
            || File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)),
            "PostgreSQL refuses to run as root, and there is no user 'postgres'");
        await _starting.WaitAsync();
        try
        {
            return _folder ??= await StartAsync(bin!);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>The connection string of a new, empty schema.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var server = Connection(await SocketAsync());
        var schema = $"t{Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture)}";
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand($"CREATE SCHEMA {schema}");
        await command.ExecuteNonQueryAsync();
        return $"{server};Search Path={schema}";
    }

    /// <summary>The connection string of the server.</summary>
    public static string Connection(string socket, string password = Password, string database = "postgres") =>
        $"Host={socket};Username=postgres;Password={password};Database={database};Maximum Pool Size=10";

    public async ValueTask DisposeAsync()
    {
        if (_shell is null) return;
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
        Assert.False(Directory.Exists(_folder), $"the server left '{_folder}' behind");
    }

    private async Task<string> StartAsync(string bin)
    {
        string[] shell = ["sh", "-c", Script, "stvg", bin, Password];
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. shell] : shell;
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _shell = Process.Start(start)!;
        var said = new List<string>();
        while (await _shell.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal)) return line["ready ".Length..];
            said.Add(line);
        }

        throw new InvalidOperationException("PostgreSQL does not start: " + string.Join(" | ", said.TakeLast(5)));
    }

    private static string? Binaries()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian).Select(version => Path.Combine(version, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return versions.OrderDescending().Concat(path)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}
