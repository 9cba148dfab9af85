using Microsoft.Extensions.Logging;
using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;

namespace Stvg.Grains.Service;

/// <summary>The product's port in front of a cluster: what lives is asked of its grain, what is remembered of the archive.</summary>
internal sealed class ClusterGroundingService : IGroundingService, IDisposable
{
    // Changes are written by grains anywhere; who listens looks as often as this.
    private static readonly TimeSpan s_listen = TimeSpan.FromMilliseconds(200);

    private readonly TubeService _tubes;

    public ClusterGroundingService(SiloParts silo, IGrainFactory grains, ILogger<ClusterGroundingService> log)
    {
        var options = silo.Options.Server;
        Cameras = new ClusterCameraService(silo, grains);
        Queries = new ClusterQueryService(silo, grains);
        Alerts = new AlertService(silo.Archive, new AlertFeed(silo.Archive, silo.Time, s_listen), silo.Time);
        var dispatch = new ClipDispatch(grains, silo.Time, log);
        _tubes = new TubeService(silo.Archive, silo.Search, new ClusterTubeCurves(dispatch, silo.Planner), options);
        Tubes = new ClusterTubeService(dispatch, silo.Planner, _tubes);
        Clips = new ClusterClipService(dispatch, silo);
        var report = new StatusReport(silo.Archive, options, static () => null, ct => ClusterStatus.AskAsync(grains, silo, ct));
        System = new SystemService(silo.Archive, report, silo.Time);
    }

    public ICameraService Cameras { get; }

    public IQueryService Queries { get; }

    public IAlertService Alerts { get; }

    public ITubeService Tubes { get; }

    public IClipService Clips { get; }

    public ISystemService System { get; }

    public void Dispose() => _tubes.Dispose();
}
