using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Storage;

namespace Stvg.Grains.Queries;

// What it has to do with its cameras.
internal sealed partial class QueryGrain
{
    /// <summary>Asks the camera for everything that it knows now.</summary>
    private async Task CatchUpAsync(string cameraId, CameraFeed feed, List<AlertWrite> writes)
    {
        _asked++;
        UpdateParcel? whole;
        try
        {
            whole = await GrainFactory.GetGrain<ICameraGrain>(cameraId).WholeAsync();
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            // It is on its way to another silo: its first update there is whole.
            CameraSilent(log, Key, cameraId, e.Message);
            return;
        }

        if (whole is not null && Read(feed, whole, out var updates) == UpdateReception.Taken) Judge(feed, updates, writes);
    }

    private UpdateReception Read(CameraFeed feed, UpdateParcel parcel, out IReadOnlyList<CameraUpdate> updates)
    {
        try
        {
            return feed.Read(parcel, silo.Updates.GetValueOrDefault(parcel.CameraId), out updates);
        }
        catch (StvgException e)
        {
            // Damaged on the way, or of another version: nothing of it was taken, and the camera is asked for all of it.
            Unreadable(log, Key, parcel.CameraId, e.Message);
            updates = [];
            return parcel.IsWhole ? UpdateReception.Known : UpdateReception.Missing;
        }
    }

    private void Judge(CameraFeed feed, IReadOnlyList<CameraUpdate> updates, List<AlertWrite> writes)
    {
        _updates += updates.Count;
        Desk.Judge(feed, updates, writes);
    }

    private async Task<bool> IsRunningAsync(string cameraId)
    {
        try
        {
            return await GrainFactory.GetGrain<ICameraGrain>(cameraId).ReportAsync() is { Phase: (int)CameraPhase.Running };
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            CameraSilent(log, Key, cameraId, e.Message);
            return false;
        }
    }

    private CameraFeed Feed(string cameraId)
    {
        if (!_feeds.TryGetValue(cameraId, out var feed)) _feeds[cameraId] = feed = new CameraFeed();
        return feed;
    }
}
