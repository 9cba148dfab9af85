using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Cameras;

/// <summary>See <see cref="ICameraGrain"/>. The grain only owns and hands over; the work is done by the camera's own tasks.</summary>
[SiloRole(RoleNames.Camera), CameraPlacement, Immovable, KeepAlive]
internal sealed partial class CameraGrain(
    [PersistentState("camera", ClusterNames.Storage)] IPersistentState<CameraMemory> memory,
    [PersistentState("camera-tail", ClusterNames.Storage)] IPersistentState<CameraTail> tail,
    SiloParts silo, ICameraRunners runners, ILogger<CameraGrain> log) : Grain, ICameraGrain, IRemindable, ILocalCamera, IAsyncDisposable
{
    private const string Reminder = "watch";
    private static readonly TimeSpan s_reminderPeriod = TimeSpan.FromMinutes(1);

    private ICameraRunner? _runner;
    private UpdatePublisher? _publisher;
    private IGrainTimer? _timer;
    private CameraCost _cost = new(TimeProvider.System);
    private CameraNotes? _notes;
    private CameraReport? _before;
    private Recall? _recall;
    private long _epoch;
    private long? _rememberedAt;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        var (publisher, recalled) = (_publisher, _recall is null or { IsDone: true });
        await EndAsync();
        // The end of the session archived everybody; whoever is next is to know who was there, unless somebody else took over meanwhile.
        if (publisher is not null && recalled) await RememberAsync(publisher);
    }

    public ValueTask DisposeAsync() => new(EndAsync());

    public async Task<CameraReport?> WatchAsync()
    {
        if (_runner is null) await StartAsync(CancellationToken.None);
        return _runner is null ? null : Report();
    }

    public Task<CameraReport?> ReportAsync() => Task.FromResult(_runner is null ? null : Report());

    public async Task<CameraReport?> RestartAsync()
    {
        if (_runner is null) await StartAsync(CancellationToken.None);
        else _runner.Restart();
        return _runner is null ? null : Report();
    }

    public async Task<CameraReport?> ChangeAsync(CameraSettingsParcel settings)
    {
        var publisher = _publisher;
        await EndAsync();
        // The end of the session told of everybody: nobody is left for whoever watches next to look for.
        if (publisher is not null) await RememberAsync(publisher);
        if (await silo.Archive.FindCameraAsync(Id, CancellationToken.None) is { } record)
            await silo.Archive.UpdateCameraAsync(CameraChange.Of(record, settings.ToSettings(Id)), CancellationToken.None);
        await StartAsync(CancellationToken.None);
        return _runner is null ? null : Report();
    }

    public async Task StopAsync()
    {
        await EndAsync(isHandedOver: false);
        await memory.ClearStateAsync();
        await tail.ClearStateAsync();
        if (await this.GetReminder(Reminder) is { } reminder) await this.UnregisterReminder(reminder);
        DeactivateOnIdle();
    }

    public async Task MoveAsync()
    {
        // When silos leave, the runtime may begin a second activation somewhere before this one has ended: it is to know what this one
        // knows.
        if (_publisher is { } publisher) await RememberAsync(publisher);
        MigrateOnIdle();
    }

    public async Task<byte[]?> SnapshotAsync(bool marks) =>
        _runner is null ? null : await _runner.SnapshotAsync(marks, CancellationToken.None);

    public async Task<LivePictureParcel?> PictureAsync(PictureAsk ask) =>
        _runner is null ? null : (await _runner.PictureAsync(ask.ToRequest(), CancellationToken.None))?.ToParcel();

    public Task<VerificationReply> VerifyAsync(VerificationRequest request) =>
        CameraVerification.AskAsync(request, _publisher?.Latest, silo);

    public Task<UpdateParcel?> WholeAsync() => Task.FromResult(_publisher?.WholeForGroup());

    public Task ReceiveReminder(string reminderName, TickStatus status) => WatchAsync();

    public CameraReport Report()
    {
        var status = _runner!.Status;
        return CameraReport.Of(Id, status, silo.Options.Name, _epoch, _cost.Measure(status, silo)).CountingFrom(_before);
    }

    private async Task StartAsync(CancellationToken ct)
    {
        if (await silo.Archive.FindCameraAsync(Id, ct) is not { } record) return;
        var fence = await silo.Archive.TakeFenceAsync($"camera/{Id}", ct);
        _epoch = fence.Epoch;
        var archive = new FencedCameraArchive(silo.Archive, fence);
        var name = ClusterNames.GroupOf(Id, silo.Options.Groups);
        var group = GrainFactory.GetGrain<IQueryGrain>(name);
        var stream = this.GetStreamProvider(ClusterNames.StreamProvider)
            .GetStream<UpdateParcel>(StreamId.Create(ClusterNames.UpdateStreams, name));
        var recent = silo.Updates[Id] = new RecentUpdates(_epoch);
        _publisher = new UpdatePublisher(
            new UpdateWriter(Id, _epoch), _epoch, recent, silo.Inbox(name), silo.Post, silo.Options.Name, stream, group, silo.Time, log);
        _publisher.FindGroupAsync().Ignore();
        (_cost, _notes) = (new CameraCost(silo.Time), new CameraNotes(Id, _epoch));
        (_before, _rememberedAt) = (memory.State.Report, null);
        // The street does not wait for the archive to learn who was in the picture when the owner before was lost.
        _recall = new Recall(group, record, archive, CameraNotes.Read(memory.State, tail.State), _epoch, silo.Time, log);
        _runner = runners.Start(record, archive, _publisher, _epoch.ToString(CultureInfo.InvariantCulture), _recall.Last);
        silo.Cameras[Id] = this;
        _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(silo.Options.ReportEvery, silo.Options.ReportEvery));
        await this.RegisterOrUpdateReminder(Reminder, s_reminderPeriod, s_reminderPeriod, ct);
        Watching(log, Id, _epoch);
    }

    private async Task EndAsync(bool isHandedOver = true)
    {
        _timer?.Dispose();
        if (isHandedOver) _publisher?.HandOver();
        silo.Cameras.TryRemove(new KeyValuePair<string, ILocalCamera>(Id, this));
        if (_runner is { } runner) await runner.DisposeAsync();
        if (_recall is { } recall) await recall.DisposeAsync();
        silo.Updates.TryRemove(Id, out _);
        silo.Judge?.Album?.Forget(Id);
        (_timer, _runner, _publisher, _recall) = (null, null, null, null);
    }

    private async Task TickAsync(CancellationToken ct)
    {
        if (_publisher is { } publisher && await publisher.BeatAsync() > _epoch)
        {
            TakenOver(log, Id, "its group listens to a later owner");
            DeactivateOnIdle();
        }
        else if (_publisher is { } watching)
        {
            if (IsDue(watching)) await RememberAsync(watching);
            else if (watching.Latest is { } latest && _notes!.IsNews(latest)) await KeepAsync(() => NoteAsync(latest));
        }
    }

    /// <summary>
    /// Everything now and then, and in between what has changed: the group knows better who is in the picture, but is lost together with the
    /// camera where both are on one silo, and may be where it is not: when a silo dies, grains of others whose directory entry it held end, too.
    /// </summary>
    private bool IsDue(UpdatePublisher publisher) => (memory.State.InFlight is null && publisher.Latest is not null)
        || _rememberedAt is not { } at || silo.Time.GetElapsedTime(at) >= silo.Options.RememberEvery;

    /// <summary>At bounded intervals: what whoever watches next must know.</summary>
    private Task RememberAsync(UpdatePublisher publisher) => KeepAsync(async () =>
    {
        _rememberedAt = null; // what is noted from here on belongs to what is written now, or to nothing
        memory.State.Epoch = _epoch;
        (memory.State.InFlight, memory.State.Looks) = publisher.Latest is { } latest ? (_notes!.Whole(latest), Looks.Of(latest))
            : (null, []);
        memory.State.Report = _runner is null ? memory.State.Report : Report();
        await memory.WriteStateAsync();
        _rememberedAt = silo.Time.GetTimestamp();
    });

    private Task NoteAsync(CameraUpdate latest)
    {
        tail.State = _notes!.Changes(latest);
        return tail.WriteStateAsync();
    }

    private async Task KeepAsync(Func<Task> write)
    {
        try
        {
            // What an owner before left is not overwritten before it is archived.
            if (_recall is { IsDone: false }) return;
            await write();
        }
        catch (Orleans.Storage.InconsistentStateException e)
        {
            // Somebody else wrote: another activation watches this camera. The fence keeps this one from doing harm; it only has to go.
            TakenOver(log, Id, e.Message);
            DeactivateOnIdle();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Storage that fails for a while costs no frame; the next interval writes everything.
            NotRemembered(log, Id, e.Message);
        }
    }
}
