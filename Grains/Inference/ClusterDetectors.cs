using Microsoft.Extensions.Logging;
using Stvg.Core.Frames;
using Stvg.Grains.Hosting;
using Stvg.Models.Catalogue;
using Stvg.Models.Inference;

namespace Stvg.Grains.Inference;

/// <summary>
/// The devices of the cluster, as a camera of this silo sees them: those of its own silo first, then accelerators elsewhere, then
/// processors.
/// </summary>
internal sealed class ClusterDetectors(SiloParts silo, DeviceTable devices, IGrainFactory grains, ILogger<ClusterDetectors> log)
    : IDetectorLines
{
    public async Task<IDetectorLine> OpenAsync(
        string cameraId, ModelEntry model, FrameSize videoSize, QueuePolicy policy, CancellationToken ct)
    {
        var local = new List<LocalDevice>();
        foreach (var device in silo.Devices)
        {
            var worker = silo.Worker(device);
            var line = await ((IDetectorLines)worker).OpenAsync(cameraId, model, videoSize, policy, ct).ConfigureAwait(false);
            local.Add(new LocalDevice(worker, line));
        }

        return await SpillingLine.OpenAsync(cameraId, model.Name, videoSize, policy, local, silo, devices, grains, log, ct)
            .ConfigureAwait(false);
    }
}

/// <summary>A device of this silo with a camera's place in its line.</summary>
internal sealed record LocalDevice(InferenceWorker Worker, IDetectorLine Line);
