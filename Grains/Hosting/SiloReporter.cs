using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stvg.Core.Cameras;
using Stvg.Grains.Cameras;
using Stvg.Grains.Clips;
using Stvg.Grains.Inference;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Hosting;

/// <summary>Tells the directory how this silo fares, and passes on what the directory knows of the others.</summary>
internal sealed partial class SiloReporter(
    SiloParts silo, ILocalSiloDetails self, IGrainFactory grains, SiloLoads loads, DeviceTable devices, Handover handover, ClipDesk clips,
        ILogger<SiloReporter> log)
    : BackgroundService
{
    private readonly Rebalancing _rebalancing = new(silo.GroupOf);

    /// <summary>Tells once.</summary>
    public async Task TellAsync(CancellationToken ct)
    {
        var directory = grains.GetGrain<IDirectoryGrain>(ClusterNames.Directory);
        var report = Report();
        var known = await directory.TellAsync(report).WaitAsync(ct).ConfigureAwait(false);
        loads.Learn(known);
        devices.Learn(await directory.DevicesAsync().WaitAsync(ct).ConfigureAwait(false));
        if (!silo.IsLeaving) await RebalanceAsync(report, known, ct).ConfigureAwait(false);
    }

    /// <summary>Gives a camera away when this silo has too much to do.</summary>
    private async Task RebalanceAsync(SiloReport report, SiloLoad[] known, CancellationToken ct)
    {
        var may = report.Cameras.Where(c => c.Phase == (int)CameraPhase.Running).ToList();
        if (_rebalancing.Choose(report.Address, [.. known.Where(l => l.HasCameras)], may) is not var (camera, target)) return;
        var address = SiloAddress.FromParsableString(target);
        GivesAway(log, camera, address);
        await handover.MoveAsync(camera, may.Single(c => c.CameraId == camera).Epoch, address, ct).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(silo.Options.ReportEvery, silo.Time);
        do
        {
            try
            {
                await TellAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                // While the directory moves nobody is told; what was known goes on being used.
                NotTold(log, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private SiloReport Report() => new()
    {
        Name = silo.Options.Name,
        Address = self.SiloAddress.ToParsableString(),
        Roles = [.. silo.Options.Roles],
        Devices = [.. silo.Devices.Select(d => InferenceGrain.Report(silo, d))],
        Cameras = [.. silo.Cameras.Values.Select(c => c.Report()).OfType<CameraReport>()],
        IsLeaving = silo.IsLeaving,
        Processors = Environment.ProcessorCount,
        Clips = clips.Busy,
        Judged = silo.Judged,
    };

    [LoggerMessage(LogLevel.Information, "this silo has more to do than others: camera {Camera} goes to {Target}")]
    private static partial void GivesAway(ILogger log, string camera, SiloAddress target);

    [LoggerMessage(LogLevel.Information, "the directory could not be told: {Reason}")]
    private static partial void NotTold(ILogger log, string reason);
}
