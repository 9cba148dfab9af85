using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;

namespace Stvg.Core.Tubelets;

/// <summary>Watches one clip frame by frame: frames and detections in, a <see cref="Scene"/> out.</summary>
public interface IClipObserver
{
    /// <summary>Frames that were considered, by what became of them.</summary>
    FrameTally Frames { get; }

    /// <summary>Whether the next frame is worth a run of the detector, and why: then <see cref="Observe"/> it, else <see cref="Skip"/> it.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="last">Whether the clip ends with it. The last frame is always looked at, so that it is known who is still there.</param>
    FrameVerdict Consider(Frame frame, bool last);

    /// <summary>Takes the next frame with its detections; frames come in order, every one of them here or in <see cref="Skip"/>.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="detections">What the detector found on it.</param>
    /// <param name="features">The detector's early features of the same frame, or null.</param>
    void Observe(Frame frame, ReadOnlySpan<Detection> detections, FeatureMap? features);

    /// <summary>Passes over the next frame; boxes on it will be interpolated.</summary>
    void Skip(Frame frame);

    /// <summary>Ends the clip.</summary>
    Scene Finish();
}
