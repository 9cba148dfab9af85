using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Tracking;

/// <summary>A <see cref="Stage"/> before a camera whose view of it is known: boxes come as the camera shows them.</summary>
/// <param name="stage">What is there.</param>
/// <param name="view">From the stage to the picture of a frame; identity on frame 0.</param>
internal sealed class PannedStage(Stage stage, Func<int, Similarity> view)
{
    /// <summary>What is seen of it on a frame.</summary>
    public Detection[] At(int frame) => [.. stage.At(frame).Select(d => d with { Box = view(frame).Map(d.Box) })];

    /// <summary>What the camera did before a frame.</summary>
    public CameraStep Step(int frame) => frame == 0 || view(frame) == view(frame - 1)
        ? CameraStep.Still : CameraStep.Moved(view(frame - 1).Inverse.Then(view(frame)), 1);

    /// <summary>Mended tubelets; with the camera's motion known, or not.</summary>
    public IReadOnlyList<Tubelet> Track(int frames, bool known, int stride = 1)
    {
        var path = new CameraPath(Stage.Size);
        var options = new TrackerOptions { FrameSize = Stage.Size, Camera = known ? path : null };
        var tracker = new Tracker(options);
        for (var frame = 0; frame < frames; frame++)
        {
            path.Add(frame, Step(frame));
            if (frame % stride == 0) tracker.Update(frame, At(frame));
        }

        return TubeletMending.Mend(tracker.Finish(), MendingOptions.For(options));
    }
}
