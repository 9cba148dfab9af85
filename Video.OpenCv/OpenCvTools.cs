using Stvg.Core.Cameras;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;

namespace Stvg.Video.OpenCv;

/// <summary>What OpenCV does for the engine.</summary>
public sealed class OpenCvTools : IVisionTools
{
    private OpenCvTools() { }

    /// <summary>The tools; null where the native library does not load, and <see cref="OpenCvLibrary.Description"/> says why.</summary>
    public static OpenCvTools? Find() => OpenCvLibrary.Version is null ? null : new OpenCvTools();

    /// <inheritdoc/>
    public string Description => OpenCvLibrary.Description;

    /// <inheritdoc/>
    public ICameraMotion CreateCameraMotion() => new FlowCameraMotion();

    /// <inheritdoc/>
    public IBackgroundModel CreateBackground() => new MixtureBackground();

    /// <inheritdoc/>
    public ICaptureDevices Captures { get; } = new OpenCvCaptures();
}
