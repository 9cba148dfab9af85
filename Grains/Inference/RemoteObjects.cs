using System.Buffers;
using Stvg.Core.Frames;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Models.Inference;

namespace Stvg.Grains.Inference;

/// <summary>What a device of another silo found.</summary>
internal sealed class RemoteObjects : IFoundObjects
{
    private readonly Detection[] _detections;
    private float[]? _values;

    public RemoteObjects(DetectionReply reply)
    {
        var objects = reply.Objects;
        _detections = new Detection[objects.Length / 6];
        for (var i = 0; i < _detections.Length; i++)
        {
            var o = objects.AsSpan(6 * i, 6);
            _detections[i] = new Detection(new Box(o[0], o[1], o[2], o[3]), (int)o[4], o[5]);
        }

        BatchSize = reply.BatchSize;
        if (reply.Features is not { } packed) return;
        _values = ArrayPool<float>.Shared.Rent(packed.Width * packed.Height * packed.Channels);
        Features = FeaturePacking.Unpack(packed, _values);
    }

    public ReadOnlySpan<Detection> Detections => _detections;

    public FeatureMap? Features { get; private set; }

    public int BatchSize { get; }

    public void Dispose()
    {
        Features = null;
        if (Interlocked.Exchange(ref _values, null) is { } values) ArrayPool<float>.Shared.Return(values);
    }
}
