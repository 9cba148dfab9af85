using Stvg.Core.Cameras;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Services;

/// <summary>Cameras and what they saw.</summary>
public interface ICameraService
{
    /// <summary>Begins to watch; answers at once, while the camera is still being connected to.</summary>
    /// <exception cref="ServiceException">Invalid settings, a forbidden source, or an id that is taken.</exception>
    Task<CameraView> AddAsync(CameraSettings settings, CancellationToken ct);

    /// <summary>
    /// Replaces a camera's settings and connects anew. A source that is given as it is shown, with its password hidden, stays what it was.
    /// </summary>
    /// <exception cref="ServiceException">Invalid settings, a forbidden source, or no camera of that id.</exception>
    Task<CameraView> ChangeAsync(CameraSettings settings, CancellationToken ct);

    /// <summary>All cameras, by id.</summary>
    Task<IReadOnlyList<CameraView>> ListAsync(CancellationToken ct);

    /// <summary>One camera; null when there is none of that id.</summary>
    Task<CameraView?> FindAsync(string id, CancellationToken ct);

    /// <summary>Stops watching and forgets the camera; what it saw stays until retention takes it. False when there is none.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken ct);

    /// <summary>Breaks the connection off and makes it anew; the other cameras do not notice.</summary>
    Task<CameraView> RestartAsync(string id, CancellationToken ct);

    /// <summary>The newest frame as JPEG, with numbered marks on its tubelets when asked for.</summary>
    Task<Media> SnapshotAsync(string id, bool marks, CancellationToken ct);

    /// <summary>
    /// The newest frame as it is wanted, for those who look again and again; null when it is not newer than the one that was named.
    /// </summary>
    /// <exception cref="ServiceException">There is no such camera, or no frame has come from it yet.</exception>
    Task<LivePicture?> PictureAsync(string id, PictureRequest request, CancellationToken ct);

    /// <summary>What ended in a stretch of time, newest first.</summary>
    Task<Page<TubeletView>> TubeletsAsync(string id, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int limit, CancellationToken ct);
}

/// <summary>A camera as it stands.</summary>
/// <param name="Settings">As the user gave them, without the password in the source.</param>
/// <param name="Status">How it fares.</param>
/// <param name="AddedAt">When it was added.</param>
public sealed record CameraView(CameraSettings Settings, CameraStatus Status, DateTimeOffset AddedAt);

/// <summary>A tubelet of the archive.</summary>
/// <param name="CameraId">The camera.</param>
/// <param name="Tubelet">Identity and boxes.</param>
/// <param name="BeginAt">Capture time of its first frame.</param>
/// <param name="EndAt">Capture time of its last frame.</param>
/// <param name="Colours">The most prominent colours by part, for people ("upper": "red"); empty where nothing is clear.</param>
public sealed record TubeletView(
    string CameraId, Tubelet Tubelet, DateTimeOffset BeginAt, DateTimeOffset EndAt, IReadOnlyDictionary<string, string> Colours);
