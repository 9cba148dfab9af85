using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime.Placement;
using Orleans.Storage;
using Orleans.TestingHost;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Service;
using Stvg.Models.Catalogue;
using Stvg.Storage;

namespace Stvg.Grains.Tests.Support;

/// <summary>Silos in this process, with one archive behind them and cameras that show what the test says.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, SiloParts> _parts;
    private readonly string _folder;

    private TestCluster(InProcessTestCluster cluster, IArchive archive, World world, SharedStorage storage, Dictionary<string,
        SiloParts> parts, string folder)
    {
        (Cluster, Archive, World, Storage, _parts, _folder) = (cluster, archive, world, storage, parts, folder);
        Client = Parts(archive, folder, "client", [], null);
        Service = new ClusterGroundingService(Client, cluster.Client, NullLogger<ClusterGroundingService>.Instance);
    }

    public InProcessTestCluster Cluster { get; }

    public IArchive Archive { get; }

    public World World { get; }

    public SharedStorage Storage { get; }

    public IGroundingService Service { get; }

    /// <summary>What a gateway without a silo of its own has.</summary>
    public SiloParts Client { get; }

    public IGrainFactory Grains => Cluster.Client;

    /// <summary>Starts silos; each is for everything unless <paramref name="roles"/> says otherwise by its number.</summary>
    public static async Task<TestCluster> StartAsync(
        int silos = 3, Func<int, string[]>? roles = null, ModelEntry? detector = null, Action<ISiloBuilder>? configure = null,
        Func<SiloOptions, SiloOptions>? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("stvg cluster ").FullName;
        var archive = await Stvg.Storage.Archive.OpenAsync(Path.Combine(folder, "stvg.db"), CancellationToken.None);
        var (world, storage, parts) = (new World(), new SharedStorage(), new Dictionary<string, SiloParts>(StringComparer.Ordinal));
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((named, silo) =>
        {
            SiloParts part;
            lock (parts)
            {
                part = Parts(archive, folder, named.SiloName,
                    roles?.Invoke(int.Parse(named.SiloName[(named.SiloName.LastIndexOf('_') + 1)..], CultureInfo.InvariantCulture))
                        ?? [.. SiloOptions.AllRoles],
                    detector, options);
                parts[named.SiloName] = part;
            }

            silo.AddGrains(part);
            silo.UseInMemoryReminderService();
            silo.Services.AddKeyedSingleton<IGrainStorage>(ClusterNames.Storage, storage);
            silo.Services.AddSingleton<ICameraRunners>(world);
            silo.Services.AddSiloServices(part.Options);
            if (Environment.GetEnvironmentVariable("STVG_TEST_LOG") is { } level)
            {
                silo.Services.AddLogging(log => log.AddSimpleConsole(console => console.SingleLine = true)
                    .AddFilter("Stvg", Enum.Parse<LogLevel>(level)).AddFilter("Orleans", LogLevel.Error));
            }

            configure?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestCluster(cluster, archive, world, storage, parts, folder);
    }

    /// <summary>Adds a camera in front of a scene.</summary>
    public async Task AddCameraAsync(string id, Scene scene, Pace pace = Pace.Realtime)
    {
        World.Add(id, scene);
        var settings = new CameraSettings { Id = id, Source = "/dev/video0", Pace = pace, Recording = false };
        Assert.True(await Archive.AddCameraAsync(
            new CameraRecord { Settings = settings, AddedAt = Core.Tests.Alerts.Replay.Epoch }, CancellationToken.None));
        await Grains.GetGrain<IQueryGrain>(GroupOf(id)).CameraChangedAsync(id);
        Assert.NotNull(await Grains.GetGrain<ICameraGrain>(id).WatchAsync());
    }

    /// <summary>Moves a camera to the silo of its group.</summary>
    public async Task TogetherAsync(string cameraId)
    {
        var (camera, owners) = (Grains.GetGrain<ICameraGrain>(cameraId), World.Owners(cameraId));
        var silo = (await Grains.GetGrain<IQueryGrain>(GroupOf(cameraId)).ReportAsync(null)).Silo;
        if ((await camera.ReportAsync())!.Silo == silo) return;
        RequestContext.Set(IPlacementDirector.PlacementHintKey, SiloCalled(silo).SiloAddress);
        await camera.MoveAsync();
        RequestContext.Clear();
        await World.OwnedAsync(cameraId, owners + 1);
    }

    public Task AddQueryAsync(string text, string id = "q", TimeSpan? minDuration = null) => Service.Queries.AddAsync(
        new StandingQuery { Id = id, Text = text, Cooldown = TimeSpan.Zero, MinDuration = minDuration ?? TimeSpan.FromSeconds(1) },
            CancellationToken.None);

    public static string GroupOf(string cameraId) => ClusterNames.GroupOf(cameraId, SiloOptions.DefaultGroups);

    /// <summary>Waits for changes of alerts, as a listener does, until they are what is wanted.</summary>
    public async Task<List<AlertRecord>> AlertsAsync(Func<List<AlertRecord>, bool> enough, string what)
    {
        var seen = new List<AlertRecord>();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var change in Service.Alerts.StreamAsync(0, default, patience.Token))
            {
                seen.Add(change);
                if (enough(seen)) return seen;
            }
        }
        catch (OperationCanceledException)
        {
            // Said below.
        }

        throw new TimeoutException($"waited in vain for {what}; there were {string.Join(", ", seen.Select(s => $"{s.Alert.Id[..4]} {s.Alert.State} {s.Alert.End}"))}");
    }

    /// <summary>Asks again and again; a silo that is going is asked again, too.</summary>
    public static Task UntilAsync(Func<bool> holds, string what) => UntilAsync(() => Task.FromResult(holds()), what);

    /// <summary>Asks again and again; a silo that is going is asked again, too.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                if (await holds()) return;
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                // A silo is going; it is asked again.
            }

            if (patience.IsCancellationRequested) throw new TimeoutException($"waited in vain until {what}");
            await Task.Yield();
            await Task.Delay(20);
        }
    }

    public InProcessSiloHandle SiloCalled(string name) => Cluster.Silos.Single(s => s.Name == name);

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
        foreach (var part in _parts.Values)
            foreach (var (_, worker) in part.Workers) await worker.DisposeAsync();
        await Archive.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static SiloParts Parts(
        IArchive archive, string folder, string name, string[] roles, ModelEntry? detector, Func<SiloOptions, SiloOptions>? change = null)
    {
        var options = new SiloOptions
        {
            Name = name, Roles = roles, ReportEvery = TimeSpan.FromMilliseconds(200), RememberEvery = TimeSpan.FromMilliseconds(200),
            Server = new ServerOptions { DataFolder = folder, WebhookBody = static _ => [], KeepData = null },
        };
        return new SiloParts(change?.Invoke(options) ?? options, archive, new QueryParser(Lexicon.Empty), detector);
    }
}
