using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Core.Grounding.Filtering;
using Stvg.Embedded.Live;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Storage;

namespace Stvg.Grains.Cameras;

/// <summary>Who was in the picture when a camera's silo died: nobody else will tell the archive of them.</summary>
internal static class InFlight
{
    /// <summary>Archives them as they were seen last. A file that is played fast is watched again, and tells of them itself.</summary>
    public static async Task ArchiveAsync(CameraMemory memory, CameraRecord camera, ICameraArchive archive, CancellationToken ct)
    {
        if (memory.InFlight is not { } parcel || camera.Settings.Pace == Pace.Fast) return;
        var message = new UpdateMessage(parcel.CameraId, parcel.Epoch, parcel.Sequence, parcel.IsWhole, parcel.Frame, parcel.Content);
        if (new UpdateReader().Read(message, out var updates) != UpdateReception.Taken)
            throw new StvgException($"the memory of camera '{camera.Settings.Id}' holds no whole update");
        var update = updates[^1];
        List<StoredTubelet> left = [.. update.Recent.Concat(update.Live).Concat(update.Ended)
            .Where(o => o.Tubelet.Id < camera.NextTubeletId)
            .DistinctBy(o => o.Tubelet.Id)
            .Select(o => new StoredTubelet(update.Timeline, update.Size, o, TubeletSignature.Of(o, update.Size, update.Timeline.FramesPerSecond)))];
        if (left.Count > 0) await archive.AddTubeletsAsync(left, ct);
    }
}
