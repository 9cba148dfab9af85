using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;

namespace Stvg.Models.Inference;

/// <summary>Where cameras have their frames looked at: a device of this process, or of another.</summary>
public interface IDetectorLines
{
    /// <summary>Lets a camera in.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="model">A detector of the catalogue.</param>
    /// <param name="videoSize">Size of the camera's original frames, pixels.</param>
    /// <param name="policy">What becomes of a frame that waits while the next one comes.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StvgException">The model cannot be used.</exception>
    Task<IDetectorLine> OpenAsync(string cameraId, ModelEntry model, FrameSize videoSize, QueuePolicy policy, CancellationToken ct);
}

/// <summary>One camera's access to a detector.</summary>
public interface IDetectorLine : IDisposable
{
    /// <summary>The size of picture that frames have to carry as <see cref="Frame.DetectorInput"/>.</summary>
    FrameSize InputSize { get; }

    /// <summary>Class names by <see cref="Detection.Class"/>.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Finds the objects of a frame; null when a newer frame took the frame's place, or no device has time.</summary>
    /// <param name="frame">A frame with a detector input; the caller keeps it, and must not dispose it before the task has completed.</param>
    /// <param name="ct">Takes the frame out of the queue.</param>
    /// <exception cref="StvgException">The network failed on this frame.</exception>
    ValueTask<IFoundObjects?> FindAsync(Frame frame, CancellationToken ct);
}

/// <summary>What a detector found in one frame; its memory goes back when it is disposed.</summary>
public interface IFoundObjects : IDisposable
{
    /// <summary>The detections, highest score first, boxes in pixels of the original frame.</summary>
    ReadOnlySpan<Detection> Detections { get; }

    /// <summary>The detector's features of the frame, valid until this is disposed; null when there are none.</summary>
    FeatureMap? Features { get; }

    /// <summary>How many frames were run together with this one, itself included.</summary>
    int BatchSize { get; }
}
