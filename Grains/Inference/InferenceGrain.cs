using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Placement;
using Stvg.Models.Inference;

namespace Stvg.Grains.Inference;

/// <summary>
/// See <see cref="IInferenceGrain"/>. Nothing runs in its turns: they hand frames to the device's own thread and wait for it.
/// </summary>
[SiloRole(RoleNames.Inference), DeviceHost, Immovable, Reentrant, KeepAlive]
internal sealed partial class InferenceGrain(SiloParts silo, ILogger<InferenceGrain> log) : Grain, IInferenceGrain
{
    // A camera that has sent nothing for so long has gone elsewhere.
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private string _device = "";
    private IDetectorLines? _detectors;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _device = key[(key.LastIndexOf('/') + 1)..];
        if (!silo.Devices.Contains(_device)) throw new StvgException($"silo '{silo.Options.Name}' has no device '{_device}'");
        _detectors = silo.Worker(_device);
        this.RegisterGrainTimer(CloseIdleAsync, new GrainTimerCreationOptions(s_idle, s_idle) { KeepAlive = false });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (var line in _lines.Values) line.Detector.Dispose();
        _lines.Clear();
        return Task.CompletedTask;
    }

    public async Task<LineReply> OpenAsync(LineRequest request)
    {
        var line = (await LineAsync(request)).Detector;
        return new LineReply((int)line.InputSize.Width, (int)line.InputSize.Height, [.. line.Classes]);
    }

    public async Task<DetectionReply?> DetectAsync(DetectionRequest request)
    {
        var line = await LineAsync(request.Line);
        using var frame = ModelFrame.Of(request, line.Detector.InputSize);
        using var found = await line.Detector.FindAsync(frame, CancellationToken.None);
        return found is null ? null : Reply(found);
    }

    public Task CloseAsync(string cameraId)
    {
        if (_lines.Remove(cameraId, out var line)) line.Detector.Dispose();
        return Task.CompletedTask;
    }

    public Task<DeviceReport> ReportAsync() => Task.FromResult(Report(silo, _device));

    /// <summary>How busy a device of a silo is.</summary>
    internal static DeviceReport Report(SiloParts silo, string device)
    {
        var now = silo.Worker(device).Statistics;
        return new DeviceReport(device, silo.Options.Name, now.Cameras, now.QueueLength, now.Frames, now.BusySeconds,
            now.MeanRunMilliseconds);
    }

    private static DetectionReply Reply(IFoundObjects found)
    {
        var detections = found.Detections;
        var objects = new float[6 * detections.Length];
        for (var i = 0; i < detections.Length; i++)
        {
            var (box, at) = (detections[i].Box, 6 * i);
            (objects[at], objects[at + 1], objects[at + 2], objects[at + 3]) = (box.X, box.Y, box.Width, box.Height);
            (objects[at + 4], objects[at + 5]) = (detections[i].Class, detections[i].Score);
        }

        return new DetectionReply
        {
            Objects = objects, BatchSize = found.BatchSize,
            Features = found.Features is { } map ? FeaturePacking.Pack(map, detections) : null,
        };
    }

    private async Task<Line> LineAsync(LineRequest request)
    {
        if (_lines.TryGetValue(request.CameraId, out var known) && known.Request == request)
        {
            known.UsedAt = silo.Time.GetTimestamp();
            return known;
        }

        var detector = silo.Detector ?? throw new StvgException($"silo '{silo.Options.Name}' has no detector");
        if (detector.Name != request.Model)
        {
            throw new StvgException(
                $"silo '{silo.Options.Name}' detects with '{detector.Name}', not with '{request.Model}': all silos of a cluster need the same");
        }

        var opened = await _detectors!.OpenAsync(
            request.CameraId, detector, new FrameSize(request.Width, request.Height),
            request.Lossless ? QueuePolicy.Lossless : QueuePolicy.LatestOnly, CancellationToken.None);
        // Another call of the same camera may have opened it meanwhile: calls interleave.
        if (_lines.Remove(request.CameraId, out var old)) old.Detector.Dispose();
        LineOpened(log, request.CameraId, _device);
        return _lines[request.CameraId] = new Line(request, opened) { UsedAt = silo.Time.GetTimestamp() };
    }

    private Task CloseIdleAsync(CancellationToken ct)
    {
        foreach (var (camera, line) in _lines.Where(l => silo.Time.GetElapsedTime(l.Value.UsedAt) > s_idle).ToList())
        {
            _lines.Remove(camera);
            line.Detector.Dispose();
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "camera {Camera} of another silo is looked at by {Device}")]
    private static partial void LineOpened(ILogger log, string camera, string device);

    private sealed class Line(LineRequest request, IDetectorLine detector)
    {
        public LineRequest Request { get; } = request;

        public IDetectorLine Detector { get; } = detector;

        public long UsedAt { get; set; }
    }
}
