using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Embedded.Live;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Cameras;

/// <summary>
/// Sends a camera's updates to the stream of its group. Everything happens in the camera grain's turns, so that the writer is used by one
/// thread at a time; the camera's own task waits for it, which is all the back-pressure that is needed.
/// </summary>
/// <remarks>
/// A group on the camera's own silo is only told that there is an update, and picks it up as it is. Where the group is comes with every
/// answer; if it has moved since, it finds nothing, asks for everything, and from then on updates are written again.
/// </remarks>
internal sealed partial class UpdatePublisher(
    UpdateWriter writer, long epoch, RecentUpdates recent, string silo, IAsyncStream<UpdateParcel> stream, IQueryGrain group,
    TaskScheduler turns, TimeProvider time, ILogger log) : IUpdateSink
{
    // A queue that is full for a moment takes the next try; an update that is lost all the same is noticed by its number.
    private const int Tries = 3;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50), s_drainPause = TimeSpan.FromMilliseconds(20);

    // After so many questions the update was lost, or its reader is new: it is sent once more, whole.
    private const int DrainTries = 25;

    private UpdateParcel? _latest, _beaten;
    private bool _isNear;

    public async ValueTask PostAsync(CameraUpdate update, CancellationToken ct) =>
        await InTurnAsync(() => SendAsync(_isNear ? Notice(update) : UpdateParcels.Of(writer.Write(update)))).ConfigureAwait(false);

    public async Task DrainAsync(CancellationToken ct)
    {
        for (var asked = 1; ; asked++)
        {
            var done = await InTurnAsync(async () =>
            {
                if (_latest is not { } latest || (await AskAsync(latest)).Has) return true;
                if (asked % DrainTries == 0) await SendAsync(Whole()!);
                return false;
            }).ConfigureAwait(false);
            if (done) return;
            await Task.Delay(s_drainPause, time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Now and then the group is asked, past the stream, whether it has what was the latest update a beat ago; if not, it fetches it. A stream
    /// that stands still after a silo's death, and the last update before a silence, would not be missed otherwise. To be called in a turn.
    /// </summary>
    /// <returns>The owner whom the group listens to; 0 when it is not known.</returns>
    public async Task<long> BeatAsync()
    {
        var due = _beaten;
        _beaten = _latest;
        if (due is null) return 0;
        try
        {
            return (await AskAsync(due)).Epoch;
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            NotAsked(log, due.CameraId, e.Message);
            return 0;
        }
    }

    /// <summary>The latest update once more, whole; null before the first. To be called in a turn.</summary>
    public UpdateParcel? Whole() => _latest is null ? null : UpdateParcels.Of(writer.WriteWhole());

    /// <summary>The same for a group that missed something, perhaps because it is not where it was.</summary>
    public UpdateParcel? WholeForGroup()
    {
        Near(false);
        return Whole();
    }

    private UpdateParcel Notice(CameraUpdate update)
    {
        var sequence = writer.Pass(update);
        recent.Add(sequence, update);
        return UpdateParcels.Notice(update.CameraId, epoch, sequence, update.Frame);
    }

    private async Task<JudgedReport> AskAsync(UpdateParcel about)
    {
        var answer = await group.HasJudgedAsync(about.CameraId, about.Epoch, about.Sequence);
        Near(answer.Silo == silo);
        return answer;
    }

    private void Near(bool isNear)
    {
        if (_isNear && !isNear) recent.Clear();
        _isNear = isNear;
    }

    private async Task<bool> SendAsync(UpdateParcel parcel)
    {
        _latest = parcel;
        for (var tried = 1; ; tried++)
        {
            try
            {
                await stream.OnNextAsync(parcel);
                return true;
            }
            catch (Exception e) when (e is OrleansException or TimeoutException or InvalidOperationException)
            {
                if (tried < Tries)
                {
                    await Task.Delay(s_pause * tried, time);
                    continue;
                }

                UpdateLost(log, parcel.CameraId, parcel.Sequence, e.Message);
                return false;
            }
        }
    }

    private Task<T> InTurnAsync<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, turns).Unwrap();

    [LoggerMessage(LogLevel.Information, "camera {Camera}: its group does not answer: {Reason}")]
    private static partial void NotAsked(ILogger log, string camera, string reason);

    [LoggerMessage(LogLevel.Warning, "camera {Camera}: update {Sequence} could not be sent; the next ones will tell: {Reason}")]
    private static partial void UpdateLost(ILogger log, string camera, long sequence, string reason);
}
