using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Sparsification;

/// <summary>
/// Decides frame by frame whether the detector has to look. Driven by frame numbers and pixels alone, never by a clock, so that the same
/// video is always looked at in the same way.
/// </summary>
public sealed class DetectionGate(SparsificationOptions options, double framesPerSecond, Tracker tracker)
{
    private int? _lastRun;

    /// <summary>Whether a frame is worth a run.</summary>
    public FrameVerdict Consider(Frame frame)
    {
        if (!options.Enabled || _lastRun is not { } last) return new FrameVerdict(true, FrameReason.First);
        var seconds = (frame.Number - last) / framesPerSecond;
        var busy = tracker.Live.Count > 0;
        if (seconds >= (busy ? options.LongestBusyGap : options.LongestQuietGap) - 1e-6) return new FrameVerdict(true, FrameReason.LongestGap);
        return new FrameVerdict(false, busy ? FrameReason.Predictable : FrameReason.Quiet);
    }

    /// <summary>Told of every frame that the detector looked at.</summary>
    public void Detected(int frame) => _lastRun = frame;

    /// <summary>Nothing is known any more.</summary>
    public void Reset() => _lastRun = null;
}
