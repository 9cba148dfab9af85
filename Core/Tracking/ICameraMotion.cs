using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// Tells how a camera moved between two frames, by looking at what does not move by itself. Optional: without one a camera is taken to stand still
/// as far as its objects' common motion does not say otherwise.
/// </summary>
/// <remarks>Driven by frames alone, never by a clock: the same frames give the same answers. Not safe for concurrent use.</remarks>
public interface ICameraMotion : IDisposable
{
    /// <summary>Looks at the next frame.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="moving">Where things are that move by themselves, original pixels; not looked at for the motion of the camera.</param>
    /// <returns>How the scene has moved in the picture since the frame before; of the first frame <see cref="CameraStep.Still"/>.</returns>
    CameraStep Observe(Frame frame, ReadOnlySpan<Box> moving);

    /// <summary>The stream was interrupted: the next frame is a first one.</summary>
    void Restart();
}

/// <summary>How the picture of a scene moved from one frame to the next.</summary>
/// <param name="Kind">Whether it did, and whether that is known.</param>
/// <param name="FromPrevious">Where a resting point of the frame before is on this one, original pixels; identity unless it moved.</param>
/// <param name="Confidence">The share of what was looked at that agrees, in [0, 1].</param>
public readonly record struct CameraStep(CameraStepKind Kind, Similarity FromPrevious, float Confidence)
{
    /// <summary>The camera stands.</summary>
    public static CameraStep Still { get; } = new(CameraStepKind.Still, Similarity.Identity, 1);

    /// <summary>Nobody can tell where the camera looks now as against before.</summary>
    public static CameraStep Lost { get; } = new(CameraStepKind.Lost, Similarity.Identity, 0);

    /// <summary>The camera moved.</summary>
    public static CameraStep Moved(Similarity fromPrevious, float confidence) => new(CameraStepKind.Moved, fromPrevious, confidence);
}

/// <summary>What a camera did between two frames.</summary>
public enum CameraStepKind
{
    /// <summary>It stood.</summary>
    Still,

    /// <summary>It moved, and how is known.</summary>
    Moved,

    /// <summary>The pictures have too little in common: a cut, a whip pan, or darkness.</summary>
    Lost,
}
