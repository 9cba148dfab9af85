using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;
using Stvg.Grains.Inference;
using Stvg.Storage;

namespace Stvg.Grains.Cameras;

/// <summary>Real cameras: decoded on this silo, looked at by a device of the cluster.</summary>
internal sealed class CameraRunners(SiloParts silo, ClusterDetectors detectors, ILoggerFactory loggers) : ICameraRunners
{
    private readonly ILogger _log = loggers.CreateLogger("Stvg.Cameras");

    public ICameraRunner Start(CameraRecord camera, ICameraArchive archive, IUpdateSink updates, string recordingFolder)
    {
        var detector = silo.Detector ?? throw new StvgException("this silo has no detector, so it can watch no camera: give it the role 'camera'");
        var context = new CameraContext(silo.Options.Server, archive, detectors, detector, updates, silo.Policy, _log)
        {
            RecordingFolder = recordingFolder,
        };
        return new CameraHost(camera, context);
    }
}
