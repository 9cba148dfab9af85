using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Storage;

/// <summary>What the cameras saw.</summary>
public interface ITubeletStore
{
    /// <summary>Keeps ended tubelets, in one transaction. One that is there already (same camera and id) is left as it is.</summary>
    /// <param name="tubelets">The tubelets.</param>
    /// <param name="fence">In whose name; null: nobody else writes them.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="FencedException">Somebody else has taken over; nothing was written.</exception>
    Task AddTubeletsAsync(IReadOnlyList<StoredTubelet> tubelets, Fence? fence, CancellationToken ct);

    /// <summary>Keeps ended tubelets where nobody else does.</summary>
    /// <inheritdoc cref="AddTubeletsAsync(IReadOnlyList{StoredTubelet}, Fence?, CancellationToken)"/>
    Task AddTubeletsAsync(IReadOnlyList<StoredTubelet> tubelets, CancellationToken ct) => AddTubeletsAsync(tubelets, null, ct);

    /// <summary>One camera's tubelets whose life overlaps a stretch of time, newest first.</summary>
    Task<Page<StoredTubelet>> TubeletsAsync(
        string cameraId, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int limit, CancellationToken ct);

    /// <summary>One tubelet; null when there is none.</summary>
    Task<StoredTubelet?> FindTubeletAsync(string cameraId, int tubeletId, CancellationToken ct);

    /// <summary>The highest tubelet id of a camera, 0 when there is none.</summary>
    Task<int> LastTubeletIdAsync(string cameraId, CancellationToken ct);
}

/// <summary>A tubelet with what is needed to ground sentences in it later.</summary>
/// <param name="Timeline">Meaning of its frame numbers.</param>
/// <param name="Size">Size of the camera's picture then.</param>
/// <param name="Object">Boxes, classes, appearance, motion and colours; <see cref="Tubelet.CameraId"/> is set.</param>
/// <param name="Signature">What it could answer.</param>
public sealed record StoredTubelet(CameraTimeline Timeline, FrameSize Size, SceneObject Object, TubeletSignature Signature)
{
    /// <summary>An object of a camera's update, with its signature.</summary>
    public static StoredTubelet Of(CameraUpdate update, SceneObject seen)
    {
        ArgumentNullException.ThrowIfNull(update);
        return new(update.Timeline, update.Size, seen, TubeletSignature.Of(seen, update.Size, update.Timeline.FramesPerSecond));
    }

    /// <summary>Capture time of its first frame.</summary>
    public DateTimeOffset BeginAt => Timeline.TimeOf(Object.Tubelet.Begin);

    /// <summary>Capture time of its last frame.</summary>
    public DateTimeOffset EndAt => Timeline.TimeOf(Object.Tubelet.End);
}
