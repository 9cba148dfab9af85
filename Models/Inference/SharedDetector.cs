using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;

namespace Stvg.Models.Inference;

/// <summary>A session that all cameras with the same model and input size use.</summary>
internal sealed class SharedDetector(Detector detector)
{
    public Detector Detector { get; } = detector;

    /// <summary>The input sizes that lead here: more than its own where the network's file decides, not the video.</summary>
    public HashSet<FrameSize> Wanted { get; } = [];

    public int Users { get; set; }
}

/// <summary>The sessions of one device, each opened for its first camera.</summary>
internal sealed class DetectorTable(ModelStore store, DetectorOptions options)
{
    private readonly Lock _opening = new();
    private readonly Lock _lock = new();
    private readonly List<SharedDetector> _open = [];

    public int Count
    {
        get
        {
            lock (_lock) return _open.Count;
        }
    }

    /// <summary>Finds or opens a session, on the caller's thread; the device goes on with other cameras meanwhile.</summary>
    /// <exception cref="Core.StvgException">The model cannot be used.</exception>
    public SharedDetector Acquire(ModelEntry model, FrameSize videoSize)
    {
        var wanted = model.Input is { } input ? InputGeometry.Choose(videoSize, input) : default;
        // Opening takes long, so two cameras that want the same wait for each other, but nobody waits to leave.
        lock (_opening)
        {
            if (Find(shared => shared.Detector.Model == model && shared.Wanted.Contains(wanted), wanted) is { } known) return known;
            var opened = new SharedDetector(Detector.Open(model, store, videoSize, options));
            var size = opened.Detector.InputSize;
            if (Find(shared => shared.Detector.Model == model && shared.Detector.InputSize == size, wanted) is { } same)
            {
                opened.Detector.Dispose();
                return same;
            }
            lock (_lock)
            {
                _open.Add(opened);
                return Join(opened, wanted);
            }
        }
    }

    /// <summary>A camera has gone.</summary>
    /// <returns>The session when nobody uses it any more; it is to be closed by the thread that runs it.</returns>
    public Detector? Release(SharedDetector detector)
    {
        lock (_lock)
        {
            if (--detector.Users > 0) return null;
            _open.Remove(detector);
            return detector.Detector;
        }
    }

    private SharedDetector? Find(Predicate<SharedDetector> fits, FrameSize wanted)
    {
        lock (_lock) return _open.Find(fits) is { } found ? Join(found, wanted) : null;
    }

    private SharedDetector Join(SharedDetector shared, FrameSize wanted)
    {
        lock (_lock)
        {
            shared.Wanted.Add(wanted);
            shared.Users++;
            return shared;
        }
    }
}
