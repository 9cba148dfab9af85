using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Serialization;
using Orleans.Streams;
using Stvg.Core.Services;
using Stvg.Embedded;
using Stvg.Embedded.Live;
using Stvg.Grains.Cameras;
using Stvg.Grains.Clips;
using Stvg.Grains.Inference;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Placement;
using Stvg.Grains.Service;
using Stvg.Storage;

namespace Stvg.Grains.Hosting;

/// <summary>Puts the grains into a silo.</summary>
internal static class ClusterHosting
{
    /// <summary>Opens the archive and loads what the silo's roles need.</summary>
    public static async Task<SiloParts> OpenAsync(SiloOptions options, CancellationToken ct)
    {
        var archive = await Archive.OpenAsync(options.Server.ArchiveConnection, ct).ConfigureAwait(false);
        try
        {
            var detects = options.Has(RoleNames.Camera) || options.Has(RoleNames.Inference);
            var model = new ClipOptions { Detector = options.Server.Detector, Notify = options.Server.Notify };
            var detector = detects ? await ModelFiles.DetectorAsync(model, ct).ConfigureAwait(false) : null;
            var parser = await Sentences.LoadParserAsync(options.Server.Notify, ct).ConfigureAwait(false);
            return new SiloParts(options, archive, parser, detector);
        }
        catch
        {
            await archive.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Adds grains, placement, streams and the services of a silo. Clustering, storage and reminders are the caller's. Call it after
    /// <c>UseOrleans</c>, so that cameras are handed over before the runtime ends.
    /// </summary>
    public static void AddGrains(this ISiloBuilder builder, SiloParts parts)
    {
        var options = parts.Options;
        builder.UseSiloMetadata(new Dictionary<string, string>
        {
            [ClusterNames.Roles] = string.Join(',', options.Roles),
            [ClusterNames.Accelerator] = string.Join(',', parts.Devices),
            [ClusterNames.Host] = options.Name,
        });
        // Implicit subscriptions need no store; a queue that dies with its silo is noticed by the numbers of the updates.
        builder.AddMemoryStreams(ClusterNames.StreamProvider, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(agent => agent.Configure(o => o.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(100)));
        });
        builder.ConfigureServices(services =>
        {
            services.AddSingleton(parts);
            services.AddSingleton<SiloLoads>();
            services.AddSingleton<DeviceTable>();
            services.AddSingleton<ClusterDetectors>();
            services.AddSingleton<CameraRunners>();
            services.AddSingleton<ICameraRunners>(s => s.GetRequiredService<CameraRunners>());
            services.AddSingleton<Handover>();
            services.AddSingleton<ClipDesk>();
            services.AddPlacementFilter<SiloRoleFilter, SiloRoleDirector>(ServiceLifetime.Transient);
            services.AddPlacementFilter<SiloHostFilter, SiloHostDirector>(ServiceLifetime.Transient);
            services.AddPlacementFilter<DeviceHostFilter, DeviceHostDirector>(ServiceLifetime.Transient);
            services.AddSingleton<SiloReporter>();
        });
        builder.AddPlacementDirector<CameraPlacement, CameraPlacementDirector>();
        builder.AddPlacementDirector<GroupPlacement, GroupPlacementDirector>();
        builder.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = TimeSpan.FromSeconds(5);
            messaging.MaxEnqueuedRequestsSoftLimit = 5_000;
            messaging.MaxEnqueuedRequestsHardLimit = 10_000;
            messaging.MaxMessageBodySize = 32 << 20;
        });
        // What people are told of crosses silos as what it is.
        builder.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(Stvg)));
        // What bare grains were measured with: a dead silo is found in about a second, a frozen one in about twelve.
        builder.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
    }

    /// <summary>Adds what runs beside the grains; stopped before the runtime, in the reverse order.</summary>
    public static void AddSiloServices(this IServiceCollection services, SiloOptions options)
    {
        services.AddHostedService(s => s.GetRequiredService<SiloReporter>());
        services.AddHostedService<CameraKeeper>();
        if (options.Has(RoleNames.Camera)) services.AddHostedService<Drain>();
        if (!options.Has(RoleNames.Gateway)) return;
        services.AddSingleton<ClusterGroundingService>();
        services.AddSingleton<IGroundingService>(s => s.GetRequiredService<ClusterGroundingService>());
    }
}
