using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>Where a camera's updates go: the standing queries, wherever they are.</summary>
public interface IUpdateSink
{
    /// <summary>Hands over an update; waits while the receiver has no time, so that nothing grows.</summary>
    ValueTask PostAsync(CameraUpdate update, CancellationToken ct);

    /// <summary>Waits until everything handed over so far was judged and written.</summary>
    Task DrainAsync(CancellationToken ct);
}

/// <summary>What a camera keeps for good.</summary>
/// <remarks>
/// A <see cref="StvgException"/> of a write means "not now": it is tried again. <see cref="FencedException"/> means never again: somebody
/// else watches the camera.
/// </remarks>
public interface ICameraArchive
{
    /// <summary>Keeps tubelets that are over and done with.</summary>
    Task AddTubeletsAsync(IReadOnlyList<StoredTubelet> tubelets, CancellationToken ct);

    /// <summary>Keeps what must survive a restart.</summary>
    Task UpdateCameraAsync(CameraRecord camera, CancellationToken ct);

    /// <summary>Notes a recorded file.</summary>
    Task AddSegmentAsync(RecordedSegment segment, CancellationToken ct);
}

/// <summary>The camera's archive is the process's.</summary>
internal sealed class PlainCameraArchive(IArchive archive) : ICameraArchive
{
    public Task AddTubeletsAsync(IReadOnlyList<StoredTubelet> tubelets, CancellationToken ct) => archive.AddTubeletsAsync(tubelets, ct);

    public Task UpdateCameraAsync(CameraRecord camera, CancellationToken ct) => archive.UpdateCameraAsync(camera, ct);

    public Task AddSegmentAsync(RecordedSegment segment, CancellationToken ct) => archive.AddSegmentAsync(segment, ct);
}
