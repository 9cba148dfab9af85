using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;

namespace Stvg.Core.Cameras;

/// <summary>
/// What looks at the pixels of frames beside the detector, where it is there (docs/moving-cameras.md). Without it a camera is taken to stand, and
/// things that nobody carries any more are not looked for.
/// </summary>
public interface IVisionTools
{
    /// <summary>One line for the user: what it is.</summary>
    string Description { get; }

    /// <summary>Something that follows one camera's own motion.</summary>
    ICameraMotion CreateCameraMotion();

    /// <summary>Something that learns what is behind everything in one camera's picture; null: nobody does.</summary>
    IBackgroundModel? CreateBackground();

    /// <summary>Opens local devices and pipelines; null: nothing does.</summary>
    ICaptureDevices? Captures { get; }
}
