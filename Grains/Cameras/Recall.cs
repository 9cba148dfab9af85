using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Embedded.Live;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Storage;

namespace Stvg.Grains.Cameras;

/// <summary>
/// Who was in the picture when a camera's owner was lost: nobody else will tell the archive of them. The camera's group saw them last; what
/// the camera remembered is older, and there for when both were lost. Done beside the new owner's work: the street does not wait.
/// </summary>
internal sealed partial class Recall : IAsyncDisposable
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(1);

    private const int Tries = 5;

    // What was seen so short a while ago was written down by an owner who let go: nobody knows better, and frames wait for it.
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<CameraUpdate?> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CameraRecord _camera;
    private readonly ICameraArchive _archive;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _running;

    /// <summary>Begins; to be called in a turn of the camera's grain.</summary>
    public Recall(
        IQueryGrain group, CameraRecord camera, ICameraArchive archive, Remembered? remembered, long epoch, TimeProvider time, ILogger log)
    {
        (_camera, _archive, _time, _log) = (camera, archive, time, log);
        _running = RunAsync(group, remembered, epoch);
    }

    /// <summary>Whether everything is archived: until then the camera's memory must stay as it is.</summary>
    public bool IsDone { get; private set; }

    /// <summary>
    /// The last update of the owner before, as soon as it is known: who is still there goes on under his id. Null: it is not known.
    /// </summary>
    public Task<CameraUpdate?> Last => _last.Task;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync(IQueryGrain group, Remembered? remembered, long epoch)
    {
        try
        {
            // A file that is played fast is watched again, and tells of everybody itself.
            if (remembered is not null && _camera.Settings.Pace != Pace.Fast && remembered.Epoch == epoch - 1
                && Read(remembered) is var left && IsFresh(left)) _last.TrySetResult(left);
            var looks = remembered?.Looks ?? [];
            var seen = _camera.Settings.Pace != Pace.Fast && await SeenAsync(group) is { } latest ? new Remembered([latest], looks) : null;
            if (_camera.Settings.Pace == Pace.Fast) remembered = null;
            if (seen?.Epoch >= epoch) seen = null;
            // Of one owner the later of the two; of two owners both: the second may not have lived to archive what the first one left.
            var isLater = seen is not null
                && (remembered is null || (seen.Epoch, seen.Frame).CompareTo((remembered.Epoch, remembered.Frame)) > 0);
            _last.TrySetResult((isLater ? seen : remembered) is { } last ? Read(last) : null);
            if (remembered is not null && (!isLater || seen!.Epoch != remembered.Epoch)) await ArchiveAsync(remembered);
            if (isLater) await ArchiveAsync(seen!);

            IsDone = true;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The memory stays, for whoever is next.
        }
        catch (FencedException)
        {
            // Somebody else watches, and recalls.
        }
        catch (StvgException e)
        {
            // Damaged, or of another version: there is nothing to be had from it.
            NotArchived(_log, _camera.Settings.Id, e.Message);
            IsDone = true;
        }
        finally
        {
            _last.TrySetResult(null);
        }
    }

    private bool IsFresh(CameraUpdate update) => _time.GetUtcNow() - update.Timeline.TimeOf(update.Frame) < s_fresh;

    private async Task<UpdateParcel?> SeenAsync(IQueryGrain group)
    {
        for (var asked = 1; ; asked++)
        {
            try
            {
                return await group.LatestAsync(_camera.Settings.Id).WaitAsync(_end.Token);
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                // It is on its way to another silo, too.
                NotAsked(_log, _camera.Settings.Id, e.Message);
                if (asked == Tries) return null;
                await Task.Delay(s_between, _time, _end.Token);
            }
        }
    }

    private CameraUpdate Read(Remembered known)
    {
        var reader = new UpdateReader();
        foreach (var parcel in known.Parcels)
        {
            if (reader.Read(parcel.ToMessage(), out _) != UpdateReception.Taken)
                throw new StvgException($"the memory of camera '{_camera.Settings.Id}' holds no whole update");
        }

        return Looks.With(reader.Latest!, known.Looks);
    }

    private async Task ArchiveAsync(Remembered known)
    {
        var update = Read(known);
        List<StoredTubelet> left = [.. update.Recent.Concat(update.Live).Concat(update.Ended)
            .Where(o => o.Tubelet.Id < _camera.NextTubeletId)
            .DistinctBy(o => o.Tubelet.Id)
            .Select(o => StoredTubelet.Of(update, o))];
        if (left.Count == 0) return;
        Recalling(_log, _camera.Settings.Id, left.Count, known.Epoch, known.Frame);
        await ArchivePatience.UntilTakenAsync(
            () => _archive.AddTubeletsAsync(left, _end.Token), e => NotArchived(_log, _camera.Settings.Id, e.Message), _time, _end.Token);
    }

    [LoggerMessage(LogLevel.Information, "camera {Camera}: {Objects} objects of owner {Epoch} are archived, as they were on frame {Frame}")]
    private static partial void Recalling(ILogger log, string camera, int objects, long epoch, int frame);

    [LoggerMessage(LogLevel.Information, "camera {Camera}: its group was not asked who was in the picture last: {Reason}")]
    private static partial void NotAsked(ILogger log, string camera, string reason);

    [LoggerMessage(LogLevel.Warning, "camera {Camera}: who was in the picture last is not archived yet: {Reason}")]
    private static partial void NotArchived(ILogger log, string camera, string reason);
}
