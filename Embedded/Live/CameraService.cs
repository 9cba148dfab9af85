using System.Collections.Concurrent;
using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>The cameras of one process, each with a host of its own.</summary>
internal sealed class CameraService(CameraContext context, IArchive archive, QueryDesk desk) : ICameraService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, CameraHost> _hosts = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _changing = new(1);

    /// <summary>Cameras by phase, for metrics.</summary>
    public IEnumerable<CameraPhase> Phases => _hosts.Values.Select(h => h.Monitor.Status.Phase);

    /// <summary>Goes on with the cameras that the archive knows.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        foreach (var record in await archive.CamerasAsync(ct).ConfigureAwait(false))
        {
            await desk.SetZonesAsync(record.Settings.Id, record.Settings.Zones, ct).ConfigureAwait(false);
            _hosts[record.Settings.Id] = new CameraHost(record, context);
        }
    }

    public async Task<CameraView> AddAsync(CameraSettings settings, CancellationToken ct)
    {
        CameraRules.Check(settings);
        await context.Policy.CheckAsync(settings.Source, ct).ConfigureAwait(false);
        await _changing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var record = await CameraBook.AddAsync(archive, settings, context.Options.Time.GetUtcNow(), ct).ConfigureAwait(false);
            await desk.SetZonesAsync(settings.Id, settings.Zones, ct).ConfigureAwait(false);
            return (_hosts[settings.Id] = new CameraHost(record, context)).Monitor.View;
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task<CameraView> ChangeAsync(CameraSettings settings, CancellationToken ct)
    {
        CameraRules.Check(settings);
        await _changing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var old = Host(settings.Id);
            // Checked as it will be opened, with the password that it keeps.
            await context.Policy.CheckAsync(CameraChange.Of(old.Monitor.Record, settings).Settings.Source, ct).ConfigureAwait(false);
            await old.DisposeAsync().ConfigureAwait(false);
            await desk.CameraStoppedAsync(settings.Id, ct).ConfigureAwait(false);
            var record = CameraChange.Of(old.Monitor.Record, settings);
            try
            {
                await archive.UpdateCameraAsync(record, CancellationToken.None).ConfigureAwait(false);
            }
            catch
            {
                _hosts[settings.Id] = new CameraHost(old.Monitor.Record, context); // what could not be kept does not happen
                throw;
            }

            await desk.SetZonesAsync(settings.Id, settings.Zones, CancellationToken.None).ConfigureAwait(false);
            return (_hosts[settings.Id] = new CameraHost(record, context)).Monitor.View;
        }
        finally
        {
            _changing.Release();
        }
    }

    public Task<IReadOnlyList<CameraView>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<CameraView>>(
        [.. _hosts.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => h.Value.Monitor.View)]);

    public Task<CameraView?> FindAsync(string id, CancellationToken ct) => Task.FromResult(_hosts.GetValueOrDefault(id)?.Monitor.View);

    public async Task<bool> RemoveAsync(string id, CancellationToken ct)
    {
        await _changing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (!_hosts.TryRemove(id, out var host)) return false;
            await host.DisposeAsync().ConfigureAwait(false);
            context.Album?.Forget(id);
            await desk.CameraStoppedAsync(id, ct).ConfigureAwait(false);
            return await archive.RemoveCameraAsync(id, ct).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    public Task<CameraView> RestartAsync(string id, CancellationToken ct)
    {
        var host = Host(id);
        host.Restart();
        return Task.FromResult(host.Monitor.View);
    }

    public async Task<Media> SnapshotAsync(string id, bool marks, CancellationToken ct)
    {
        var picture = await Host(id).SnapshotAsync(marks, ct).ConfigureAwait(false)
            ?? throw CameraBook.NoFrame(id);
        return new Media(picture, "image/jpeg");
    }

    public async Task<LivePicture?> PictureAsync(string id, PictureRequest request, CancellationToken ct)
    {
        var picture = await Host(id).PictureAsync(request, ct).ConfigureAwait(false);
        return picture is not null || request.After is not null ? picture : throw CameraBook.NoFrame(id);
    }

    public Task<Page<TubeletView>> TubeletsAsync(
        string id, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int limit, CancellationToken ct) =>
        CameraBook.TubeletsAsync(archive, id, () => Task.FromResult(_hosts.ContainsKey(id)), (from, to), cursor, limit, ct);

    /// <summary>Stops all cameras at once, so that the slowest alone sets the time.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Values.Select(h => h.DisposeAsync().AsTask())).ConfigureAwait(false);
        _changing.Dispose();
    }

    private CameraHost Host(string id) => _hosts.GetValueOrDefault(id) ?? throw Unknown(id);

    private static ServiceException Unknown(string id) => CameraBook.Unknown(id);
}
