using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Services;
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

/// <summary>Watches cameras: the real ones, or whatever stands for them in a test.</summary>
public interface ICameraRunners
{
    /// <summary>Begins to watch a camera; returns at once.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="archive">What it keeps.</param>
    /// <param name="updates">Who is told.</param>
    /// <param name="recordingFolder">Folder of its recordings below the camera's own; empty: none.</param>
    /// <param name="before">
    /// The last update of whoever watched the camera before, as soon as it is known (null when it is not): who is still there goes on under his
    /// id. What that update shows is archived by others.
    /// </param>
    ICameraRunner Start(CameraRecord camera, ICameraArchive archive, IUpdateSink updates, string recordingFolder, Task<CameraUpdate?> before);
}

/// <summary>One camera being watched; disposing it tells of what was in the picture as ended, and ends.</summary>
public interface ICameraRunner : IAsyncDisposable
{
    /// <summary>How it fares.</summary>
    CameraStatus Status { get; }

    /// <summary>Breaks the connection off and makes it anew.</summary>
    void Restart();

    /// <summary>The newest frame as JPEG, with numbered marks when asked for; null before the first.</summary>
    Task<byte[]?> SnapshotAsync(bool marks, CancellationToken ct);

    /// <summary>The newest frame as it is wanted; null before the first, and when it is not newer than the one that was named.</summary>
    Task<LivePicture?> PictureAsync(PictureRequest request, CancellationToken ct);
}
