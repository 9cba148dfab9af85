using Stvg.Core.Cameras;

namespace Stvg.Storage;

/// <summary>The cameras.</summary>
public interface ICameraStore
{
    /// <summary>Adds a camera. False when the id is taken.</summary>
    Task<bool> AddCameraAsync(CameraRecord camera, CancellationToken ct);

    /// <summary>Replaces what is known of a camera; nothing when it was removed meanwhile.</summary>
    /// <param name="camera">What is known.</param>
    /// <param name="fence">In whose name; null: nobody else writes it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="FencedException">Somebody else has taken over; nothing was written.</exception>
    Task UpdateCameraAsync(CameraRecord camera, Fence? fence, CancellationToken ct);

    /// <summary>Replaces what is known of a camera where nobody else does.</summary>
    /// <inheritdoc cref="UpdateCameraAsync(CameraRecord, Fence?, CancellationToken)"/>
    Task UpdateCameraAsync(CameraRecord camera, CancellationToken ct) => UpdateCameraAsync(camera, null, ct);

    /// <summary>All cameras, by id.</summary>
    Task<IReadOnlyList<CameraRecord>> CamerasAsync(CancellationToken ct);

    /// <summary>One camera; null when there is none of that id.</summary>
    Task<CameraRecord?> FindCameraAsync(string id, CancellationToken ct);

    /// <summary>Forgets a camera; what it saw stays. False when there is none.</summary>
    Task<bool> RemoveCameraAsync(string id, CancellationToken ct);
}

/// <summary>A camera with what must survive a restart.</summary>
public sealed record CameraRecord
{
    /// <summary>As the user gave them, password included: the database is to be protected like a password file.</summary>
    public required CameraSettings Settings { get; init; }

    /// <summary>When it was added; also the epoch of its timeline.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Meaning of its frame numbers; null before it was connected to for the first time.</summary>
    public CameraTimeline? Timeline { get; init; }

    /// <summary>First tubelet id of this camera: higher than any of an earlier camera of the same id.</summary>
    public int FirstTubeletId { get; init; } = 1;

    /// <summary>Tubelet ids from here on were never given out.</summary>
    public int NextTubeletId { get; init; } = 1;

    /// <summary>A file that was played to its end and does not begin again.</summary>
    public bool Ended { get; init; }
}
