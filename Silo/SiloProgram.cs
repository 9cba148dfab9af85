using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Orleans.Configuration;
using Stvg.Api;
using Stvg.Core;
using Stvg.Core.Services;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;

namespace Stvg.Silo;

/// <summary>Puts a silo together and runs it until it is told to end.</summary>
internal static class SiloProgram
{
    private const string Invariant = "Npgsql";

    public static async Task RunAsync(SiloSettings settings, CancellationToken ct)
    {
        Directory.CreateDirectory(settings.Silo.Server.DataFolder);
        if (settings.Postgres is { } connection) await OrleansTables.CheckAsync(connection, ct);
        await using var parts = await ClusterHosting.OpenAsync(settings.Silo, ct);
        using var telemetry = Telemetry.Start(settings.Otlp, "orleans-stvg-silo", "Microsoft.Orleans*");
        using var host = Build(settings, parts);
        await StartAsync(host, settings, ct);
        ApiServer? api = null;
        await using var health = await HealthServer.StartAsync(settings.Health, host.Services, ct);
        try
        {
            if (settings.Silo.Has(RoleNames.Gateway))
            {
                api = await ApiHost.StartAsync(
                    host.Services.GetRequiredService<IGroundingService>(),
                        new ApiOptions { Urls = settings.Urls, Mounts = Dashboard.Mounts(settings, host.Services) },
                    host.Services.GetRequiredService<ILoggerFactory>(), ct);
                foreach (var at in api.Addresses) Console.WriteLine($"listening on {at}");
            }

            Console.WriteLine($"silo {settings.Silo.Name} ({string.Join(", ", settings.Silo.Roles)}) at {settings.Address}:{settings.SiloPort}; stop with Ctrl-C");
            await EndAsync(host, ct);
        }
        finally
        {
            if (api is not null) await api.DisposeAsync();
            // Hands its cameras over first; see Drain.
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Until Ctrl-C, SIGTERM, or the runtime gives up: a silo that the others have declared dead ends by itself.</summary>
    private static async Task EndAsync(IHost host, CancellationToken ct)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = ct.Register(() => end.TrySetResult());
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        await using var stopping = lifetime.ApplicationStopping.Register(() => end.TrySetResult());
        await end.Task;
    }

    private static IHost Build(SiloSettings settings, SiloParts parts)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(settings.LogLevel).AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning)
            .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "));
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
        builder.UseOrleans(silo =>
        {
            silo.Configure<Orleans.Configuration.SiloOptions>(o => o.SiloName = settings.Silo.Name);
            if (settings.Postgres is { } connection) UsePostgres(silo, settings, connection);
            else UseLocalhost(silo, settings);
            silo.AddActivityPropagation();
            // A silo that cannot keep up turns clients of the runtime away; the cameras' own queues are bounded each.
            silo.Configure<LoadSheddingOptions>(shedding => shedding.LoadSheddingEnabled = true);
            // The runtime's strongly consistent directory was tried: after a silo's death it kept cameras waiting for 24 s, against 3 s
            // with the default one, whose mistakes the fences make harmless.
            silo.AddGrains(parts);
            Dashboard.Add(silo, settings);
        });
        builder.Services.AddSiloServices(settings.Silo);
        return builder.Build();
    }

    private static void UseLocalhost(ISiloBuilder silo, SiloSettings settings)
    {
        silo.UseLocalhostClustering(
            settings.SiloPort, settings.GatewayPort,
            settings.PrimaryPort == settings.SiloPort ? null
                : new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, settings.PrimaryPort),
            settings.ServiceId, settings.ClusterId);
        silo.AddMemoryGrainStorage(ClusterNames.Storage);
        silo.UseInMemoryReminderService();
    }

    private static void UsePostgres(ISiloBuilder silo, SiloSettings settings, string connection)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (settings.ServiceId, settings.ClusterId));
        silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Invariant, connection));
        silo.AddAdoNetGrainStorage(ClusterNames.Storage, o => (o.Invariant, o.ConnectionString) = (Invariant, connection));
        silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (Invariant, connection));
        silo.ConfigureEndpoints(
            settings.Address, settings.SiloPort, settings.GatewayPort,
                listenOnAnyHostAddress: !System.Net.IPAddress.IsLoopback(settings.Address));
    }

    private static async Task StartAsync(IHost host, SiloSettings settings, CancellationToken ct)
    {
        try
        {
            await host.StartAsync(ct);
        }
        catch (Exception e) when (e is OrleansException or IOException or System.Net.Sockets.SocketException or Npgsql.NpgsqlException)
        {
            throw new StvgException($"silo '{settings.Silo.Name}' cannot join the cluster: {e.GetBaseException().Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
