using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;
using Stvg.Core.Alerts;
using Stvg.Core.Services;
using Stvg.Storage;
using Stvg.Storage.Tests.Postgres;
using Stvg.Tests;

namespace Stvg.Grains.Tests.Processes;

/// <summary>
/// Three silos over loopback and PostgreSQL, one camera with real video in a loop, one sentence on watch; and somebody who asks all the
/// time how the camera fares.
/// </summary>
internal sealed partial class Street : IAsyncDisposable
{
    private static readonly TimeSpan
        s_patience = TimeSpan.FromSeconds(120), s_look = TimeSpan.FromMilliseconds(50), s_ask = TimeSpan.FromMilliseconds(150);

    private readonly Dictionary<string, SiloProcess> _silos = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private readonly string _connection, _folder;
    private readonly List<(DateTimeOffset At, string Silo)> _seen = [];
    private readonly List<string> _gone = [];
    private Task _watching = Task.CompletedTask;

    private Street(string connection, string folder) => (_connection, _folder) = (connection, folder);

    /// <summary>The names of the silos.</summary>
    public IReadOnlyList<string> Names { get; } = ["s1", "s2", "s3"];

    public SiloProcess this[string name] => _silos[name];

    public static async Task<Street> OpenAsync(PostgresServer postgres)
    {
        var scripts = OrleansScripts.Find();
        Assert.SkipUnless(
            scripts.Count > 0,
            $"needs the PostgreSQL scripts of Orleans, which are not in its packages: put them into deploy/orleans-sql, or name their folder in {OrleansScripts.Variable}");
        var connection = await DatabaseAsync(postgres, scripts);
        var street = new Street(connection, Directory.CreateTempSubdirectory("stvg street ").FullName);
        try
        {
            await Task.WhenAll(street.Names.Select(street.StartAsync));
            var api = street._silos["s1"].Http;
            await PostAsync(api, "/api/queries", new { id = "walking", text = "a person walking", minDuration = 1, cooldown = 5 });
            await PostAsync(api, "/api/cameras", new
            {
                id = "gate", source = TestData.Path("video/pets09-s2l1.avi"), pace = "realtime", loop = true, recording = false,
            });
            // Each silo is asked by itself: one that does not answer while it ends must not hide what the others say.
            street._watching = Task.WhenAll(street.Names.Select(name => Task.Run(() => street.WatchAsync(name))));
            await street.SeesAsync("");
            return street;
        }
        catch
        {
            await street.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync(string name)
    {
        var silo = await SiloProcess.StartAsync(name, _connection, Path.Combine(_folder, "data"));
        SiloProcess? old;
        lock (_silos)
        {
            _silos.Remove(name, out old);
            _silos[name] = silo;
        }

        if (old is null) return;
        await old.DisposeAsync();
        _gone.Add($"--- {name}, gone\n{old.Log}");
    }

    /// <summary>Who watches the camera, by what the silos say of it; the latest owner has the highest number.</summary>
    public string Owner()
    {
        lock (_silos)
        {
            return _silos.Values.Select(
                s => (s.Name, Epoch: Watching().Matches(s.Log).Select(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))
                .LastOrDefault()))
                .MaxBy(s => s.Epoch).Name;
        }
    }

    /// <summary>Waits until objects are seen by another silo than this one, on so many frames.</summary>
    public async Task SeesAsync(string notBy, int frames = 20)
    {
        var watch = Stopwatch.StartNew();
        var since = DateTimeOffset.UtcNow;
        while (true)
        {
            lock (_seen)
            {
                if (_seen.Where(s => s.Silo != notBy && s.At > since).DistinctBy(s => s.At).Count() >= frames) return;
            }

            if (_watching.IsFaulted) await _watching;
            if (watch.Elapsed > s_patience) throw new TimeoutException($"nobody but '{notBy}' sees anything:\n{Logs()}");
            await Task.Delay(s_look);
        }
    }

    /// <summary>The longest time between two frames with objects, from a moment on.</summary>
    public TimeSpan LongestGap(DateTimeOffset since)
    {
        lock (_seen)
        {
            var times = _seen.Where(s => s.At >= since.AddSeconds(-1)).Select(s => s.At).Order().ToList();
            return times.Zip(times.Skip(1)).Max(pair => pair.Second - pair.First);
        }
    }

    /// <summary>Takes the camera away, and returns all that was told of alerts, and the ids of objects that the archive knows.</summary>
    public async Task<(IReadOnlyList<AlertRecord> Changes, HashSet<int> Objects)> CloseAsync()
    {
        await _end.CancelAsync();
        await _watching;
        foreach (var (_, silo) in _silos)
        {
            using var response = await silo.Http.DeleteAsync("/api/cameras/gate");
            if (response.IsSuccessStatusCode) break;
        }

        await using var archive = await Archive.OpenAsync(_connection, default);
        var watch = Stopwatch.StartNew();
        IReadOnlyList<AlertRecord> changes;
        do
        {
            await Task.Delay(s_look);
            changes = await archive.AlertChangesAsync(0, default, 100_000, default);
        }
        while (changes.GroupBy(c => c.Alert.Id).Any(g => g.All(c => c.Alert.State != AlertState.Closed)) && watch.Elapsed < s_patience);
        var tubelets = await archive.TubeletsAsync("gate", null, null, null, 10_000, default);
        return (changes, [.. tubelets.Items.Select(t => t.Object.Tubelet.ObjectId)]);
    }

    public string Logs() => string.Join('\n', _gone.Concat(_silos.Select(s => $"--- {s.Key}\n{s.Value.Log}")));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        await Task.WhenAll(_silos.Values.Select(s => s.DisposeAsync().AsTask()));
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"camera gate is watched here, owner (\d+)")]
    private static partial Regex Watching();

    private async Task WatchAsync(string name)
    {
        while (!_end.IsCancellationRequested)
        {
            SiloProcess silo;
            lock (_silos) silo = _silos[name];
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                limit.CancelAfter(TimeSpan.FromSeconds(1));
                var camera = (await silo.Http.GetFromJsonAsync<JsonNode>("/api/cameras/gate", limit.Token))!;
                if (camera["liveTubelets"]!.GetValue<int>() > 0 && camera["lastFrameAt"] is { } at)
                {
                    lock (_seen) _seen.Add((at.GetValue<DateTimeOffset>(), Owner()));
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // That silo is down; the others are asked, too.
            }

            await Task.Delay(s_ask);
        }
    }

    private static async Task PostAsync(HttpClient api, string path, object body)
    {
        using var response = await api.PostAsJsonAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, $"POST {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private static async Task<string> DatabaseAsync(PostgresServer postgres, IReadOnlyList<string> scripts)
    {
        var socket = await postgres.SocketAsync();
        var name = $"street{Guid.NewGuid():N}";
        await using (var server = NpgsqlDataSource.Create(PostgresServer.Connection(socket)))
        await using (var create = server.CreateCommand($"CREATE DATABASE {name}")) await create.ExecuteNonQueryAsync();
        var connection = PostgresServer.Connection(socket, database: name);
        await using var source = NpgsqlDataSource.Create(connection);
        foreach (var script in scripts)
        {
            await using var command = source.CreateCommand(await File.ReadAllTextAsync(script));
            await command.ExecuteNonQueryAsync();
        }

        return connection;
    }
}
