using Orleans.Concurrency;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Interfaces;

/// <summary>
/// One device of one silo (key: <see cref="ClusterNames.Device"/>), pinned to it. Its calls go to that silo's worker thread, where they are
/// batched with those of the silo's own cameras. Frames come at the model's input size, never as a video's raw pictures.
/// </summary>
[Alias("stvg.inference")]
public interface IInferenceGrain : IGrainWithStringKey
{
    /// <summary>Lets a camera of another silo in. Doing it again changes nothing.</summary>
    [Alias("open"), AlwaysInterleave]
    Task<LineReply> OpenAsync(LineRequest request);

    /// <summary>Finds the objects of a frame; null when a newer frame took its place.</summary>
    [Alias("detect"), AlwaysInterleave]
    Task<DetectionReply?> DetectAsync(DetectionRequest request);

    /// <summary>A camera leaves.</summary>
    [Alias("close"), AlwaysInterleave]
    Task CloseAsync(string cameraId);

    /// <summary>How busy the device is.</summary>
    [Alias("report"), AlwaysInterleave]
    Task<DeviceReport> ReportAsync();
}
