using System.Collections.Concurrent;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Api.Tests.Fakes;

internal sealed class FakeCameras : ICameraService
{
    private readonly ConcurrentDictionary<string, CameraView> _cameras = new();

    public List<TubeletView> Seen { get; } = [];

    /// <summary>What listing does first: fail, or take its time.</summary>
    public Func<CancellationToken, Task>? Lists { get; set; }

    /// <summary>Kept as given, with its password, to see that the API hides it all the same.</summary>
    public Task<CameraView> AddAsync(CameraSettings settings, CancellationToken ct)
    {
        FakeService.CheckId(settings.Id);
        if (settings.Source.Contains("forbidden", StringComparison.Ordinal))
            throw new ServiceException(ServiceError.Invalid, $"the source {settings.Source} is not allowed");
        var view = new CameraView(settings, new CameraStatus { Phase = CameraPhase.Connecting }, DateTimeOffset.UnixEpoch);
        return _cameras.TryAdd(settings.Id, view)
            ? Task.FromResult(view)
            : throw new ServiceException(ServiceError.Conflict, $"there is a camera '{settings.Id}' already");
    }

    public Task<CameraView> ChangeAsync(CameraSettings settings, CancellationToken ct)
    {
        Known(settings.Id);
        return Task.FromResult(_cameras[settings.Id] = _cameras[settings.Id] with { Settings = settings });
    }

    /// <summary>What the camera sees; null: nothing yet.</summary>
    public LivePicture? Newest { get; set; } = new(
        new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero), new FrameSize(768, 576),
        [new LiveObject(7, "person", new Box(1.234f, 2, 30, 80))], new byte[] { 0xFF, 0xD8, 9 });

    public PictureRequest? LastRequest { get; private set; }

    public Task<LivePicture?> PictureAsync(string id, PictureRequest request, CancellationToken ct)
    {
        Known(id);
        LastRequest = request;
        return Task.FromResult(Newest?.At > (request.After ?? DateTimeOffset.MinValue) ? Newest : null);
    }

    public void Set(string id, CameraStatus status) => _cameras[id] = _cameras[id] with { Status = status };

    public CameraSettings SettingsOf(string id) => _cameras[id].Settings;

    public async Task<IReadOnlyList<CameraView>> ListAsync(CancellationToken ct)
    {
        if (Lists is { } first) await first(ct);
        return [.. _cameras.Values.OrderBy(c => c.Settings.Id, StringComparer.Ordinal)];
    }

    public Task<CameraView?> FindAsync(string id, CancellationToken ct) => Task.FromResult(_cameras.GetValueOrDefault(id));

    public Task<bool> RemoveAsync(string id, CancellationToken ct) => Task.FromResult(_cameras.TryRemove(id, out _));

    public Task<CameraView> RestartAsync(string id, CancellationToken ct) => Task.FromResult(Known(id));

    public Task<Media> SnapshotAsync(string id, bool marks, CancellationToken ct)
    {
        Known(id);
        return Task.FromResult(new Media(marks ? new byte[] { 0xFF, 0xD8, 1 } : new byte[] { 0xFF, 0xD8, 0 }, "image/jpeg"));
    }

    public Task<Page<TubeletView>> TubeletsAsync(
        string id, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int limit, CancellationToken ct)
    {
        Known(id);
        var all = Seen.Where(t => t.CameraId == id && !(t.EndAt < from) && !(t.EndAt > to)).OrderByDescending(t => t.EndAt).ToList();
        return Task.FromResult(FakeService.Part(all, cursor, limit));
    }

    public void See(string camera, int id, DateTimeOffset begin)
    {
        var votes = new float[CocoClasses.Names.Count];
        votes[CocoClasses.Person] = 3;
        var tubelet = new Tubelet
        {
            Id = id, Begin = 10 * id, Boxes = [new Box(1.234f, 2, 3, 4), new Box(2, 2, 3, 4)], Scores = [0.9f, 0], ClassVotes = votes,
        };
        Seen.Add(new TubeletView(camera, tubelet, begin, begin.AddSeconds(1), new Dictionary<string, string> { ["upper"] = "red" }));
    }

    private CameraView Known(string id) =>
        _cameras.TryGetValue(id, out var view) ? view : throw new ServiceException(ServiceError.NotFound, $"there is no camera '{id}'");
}
