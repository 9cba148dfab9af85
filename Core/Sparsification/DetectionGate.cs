using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Sparsification;

/// <summary>
/// Decides frame by frame whether the detector has to look. Driven by frame numbers and pixels alone, never by a clock, so that the same
/// video is always looked at in the same way. Not safe for concurrent use.
/// </summary>
/// <param name="options">When a look is due.</param>
/// <param name="size">Size of the original picture, pixels.</param>
/// <param name="framesPerSecond">Of the frame numbers.</param>
/// <param name="tracker">What is known; told of every frame that is detected before <see cref="Detected"/> is called.</param>
/// <param name="background">
/// Has looked at every frame before it is considered: where <see cref="SparsificationOptions.ConfirmByBackground"/> asks for it, what it takes for
/// background has not moved. Null: grey levels alone tell.
/// </param>
public sealed class DetectionGate(
    SparsificationOptions options, FrameSize size, double framesPerSecond, Tracker tracker, IBackgroundModel? background = null)
{
    // Pixels of the original picture. A large car or a crowd can move the estimate by less, and such a step hides nobody.
    private const double LeastShift = 2;

    /// <summary>Half a frame: times are sums of frames.</summary>
    private readonly double _tolerance = 0.5 / framesPerSecond;

    private readonly MotionMap _map = new();
    private readonly TrackOutlook _outlook = new(options, size, framesPerSecond, tracker);
    private UnknownMotion? _unknown;
    private int? _lastRun;
    private long _considered = -1;

    private UnknownMotion Unknown => _unknown ??= new UnknownMotion(options, _map);

    /// <summary>Whether a frame is worth a run.</summary>
    /// <param name="frame">The next frame; not kept.</param>
    public FrameVerdict Consider(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (!options.Enabled) return new FrameVerdict(true, FrameReason.Every);
        var now = frame.Number / framesPerSecond;
        _map.Take(frame);
        if (background is not null && options.ConfirmByBackground) _map.Confirm(background);
        var moving = tracker.Options.Camera is { LastStep: { Kind: not CameraStepKind.Still } step }
            && (step.Kind != CameraStepKind.Moved || step.FromPrevious.LargestShift(size) >= LeastShift);
        if (moving) _map.Restart();
        _outlook.Look((int)frame.Number, _map);
        _map.Finish(_considered < 0 ? 0 : (float)((frame.Number - _considered) / framesPerSecond));
        _considered = frame.Number;
        Unknown.Judge(now);

        if (_lastRun is not { } last) return new FrameVerdict(true, FrameReason.First);
        var seconds = ((frame.Number - last) / framesPerSecond) + _tolerance;
        if (_outlook.Leaving || (Unknown.IsWorthALook && Unknown.IsAtBorder)) return new FrameVerdict(true, FrameReason.Border);
        if (Unknown.IsWorthALook) return new FrameVerdict(true, FrameReason.Motion);
        if (moving && seconds >= options.LongestMovingGap) return new FrameVerdict(true, FrameReason.Camera);
        if (_outlook.Unsure) return new FrameVerdict(true, FrameReason.Uncertain);
        if (seconds >= (_outlook.Busy ? options.LongestBusyGap : options.LongestQuietGap)) return new FrameVerdict(true, FrameReason.LongestGap);
        return new FrameVerdict(false, _outlook.Busy ? FrameReason.Predictable : FrameReason.Quiet);
    }

    /// <summary>Told of every frame that the detector looked at, after the tracker was.</summary>
    public void Detected(int frame)
    {
        _lastRun = frame;
        if (_considered != frame) return;
        // With what the run found, judge anew what is left: it is what the detector has no name for.
        _outlook.Look(frame, _map);
        _map.Recount();
        Unknown.LookedInVain(frame / framesPerSecond);
        _map.Remember();
    }

    /// <summary>Nothing is known any more.</summary>
    public void Reset()
    {
        _lastRun = null;
        _map.Forget();
    }
}
