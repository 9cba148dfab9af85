using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Storage;

namespace Stvg.Bench.Cluster;

/// <summary>Runs a <see cref="Case"/> and measures it.</summary>
internal static class Bench
{
    public static async Task<Figures> RunAsync(Load load, Case what)
    {
        GC.Collect();
        var folder = Directory.CreateTempSubdirectory("stvg bench ").FullName;
        try
        {
            await using var archive = await Archive.OpenAsync(Path.Combine(folder, "stvg.db"), default);
            var runners = new ReplayRunners(load.Recording, what);
            return what.Silos == 0 ? await InProcessAsync(load, runners, archive) : await ClusterAsync(load, runners, archive, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figures> InProcessAsync(Load load, ReplayRunners runners, IArchive archive)
    {
        var machine = new StandingQueries();
        foreach (var query in load.Queries) machine.Put(query, load.Parser.Parse(query.Text));
        await using var desk = new Desk(machine, archive);
        var empty = GC.GetTotalMemory(true);
        var running = Enumerable.Range(0, runners.Case.Cameras)
            .Select(i => runners.Start(Camera(i), null!, desk, "", Task.FromResult<CameraUpdate?>(null))).ToList();
        var figures = await MeasureAsync(load, runners, archive, empty);
        foreach (var runner in running) await runner.DisposeAsync();
        return figures;
    }

    private static async Task<Figures> ClusterAsync(Load load, ReplayRunners runners, IArchive archive, string folder)
    {
        foreach (var query in load.Queries) await archive.AddQueryAsync(query, default);
        var (what, slower, storage) = (runners.Case, Recording.Fps / runners.Case.Rate, new SharedStorage());
        var builder = new InProcessTestClusterBuilder((short)what.Silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((options, silo) =>
        {
            var defaults = new SiloOptions
            {
                Name = options.SiloName, Server = new ServerOptions { DataFolder = folder, WebhookBody = static _ => [] },
            };
            if (what.Apart)
                defaults = defaults with { Roles = options.SiloName.EndsWith($"_{what.Silos - 1}", StringComparison.Ordinal)
                    ? [RoleNames.Query] : [RoleNames.Camera] };
            var parts = new SiloParts(
                defaults with
                {
                    ReportEvery = defaults.ReportEvery * slower, RememberEvery = defaults.RememberEvery * slower,
                    FollowEvery = defaults.FollowEvery * slower, SilentFor = defaults.SilentFor * slower,
                },
                archive, load.Parser, null);
            silo.AddGrains(parts);
            silo.Services.AddKeyedSingleton<IGrainStorage>(ClusterNames.Storage, storage);
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<ICameraRunners>(runners);
            silo.Services.AddSiloServices(parts.Options);
        });
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var empty = GC.GetTotalMemory(true);
        await Parallel.ForAsync(0, what.Cameras, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ct) =>
        {
            await archive.AddCameraAsync(Camera(i), ct);
            await cluster.Client.GetGrain<ICameraGrain>($"street-{i}").WatchAsync();
        });
        return await MeasureAsync(load, runners, archive, empty, storage);
    }

    private static async Task<Figures> MeasureAsync(
        Load load, ReplayRunners runners, IArchive archive, long empty, SharedStorage? storage = null)
    {
        var what = runners.Case;
        var idle = GC.GetTotalMemory(true) - empty;
        runners.Begin.SetResult();
        // A few frames at the measured rate before it counts.
        await Task.Delay(TimeSpan.FromSeconds(runners.WarmUpSeconds + (5 / what.Rate)));
        using var traffic = new Traffic();
        var (cpu, posted, began) =
            (Process.GetCurrentProcess().TotalProcessorTime, Interlocked.Read(ref runners.Posted), Stopwatch.GetTimestamp());
        var first = await archive.LatestAlertChangeAsync(default);
        var paused = GC.GetTotalPauseDuration();
        runners.Late = 0;
        var (stored, writes) = (storage?.Bytes ?? 0, storage?.Writes ?? 0);
        await Task.Delay(TimeSpan.FromSeconds(what.Seconds));
        var frames = Interlocked.Read(ref runners.Posted) - posted;
        var stopped = GC.GetTotalPauseDuration() - paused;
        var (used, wall) = ((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds,
            Stopwatch.GetElapsedTime(began).TotalSeconds);
        var (bytes, here, crossed) = (traffic.Bytes, traffic.Here, traffic.Crossed);
        (stored, writes) = ((storage?.Bytes ?? 0) - stored, (storage?.Writes ?? 0) - writes);
        var filled = GC.GetTotalMemory(true) - empty;
        await runners.End.CancelAsync();
        var alerts = await archive.AlertChangesAsync(first, default, 100_000, default);
        return new Figures(what)
        {
            FramesPerSecond = frames / wall, QueriesPerSecond = frames / wall * load.Queries.Count, Cost = used / frames * 1e6,
            Collecting = stopped.TotalSeconds * Environment.ProcessorCount / used,
            BytesPerUpdate = (double)bytes / frames, Crossed = here + crossed == 0 ? 0 : (double)crossed / (here + crossed),
            StoredPerUpdate = (double)stored / frames, Writes = writes / wall, Idle = idle / 1024.0 / what.Cameras,
                Running = filled / 1024.0 / what.Cameras,
            AlertsPerSecond = alerts.Count / wall, Delays = [.. alerts.Select(runners.Delay).OfType<double>().Order()],
                Late = runners.Late / 1e4,
        };
    }

    private static CameraRecord Camera(int i) => new()
    {
        Settings = new CameraSettings { Id = $"street-{i}", Source = "/dev/video0", Recording = false }, AddedAt = DateTimeOffset.UtcNow,
    };

    /// <summary>Counts what silos send to each other, as the runtime's own meter tells, and which way updates took.</summary>
    private sealed class Traffic : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _bytes, _here, _crossed;

        public Traffic()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name is "orleans-messaging-sent-messages-size" or "stvg.cluster.updates") listener.EnableMeasurementEvents(
                    instrument);
            };
            _listener.SetMeasurementEventCallback<int>((_, value, _, _) => Interlocked.Add(ref _bytes, value));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                if (instrument.Name != "stvg.cluster.updates") Interlocked.Add(ref _bytes, value);
                else if (tags[0].Value is "here") Interlocked.Add(ref _here, value);
                else Interlocked.Add(ref _crossed, value);
            });
            _listener.Start();
        }

        public long Here => Interlocked.Read(ref _here);

        public long Crossed => Interlocked.Read(ref _crossed);

        public long Bytes => Interlocked.Read(ref _bytes);

        public void Dispose() => _listener.Dispose();
    }
}
