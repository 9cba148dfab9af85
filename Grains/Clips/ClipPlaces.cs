using Stvg.Core.Services;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Clips;

/// <summary>Whether what a job needs can be read on this silo.</summary>
internal static class ClipPlaces
{
    /// <summary>Null when it can; else what is to be told if nobody else can either.</summary>
    public static async Task<ClipReport?> MissingAsync(ClipJob job, SiloParts silo, CancellationToken ct)
    {
        if (job.Video is { } video)
        {
            try
            {
                var address = await silo.Policy.CheckAsync(video, ct).ConfigureAwait(false);
                return !address.IsFile || File.Exists(address.Safe) ? null
                    : NotHere(ServiceError.NotFound, $"there is no video '{address.Safe}' on any silo");
            }
            catch (ServiceException e)
            {
                // Another silo may have been started with the folder.
                return NotHere(e.Kind, e.Message);
            }
        }

        // What was seen is in the archive; only who looks at pictures needs the recording.
        var looks = job.Task == (int)ClipTask.Mark || (job.Judge && job.Task != (int)ClipTask.Search);
        if (!looks || job.Camera is not { } camera || job.From is not { } from || job.To is not { } to) return null;
        var segments = await silo.Archive.SegmentsAsync(camera, from, to, ct).ConfigureAwait(false);
        return segments.Count == 0 || segments.Any(s => File.Exists(Path.Combine(silo.Options.Server.RecordingsFolder, s.Path))) ? null
            : NotHere(ServiceError.NotFound, $"the recording of camera '{camera}' lies in no folder that a silo can read");
    }

    private static ClipReport NotHere(ServiceError kind, string message) =>
        new() { State = (int)ClipState.NotHere, Kind = (int)kind, Message = message };
}
