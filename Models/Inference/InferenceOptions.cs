using System.Globalization;
using Stvg.Core;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;

namespace Stvg.Models.Inference;

/// <summary>How an <see cref="InferenceWorker"/> works.</summary>
public sealed record InferenceOptions
{
    /// <summary>Default of <see cref="QueueLength"/>.</summary>
    public const int DefaultQueueLength = 64;

    /// <summary>Default of <see cref="MaxBatch"/>.</summary>
    public const int DefaultMaxBatch = 8;

    /// <summary>What runs the networks: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>; also the tag of the worker's metrics.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>
    /// How many cameras may stand in line, each with one frame. When more come, the camera that was served last gives way; cameras that
    /// must lose nothing never do. As many questions may wait for a learned grounder.
    /// </summary>
    public int QueueLength { get; init; } = DefaultQueueLength;

    /// <summary>Most frames of one run, for networks whose file leaves the number of pictures open.</summary>
    public int MaxBatch { get; init; } = DefaultMaxBatch;

    /// <summary>
    /// Whether the processor gets batches too. It was measured not to gain by them, and the first of eight frames would wait for the
    /// eighth, so off unless asked for.
    /// </summary>
    public bool BatchOnCpu { get; init; }

    /// <summary>
    /// Threads, thresholds and features of the detectors; <see cref="Device"/> and <see cref="MaxBatch"/> above decide the rest.
    /// </summary>
    public DetectorOptions Detector { get; init; } = new();

    /// <summary>Where the models are installed; the default store when null.</summary>
    public ModelStore? Store { get; init; }

    /// <summary>The options of every detector of the worker.</summary>
    /// <exception cref="StvgException">The device is not known, or a number is out of range.</exception>
    internal DetectorOptions DetectorOptions()
    {
        if (QueueLength < 1) throw new StvgException($"the inference queue's length is {QueueLength}; give at least 1");
        if (MaxBatch is < 1 or > 64) throw new StvgException($"the largest batch is {MaxBatch}; give 1 to 64");
        var (provider, id) = ParseDevice(Device);
        var batch = provider == ExecutionProvider.Cpu && !BatchOnCpu ? 1 : MaxBatch;
        return Detector with { Provider = provider, DeviceId = id, MaxBatch = batch };
    }

    private static (ExecutionProvider Provider, int Id) ParseDevice(string device)
    {
        if (device == "cpu") return (ExecutionProvider.Cpu, 0);
        if (device == "cuda") return (ExecutionProvider.Cuda, 0);
        if (device.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(device.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return (ExecutionProvider.Cuda, id);
        }
        throw new StvgException($"the inference device '{device}' is not known: use cpu, cuda or cuda:N");
    }
}
