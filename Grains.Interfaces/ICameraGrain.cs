using Orleans.Concurrency;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Interfaces;

/// <summary>
/// One camera (key: its id): owns the stream, so that decoding and pictures stay on its silo, tracks, and publishes updates. What it is to
/// watch stands in the archive; it only has to be told to look.
/// </summary>
[Alias("stvg.camera")]
public interface ICameraGrain : IGrainWithStringKey
{
    /// <summary>
    /// Watches, if the archive knows the camera and this is not done already; whoever keeps the cluster's cameras going calls this again
    /// and again, and nothing is lost by it.
    /// </summary>
    [Alias("watch")]
    Task<CameraReport?> WatchAsync();

    /// <summary>How it fares; null when the archive knows no such camera.</summary>
    [Alias("report"), AlwaysInterleave]
    Task<CameraReport?> ReportAsync();

    /// <summary>Breaks the connection off and makes it anew.</summary>
    [Alias("restart")]
    Task<CameraReport?> RestartAsync();

    /// <summary>Replaces the settings, in the archive, too, and connects anew; null when the archive knows no such camera.</summary>
    [Alias("change")]
    Task<CameraReport?> ChangeAsync(CameraSettingsParcel settings);

    /// <summary>Stops for good: the camera was removed from the archive.</summary>
    [Alias("stop")]
    Task StopAsync();

    /// <summary>Goes to another silo, which the caller may name by the runtime's placement hint; that one goes on at once.</summary>
    [Alias("move")]
    Task MoveAsync();

    /// <summary>The newest frame as JPEG, with numbered marks on its objects when asked for; null before the first frame.</summary>
    [Alias("snapshot"), AlwaysInterleave]
    Task<byte[]?> SnapshotAsync(bool marks);

    /// <summary>The newest frame as it is wanted; null before the first, and when it is not newer than the one that was named.</summary>
    [Alias("picture"), AlwaysInterleave]
    Task<LivePictureParcel?> PictureAsync(PictureAsk ask);

    /// <summary>Asks the multimodal model about an alert, with the pictures that only the camera's silo has.</summary>
    [Alias("verify"), AlwaysInterleave, ResponseTimeout("00:05:00")]
    Task<VerificationReply> VerifyAsync(VerificationRequest request);

    /// <summary>The latest update once more, whole, for a reader who missed one; null when there is none.</summary>
    [Alias("whole"), AlwaysInterleave]
    Task<UpdateParcel?> WholeAsync();
}
