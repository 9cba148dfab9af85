using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;
using Stvg.Grains.Inference;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Grains.Cameras;

/// <summary>Real cameras: decoded on this silo, looked at by a device of the cluster.</summary>
internal sealed class CameraRunners(SiloParts silo, ClusterDetectors detectors, ILoggerFactory loggers) : ICameraRunners, IAsyncDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("Stvg.Cameras");
    private readonly PreparedCameras _prepared = new();
    private readonly LivePictures _pictures = new(silo.Time);
    private readonly CameraPoses _poses = new(silo.Options.Server);

    public ICameraRunner Start(
        CameraRecord camera, ICameraArchive archive, IUpdateSink updates, string recordingFolder, Task<CameraUpdate?> before) =>
        new CameraHost(camera, Context(archive, updates, recordingFolder) with { Before = new EarlierOwner(before) });

    /// <summary>Connects to a camera that this silo is about to take over.</summary>
    public Task<bool> PrepareAsync(CameraRecord camera, string recordingFolder, CancellationToken ct) =>
        _prepared.PrepareAsync(camera, Context(new NoArchive(), new NoUpdates(), recordingFolder), ct);

    public async ValueTask DisposeAsync()
    {
        await _prepared.DisposeAsync().ConfigureAwait(false);
        await _pictures.DisposeAsync().ConfigureAwait(false);
        _poses.Dispose();
    }

    private CameraContext Context(ICameraArchive archive, IUpdateSink updates, string recordingFolder)
    {
        var detector = silo.Detector
            ?? throw new StvgException("this silo has no detector, so it can watch no camera: give it the role 'camera'");
        return new CameraContext(silo.Options.Server, archive, detectors, detector, updates, silo.Policy, _log)
        {
            RecordingFolder = recordingFolder, Prepared = _prepared, Pictures = _pictures, Poses = _poses, Album = silo.Judge?.Album,
        };
    }

    /// <summary>Who only connects has nothing to keep: the right to write comes with the session.</summary>
    private sealed class NoArchive : ICameraArchive
    {
        public Task AddTubeletsAsync(IReadOnlyList<StoredTubelet> tubelets, CancellationToken ct) =>
            throw new InvalidOperationException("not an owner");

        public Task UpdateCameraAsync(CameraRecord camera, CancellationToken ct) => throw new InvalidOperationException("not an owner");

        public Task AddSegmentAsync(RecordedSegment segment, CancellationToken ct) => throw new InvalidOperationException("not an owner");
    }

    private sealed class NoUpdates : IUpdateSink
    {
        public ValueTask PostAsync(CameraUpdate update, CancellationToken ct) => throw new InvalidOperationException("not an owner");

        public Task DrainAsync(CancellationToken ct) => throw new InvalidOperationException("not an owner");
    }
}
