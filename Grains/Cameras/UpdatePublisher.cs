using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Cameras;

/// <summary>
/// Sends a camera's updates to the stream of its group. The camera's own task does it, and waits until the stream has taken an update,
/// which is all the back-pressure that is needed; the grain asks in its turns whether the group keeps up. Neither waits for the other.
/// </summary>
/// <remarks>
/// A group on the camera's own silo is told past the stream, in its silo's memory, that there is an update, and picks it up as it is
/// (<see cref="GroupInbox"/>). Where the group is comes with every answer; if it has moved since, its next answer says so, it asks for
/// everything, and from then on updates are written again.
/// </remarks>
internal sealed partial class UpdatePublisher(
    UpdateWriter writer, long epoch, RecentUpdates recent, GroupInbox inbox, Postman post, string silo, IAsyncStream<UpdateParcel> stream,
    IQueryGrain group, TimeProvider time, ILogger log) : IUpdateSink
{
    // A queue that is full for a moment takes the next try; an update that is lost all the same is noticed by its number.
    private const int Tries = 3;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50), s_drainPause = TimeSpan.FromMilliseconds(20);

    // After so many questions the update was lost, or its reader is new: it is sent once more, whole.
    private const int DrainTries = 25;

    private readonly Lock _gate = new();
    private UpdateParcel? _latest, _beaten;
    private Reach _reach;
    private volatile bool _isOver;
    private volatile CameraUpdate? _update;

    private enum Reach
    {
        /// <summary>The group is on another silo, as far as is known: updates go through the stream.</summary>
        Far,

        /// <summary>
        /// It is on this one, and what is on its way through the stream may still be overtaken: updates go there, and can be picked up,
        /// too.
        /// </summary>
        Nearing,

        /// <summary>It picks updates up.</summary>
        Near,
    }

    /// <summary>What was told last; null: nothing yet.</summary>
    public CameraUpdate? Latest => _update;

    /// <summary>Finds out where the group is, before the first update if it answers in time.</summary>
    public async Task FindGroupAsync()
    {
        try
        {
            var place = await group.WhereAsync().ConfigureAwait(false);
            // What was written already is on its way through the stream.
            Near(place.Silo == silo, keepsUp: false);
            lock (_gate)
            {
                if (_reach == Reach.Nearing && writer.Sequence == 0) _reach = Reach.Near;
            }
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            NotFound(log, e.Message);
        }
    }

    public async ValueTask PostAsync(CameraUpdate update, CancellationToken ct)
    {
        if (_isOver) return;
        UpdateParcel parcel;
        bool near;
        _update = update;
        lock (_gate)
        {
            near = _reach == Reach.Near;
            parcel = _latest = near ? Notice(update) : Written(update);
        }

        ClusterMetrics.Told(near);
        if (!near) await SendAsync(parcel).ConfigureAwait(false);
        else if (inbox.Put(parcel)) post.Call(group);
    }

    /// <summary>Somebody else goes on with the camera: that everybody is gone, as its runner says when it ends, is not told.</summary>
    public void HandOver() => _isOver = true;

    public async Task DrainAsync(CancellationToken ct)
    {
        for (var asked = 1; ; asked++)
        {
            if (_latest is not { } latest || (await AskAsync(latest).ConfigureAwait(false)).Has) return;
            if (asked % DrainTries == 0) await SendAsync(WholeForGroup()!).ConfigureAwait(false);
            await Task.Delay(s_drainPause, time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Now and then the group is asked, past the stream, whether it has what was the latest update a beat ago; if not, it fetches it. A
    /// stream that stands still after a silo's death, and the last update before a silence, would not be missed otherwise.
    /// </summary>
    /// <returns>The owner whom the group listens to; 0 when it is not known.</returns>
    public async Task<long> BeatAsync()
    {
        var due = _beaten;
        _beaten = _latest;
        if (due is null) return 0;
        try
        {
            return (await AskAsync(due).ConfigureAwait(false)).Epoch;
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            NotAsked(log, due.CameraId, e.Message);
            return 0;
        }
    }

    /// <summary>The latest update once more, whole; null before the first.</summary>
    public UpdateParcel? Whole()
    {
        lock (_gate) return _latest is null ? null : UpdateParcels.Of(writer.WriteWhole());
    }

    /// <summary>The same for a group that missed something, perhaps because it is not where it was.</summary>
    public UpdateParcel? WholeForGroup()
    {
        Near(false, false);
        return Whole();
    }

    private UpdateParcel Written(CameraUpdate update)
    {
        var message = writer.Write(update);
        if (_reach == Reach.Nearing) recent.Add(message.Sequence, update);
        return UpdateParcels.Of(message);
    }

    private UpdateParcel Notice(CameraUpdate update)
    {
        var sequence = writer.Pass(update);
        recent.Add(sequence, update);
        return UpdateParcels.Notice(update.CameraId, epoch, sequence, update.Frame);
    }

    private async Task<JudgedReport> AskAsync(UpdateParcel about)
    {
        var answer = await group.HasJudgedAsync(about.CameraId, about.Epoch, about.Sequence).ConfigureAwait(false);
        Near(answer.Silo == silo, answer.Has);
        return answer;
    }

    /// <param name="isNear">Whether the group is on this silo.</param>
    /// <param name="keepsUp">Whether it has what it was asked about, so that nothing is on its way any more that it would miss.</param>
    private void Near(bool isNear, bool keepsUp)
    {
        lock (_gate)
        {
            if (!isNear) recent.Clear();
            _reach = !isNear ? Reach.Far : _reach == Reach.Far || !keepsUp ? Reach.Nearing : Reach.Near;
        }

        if (isNear && inbox.IsWaiting) post.Call(group);
    }

    private async Task SendAsync(UpdateParcel parcel)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await stream.OnNextAsync(parcel).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is OrleansException or TimeoutException or InvalidOperationException)
            {
                if (tried < Tries)
                {
                    await Task.Delay(s_pause * tried, time).ConfigureAwait(false);
                    continue;
                }

                UpdateLost(log, parcel.CameraId, parcel.Sequence, e.Message);
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "a camera's group does not answer: {Reason}")]
    private static partial void NotFound(ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "camera {Camera}: its group does not answer: {Reason}")]
    private static partial void NotAsked(ILogger log, string camera, string reason);

    [LoggerMessage(LogLevel.Warning, "camera {Camera}: update {Sequence} could not be sent; the next ones will tell: {Reason}")]
    private static partial void UpdateLost(ILogger log, string camera, long sequence, string reason);
}
