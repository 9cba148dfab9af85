using Stvg.Core;
using Stvg.Core.Frames;

namespace Stvg.Models.Inference;

/// <summary>One camera's access to an <see cref="InferenceWorker"/>.</summary>
public sealed class InferenceClient : IDetectorLine
{
    private readonly InferenceWorker _worker;

    internal InferenceClient(InferenceWorker worker, string cameraId, SharedDetector detector, DeviceSeat seat) =>
        (_worker, CameraId, Detector, Seat) = (worker, cameraId, detector, seat);

    /// <summary>The camera.</summary>
    public string CameraId { get; }

    /// <summary>The size of picture that frames have to carry as <see cref="Frame.DetectorInput"/>.</summary>
    public FrameSize InputSize => Detector.Detector.InputSize;

    /// <summary>Class names by <see cref="Detection.Class"/>.</summary>
    public IReadOnlyList<string> Classes => Detector.Detector.Classes;

    internal SharedDetector Detector { get; }

    internal DeviceSeat Seat { get; }

    /// <summary>Finds the objects of a frame when the device has time for it.</summary>
    /// <param name="frame">
    /// A frame with a detector input of <see cref="InputSize"/>. The caller keeps it, and must not dispose it before the task has
    /// completed.
    /// </param>
    /// <param name="ct">Takes the frame out of the queue; a run that has begun is finished, and its result returned.</param>
    /// <returns>What was found, to be disposed; null when a newer frame took the frame's place or the client was disposed.</returns>
    /// <exception cref="ArgumentException">The frame carries no detector input, or one of another size.</exception>
    /// <exception cref="StvgException">The network failed on this frame's batch.</exception>
    public ValueTask<InferenceResult?> DetectAsync(Frame frame, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(frame);
        // Here rather than on the device, where a bad frame would spoil the batch of other cameras.
        var view = frame.DetectorInput?.View ?? throw new ArgumentException("the frame carries no detector input", nameof(frame));
        if (new FrameSize(view.Width, view.Height) != InputSize)
            throw new ArgumentException($"the detector input is {view.Width}x{view.Height}, not {InputSize}", nameof(frame));
        return _worker.Submit(this, frame, ct);
    }

    async ValueTask<IFoundObjects?> IDetectorLine.FindAsync(Frame frame, CancellationToken ct) => await DetectAsync(frame, ct).ConfigureAwait(false);

    /// <summary>Leaves the line; calls that have not come to an end give null. Safe to call twice.</summary>
    public void Dispose() => _worker.Unregister(Seat);
}
