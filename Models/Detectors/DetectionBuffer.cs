using Stvg.Core.Frames;

namespace Stvg.Models.Detectors;

/// <summary>What a detector found in one frame; made once and filled again for every frame.</summary>
public sealed class DetectionBuffer
{
    private Detection[] _items = new Detection[64];
    private int _count;

    /// <summary>The detections, highest score first, boxes clipped to the frame.</summary>
    public ReadOnlySpan<Detection> Detections => _items.AsSpan(0, _count);

    /// <summary>The detector's features of the frame, valid until it runs again; null when it has none or was asked for none.</summary>
    public FeatureMap? Features { get; set; }

    /// <summary>Empties the buffer.</summary>
    public void Clear() => (_count, Features) = (0, null);

    /// <summary>Appends a detection.</summary>
    public void Add(in Detection detection)
    {
        if (_count == _items.Length) Array.Resize(ref _items, 2 * _count);
        _items[_count++] = detection;
    }
}
