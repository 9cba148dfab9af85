using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Models.Inference;

namespace Stvg.Grains.Inference;

/// <summary>
/// One camera's way to a detector: its own silo's devices as long as they keep up, another silo's when they are full or there are none. A
/// frame whose device dies in the middle of it is looked at elsewhere; it counts once, since only its camera uses the answer.
/// </summary>
internal sealed partial class SpillingLine : IDetectorLine
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(500);

    private readonly LineRequest _request;
    private readonly List<LocalDevice> _local;
    private readonly SiloParts _silo;
    private readonly DeviceTable _devices;
    private readonly IGrainFactory _grains;
    private readonly ILogger _log;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    private SpillingLine(
        LineRequest request, FrameSize inputSize, IReadOnlyList<string> classes, List<LocalDevice> local,
        SiloParts silo, DeviceTable devices, IGrainFactory grains, ILogger log)
    {
        (_request, InputSize, Classes, _local, _silo, _devices, _grains, _log) =
            (request, inputSize, classes, local, silo, devices, grains, log);
    }

    public FrameSize InputSize { get; }

    public IReadOnlyList<string> Classes { get; }

    public static async Task<SpillingLine> OpenAsync(
        string cameraId, string model, FrameSize size, QueuePolicy policy, List<LocalDevice> local,
        SiloParts silo, DeviceTable devices, IGrainFactory grains, ILogger log, CancellationToken ct)
    {
        var request = new LineRequest(cameraId, model, (int)size.Width, (int)size.Height, policy == QueuePolicy.Lossless);
        if (local.Count > 0) return new SpillingLine(
            request, local[0].Line.InputSize, local[0].Line.Classes, local, silo, devices, grains, log);
        while (true)
        {
            foreach (var key in devices.Others())
            {
                try
                {
                    var reply = await grains.GetGrain<IInferenceGrain>(key).OpenAsync(request).WaitAsync(ct).ConfigureAwait(false);
                    return new SpillingLine(
                        request, new FrameSize(reply.InputWidth, reply.InputHeight), reply.Classes, local, silo, devices, grains, log);
                }
                catch (Exception e) when (IsDeviceGone(e))
                {
                    devices.Done(key, failed: true);
                    DeviceFailed(log, cameraId, key, e.Message);
                }
            }

            // None yet: silos with devices may be on their way.
            await Task.Delay(s_wait, silo.Time, ct).ConfigureAwait(false);
        }
    }

    public async ValueTask<IFoundObjects?> FindAsync(Frame frame, CancellationToken ct)
    {
        var own = _local.Count == 0 ? null : _local.MinBy(d => d.Worker.Statistics.QueueLength);
        if (own is not null && own.Worker.Statistics.QueueLength < _silo.Options.FullAt)
            return await own.Line.FindAsync(frame, ct).ConfigureAwait(false);
        DetectionRequest? request = null;
        while (true)
        {
            foreach (var key in _devices.Others())
            {
                var (answered, found) = await TryAsync(key, request ??= ModelFrame.Request(_request, frame), ct).ConfigureAwait(false);
                if (answered) return found;
            }

            if (own is not null) return await own.Line.FindAsync(frame, ct).ConfigureAwait(false);
            if (!_request.Lossless) return null; // passed over, and counted as such
            await Task.Delay(s_wait, _silo.Time, ct).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        foreach (var device in _local) device.Line.Dispose();
        // Not waited for: a device that does not hear of it forgets the camera by itself.
        foreach (var key in _used) _grains.GetGrain<IInferenceGrain>(key).CloseAsync(_request.CameraId).Ignore();
    }

    private async Task<(bool Answered, IFoundObjects? Found)> TryAsync(string key, DetectionRequest request, CancellationToken ct)
    {
        _devices.Sent(key);
        _used.Add(key);
        try
        {
            var reply = await _grains.GetGrain<IInferenceGrain>(key).DetectAsync(request)
                .WaitAsync(_silo.Options.RemoteTimeout, _silo.Time, ct).ConfigureAwait(false);
            _devices.Done(key, failed: false);
            return (true, reply is null ? null : new RemoteObjects(reply));
        }
        catch (Exception e) when (IsDeviceGone(e))
        {
            _devices.Done(key, failed: true);
            DeviceFailed(_log, _request.CameraId, key, e.Message);
            return (false, null);
        }
        catch (OperationCanceledException)
        {
            _devices.Done(key, failed: false);
            throw;
        }
    }

    private static bool IsDeviceGone(Exception e) => e is OrleansException or TimeoutException or StvgException;

    [LoggerMessage(LogLevel.Warning, "camera {Camera}: the device {Device} does not answer, another one is asked: {Reason}")]
    private static partial void DeviceFailed(ILogger log, string camera, string device, string reason);
}
