using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Grains.Cameras;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Grains.Service;

/// <summary>The cameras of a cluster: the archive says which there are, their grains how they fare.</summary>
internal sealed class ClusterCameraService(SiloParts silo, IGrainFactory grains) : ICameraService
{
    private static readonly CameraStatus s_unknown = new() { Phase = CameraPhase.Connecting, Reason = "on its way to a silo" };

    public async Task<CameraView> AddAsync(CameraSettings settings, CancellationToken ct)
    {
        CameraRules.Check(settings);
        await silo.Policy.CheckAsync(settings.Source, ct).ConfigureAwait(false);
        var record = await CameraBook.AddAsync(silo.Archive, settings, silo.Time.GetUtcNow(), ct).ConfigureAwait(false);
        await Asked.OfAsync(() => Group(settings.Id).CameraChangedAsync(settings.Id), ct).ConfigureAwait(false);
        return View(record, await Asked.OfAsync(() => Grain(settings.Id).WatchAsync(), ct).ConfigureAwait(false));
    }

    public async Task<CameraView> ChangeAsync(CameraSettings settings, CancellationToken ct)
    {
        CameraRules.Check(settings);
        var record = await silo.Archive.FindCameraAsync(settings.Id, ct).ConfigureAwait(false) ?? throw Unknown(settings.Id);
        // Checked as it will be opened, with the password that it keeps.
        await silo.Policy.CheckAsync(CameraChange.Of(record, settings).Settings.Source, ct).ConfigureAwait(false);
        var report = await Asked.OfAsync(() => Grain(settings.Id).ChangeAsync(settings.ToParcel()), ct).ConfigureAwait(false);
        await Asked.OfAsync(() => Group(settings.Id).CameraChangedAsync(settings.Id), ct).ConfigureAwait(false);
        return View(await silo.Archive.FindCameraAsync(settings.Id, ct).ConfigureAwait(false) ?? throw Unknown(settings.Id), report);
    }

    public async Task<IReadOnlyList<CameraView>> ListAsync(CancellationToken ct)
    {
        var cameras = await silo.Archive.CamerasAsync(ct).ConfigureAwait(false);
        var reports = await Asked.OfAsync(() => grains.GetGrain<IDirectoryGrain>(ClusterNames.Directory).CamerasAsync(), ct)
            .ConfigureAwait(false);
        var byId = reports.ToDictionary(r => r.CameraId, StringComparer.Ordinal);
        return [.. cameras.Select(c => View(c, byId.GetValueOrDefault(c.Settings.Id)))];
    }

    public async Task<CameraView?> FindAsync(string id, CancellationToken ct)
    {
        if (await silo.Archive.FindCameraAsync(id, ct).ConfigureAwait(false) is not { } record) return null;
        return View(record, await Asked.OfAsync(() => Grain(id).ReportAsync(), ct).ConfigureAwait(false));
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken ct)
    {
        if (!await silo.Archive.RemoveCameraAsync(id, ct).ConfigureAwait(false)) return false;
        await Asked.OfAsync(() => Grain(id).StopAsync(), ct).ConfigureAwait(false);
        await Asked.OfAsync(() => Group(id).CameraChangedAsync(id), ct).ConfigureAwait(false);
        return true;
    }

    public async Task<CameraView> RestartAsync(string id, CancellationToken ct)
    {
        var record = await silo.Archive.FindCameraAsync(id, ct).ConfigureAwait(false) ?? throw Unknown(id);
        return View(record, await Asked.OfAsync(() => Grain(id).RestartAsync(), ct).ConfigureAwait(false));
    }

    public async Task<Media> SnapshotAsync(string id, bool marks, CancellationToken ct)
    {
        if (await silo.Archive.FindCameraAsync(id, ct).ConfigureAwait(false) is null) throw Unknown(id);
        var picture = await Asked.OfAsync(() => Grain(id).SnapshotAsync(marks), ct).ConfigureAwait(false)
            ?? throw CameraBook.NoFrame(id);
        return new Media(picture, "image/jpeg");
    }

    public async Task<LivePicture?> PictureAsync(string id, PictureRequest request, CancellationToken ct)
    {
        if (await Asked.OfAsync(() => Grain(id).PictureAsync(request.ToAsk()), ct)
            .ConfigureAwait(false) is { } picture) return picture.ToPicture();
        // Only who asks for the first time, or in vain, has to be told why.
        if (await silo.Archive.FindCameraAsync(id, ct).ConfigureAwait(false) is null) throw Unknown(id);
        return request.After is null ? throw CameraBook.NoFrame(id) : null;
    }

    public Task<Page<TubeletView>> TubeletsAsync(
        string id, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int limit, CancellationToken ct) =>
        CameraBook.TubeletsAsync(
            silo.Archive, id, async () =>
                await silo.Archive.FindCameraAsync(id, ct).ConfigureAwait(false) is not null, (from, to), cursor, limit, ct);

    private ICameraGrain Grain(string id) => grains.GetGrain<ICameraGrain>(id);

    private IQueryGrain Group(string id) => grains.GetGrain<IQueryGrain>(ClusterNames.GroupOf(id, silo.Options.Groups));

    private static CameraView View(CameraRecord record, CameraReport? report) => new(
        record.Settings with { Source = SourceAddress.Parse(record.Settings.Source).Safe }, report?.ToStatus()
            ?? s_unknown, record.AddedAt);

    private static ServiceException Unknown(string id) => CameraBook.Unknown(id);
}
