using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.Streams.Core;
using Orleans.Placement;
using Orleans.Runtime.Placement;
using Stvg.Core;
using Stvg.Core.Cameras.Wire;
using Stvg.Grains.Cameras;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Placement;
using Stvg.Storage;

namespace Stvg.Grains.Queries;

/// <summary>
/// See <see cref="IQueryGrain"/>. It keeps nothing of its own: evidence is in the updates, which carry their objects' past, and what was
/// told is in the archive, where every change is written once, whoever writes it.
/// </summary>
[SiloRole(RoleNames.Query), GroupPlacement, ImplicitStreamSubscription(ClusterNames.UpdateStreams), Immovable]
internal sealed partial class QueryGrain(
    SiloParts silo, SiloLoads loads, IClusterMembershipService membership, ILocalSiloDetails self, ILogger<QueryGrain> log)
    : Grain, IQueryGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<UpdateParcel>, IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, CameraFeed> _feeds = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private WatchDesk? _desk;
    private Task _listening = Task.CompletedTask;
    private SiloAddress? _closer;
    private long _updates, _asked;

    private string Key => this.GetPrimaryKeyString();

    private WatchDesk Desk => _desk ?? throw new InvalidOperationException($"{Key} is not active");

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _desk = await WatchDesk.OpenAsync(Key, silo, GrainFactory, log, cancellationToken);
        // A message that told of a change may have been lost; the archive has not.
        this.RegisterGrainTimer(ReloadAsync,
            new GrainTimerCreationOptions(silo.Options.ReloadEvery, silo.Options.ReloadEvery) { KeepAlive = true });
        this.RegisterGrainTimer(FollowAsync,
            new GrainTimerCreationOptions(silo.Options.FollowEvery, silo.Options.FollowEvery) { KeepAlive = true });
        silo.Judges(begins: true);
        var (desk, me) = (_desk, this.AsReference<IQueryGrain>());
        _listening = Task.Run(() => ListenAsync(desk, me, _end.Token), CancellationToken.None);
        Active(log, Key, _desk.Fence.Epoch, _desk.Queries.Count);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _end.CancelAsync();
        await _listening;
        if (_desk is not null) silo.Judges(begins: false);
        // Whoever is next asks the model again about what waits. Where nobody is, it is told as it is.
        if (_desk is not { } desk || membership.CurrentSnapshot.Members.Values.Any(
            m => m.Status == SiloStatus.Active && !m.SiloAddress.Equals(self.SiloAddress))) return;
        try
        {
            await desk.StopAsync();
        }
        catch (StvgException e)
        {
            TakenOver(log, Key, e.Message);
        }
    }

    /// <summary>By the runtime, when the activation ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        if (_desk is not null) await _desk.DisposeAsync();
        _end.Dispose();
    }

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        await handleFactory.Create<UpdateParcel>().ResumeAsync(this);

    /// <summary>What came since the last time, of all cameras of the group: their alerts are written together.</summary>
    public Task OnNextAsync(IList<SequentialItem<UpdateParcel>> items) => TakeAsync(items.Select(i => i.Item));

    public Task PickUpAsync() => TakeAsync(silo.Inbox(Key).Take());

    public Task OnErrorAsync(Exception ex)
    {
        StreamFailed(log, Key, ex.Message);
        return Task.CompletedTask;
    }

    public Task QueryChangedAsync(string queryId) => Desk.LoadQueryAsync(queryId);

    public async Task CameraChangedAsync(string cameraId)
    {
        if (!await Desk.LoadCameraAsync(cameraId)) _feeds.Remove(cameraId);
    }

    public async Task<JudgedReport> HasJudgedAsync(string cameraId, long epoch, long sequence)
    {
        var feed = Feed(cameraId);
        if (!feed.Has(epoch, sequence)) await PickUpAsync();
        if (!feed.Has(epoch, sequence))
        {
            // Streams are not in a hurry; whoever drains is.
            var writes = new List<AlertWrite>();
            await CatchUpAsync(cameraId, feed, writes);
            await Desk.WriteAsync(writes);
        }

        return new JudgedReport(feed.Has(epoch, sequence) && !Desk.IsWaiting(cameraId), feed.Epoch, silo.Options.Name);
    }

    public async Task SettleAsync()
    {
        try
        {
            await Desk.SettleAsync();
        }
        catch (FencedException e)
        {
            TakenOver(log, Key, e.Message);
            DeactivateOnIdle();
        }
    }

    public Task<GroupPlace> WhereAsync() => Task.FromResult(new GroupPlace(silo.Options.Name, self.SiloAddress.ToParsableString()));

    public Task<UpdateParcel?> LatestAsync(string cameraId)
    {
        if (!_feeds.TryGetValue(cameraId, out var feed) || feed.Latest is not { } latest) return Task.FromResult<UpdateParcel?>(null);
        return Task.FromResult<UpdateParcel?>(UpdateParcels.Of(new UpdateWriter(cameraId, feed.Epoch).Write(latest)));
    }

    public Task<GroupReport> ReportAsync(string? queryId) => Task.FromResult(new GroupReport(
        Key, silo.Options.Name, Desk.Fence.Epoch, Desk.Queries.Count, _updates, _asked,
        queryId is null ? 0 : Desk.Queries.OpenAlerts(queryId), Desk.Trouble));

    /// <summary>A verdict is dealt with in a turn of its own, so that changes of alerts stay in order.</summary>
    private async Task ListenAsync(WatchDesk desk, IQueryGrain me, CancellationToken ct)
    {
        try
        {
            while (await desk.News.WaitToReadAsync(ct))
            {
                try
                {
                    await me.SettleAsync();
                }
                catch (Exception e) when (e is OrleansException or TimeoutException)
                {
                    NotSettled(log, Key, e.Message);
                    await Task.Delay(s_pause, silo.Time, ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The end of the activation.
        }
    }

    private async Task TakeAsync(IEnumerable<UpdateParcel> parcels)
    {
        try
        {
            var writes = new List<AlertWrite>();
            foreach (var parcel in parcels) await TakeAsync(parcel, writes);
            await Desk.WriteAsync(writes);
        }
        catch (FencedException e)
        {
            TakenOver(log, Key, e.Message);
            DeactivateOnIdle();
        }
    }

    private async Task TakeAsync(UpdateParcel parcel, List<AlertWrite> writes)
    {
        var feed = Feed(parcel.CameraId);
        switch (Read(feed, parcel, out var updates))
        {
            case UpdateReception.Taken:
                Judge(feed, updates, writes);
                break;
            case UpdateReception.Missing:
                await CatchUpAsync(parcel.CameraId, feed, writes);
                break;
        }
    }

    /// <summary>Goes where most of its cameras are, once they have been there for a while.</summary>
    private Task FollowAsync(CancellationToken ct)
    {
        var group = GroupPlacement.NumberOf(Key);
        var closer = loads.Closer(group, self.SiloAddress, silo.CamerasOf(group));
        if (closer is not null && closer.Equals(_closer) && !silo.IsLeaving)
        {
            Follows(log, Key, closer);
            RequestContext.Set(IPlacementDirector.PlacementHintKey, closer);
            MigrateOnIdle();
            RequestContext.Clear();
        }

        _closer = closer;
        return Task.CompletedTask;
    }

    private async Task ReloadAsync(CancellationToken ct)
    {
        try
        {
            await Desk.ReloadAsync(ct);
            await Desk.CloseSilentAsync(IsRunningAsync);
        }
        catch (StvgException e)
        {
            NotReloaded(log, Key, e.Message);
        }
    }
}
