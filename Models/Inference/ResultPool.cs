using Stvg.Models.Detectors;

namespace Stvg.Models.Inference;

/// <summary>Memory of one result: boxes, and a copy of the features, which the network overwrites with its next frame.</summary>
internal sealed class ResultMemory
{
    private float[] _features = [];

    public DetectionBuffer Found { get; } = new();

    /// <summary>Makes the features this memory's own.</summary>
    public void KeepFeatures()
    {
        if (Found.Features is not { } map) return;
        var length = map.Values.Length;
        if (_features.Length != length) _features = GC.AllocateUninitializedArray<float>(length);
        map.Values.CopyTo(_features);
        Found.Features = map with { Values = _features };
    }
}

/// <summary>Memory of results that were disposed, for those to come.</summary>
internal sealed class ResultPool
{
    private readonly Lock _lock = new();
    private readonly Stack<ResultMemory> _free = [];
    private int _limit;

    /// <summary>How many may lie idle: two for each camera, the one that is read and the one that is filled.</summary>
    public int Cameras
    {
        set
        {
            lock (_lock)
            {
                _limit = 2 * value;
                while (_free.Count > _limit) _free.Pop();
            }
        }
    }

    public ResultMemory Rent()
    {
        lock (_lock) return _free.TryPop(out var memory) ? memory : new();
    }

    public void Return(ResultMemory memory)
    {
        lock (_lock)
            if (_free.Count < _limit) _free.Push(memory);
    }
}
