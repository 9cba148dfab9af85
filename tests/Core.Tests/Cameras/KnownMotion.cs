using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Tests.Cameras;

/// <summary>A camera's motion that is known.</summary>
/// <param name="view">From the scene to the picture of a frame.</param>
internal sealed class KnownMotion(Func<int, Similarity> view) : ICameraMotion
{
    private int? _last;

    /// <summary>How often it was told that the stream was interrupted.</summary>
    public int Restarts { get; private set; }

    public CameraStep Observe(Frame frame, ReadOnlySpan<Box> moving)
    {
        var number = (int)frame.Number;
        var (last, _) = (_last, _last = number);
        return last is not { } before || view(before) == view(number)
            ? CameraStep.Still : CameraStep.Moved(view(before).Inverse.Then(view(number)), 1);
    }

    public void Restart() => (_last, Restarts) = (null, Restarts + 1);

    public void Dispose()
    {
    }
}
