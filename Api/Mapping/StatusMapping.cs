using Stvg.Api.Contracts;
using Stvg.Core.Cameras;
using Stvg.Core.Services;

namespace Stvg.Api.Mapping;

/// <summary>How the product fares, on the wire.</summary>
internal static class StatusMapping
{
    public static SystemResponse ToResponse(this SystemStatus status, IReadOnlyList<CameraView> cameras)
    {
        var phases = cameras.CountBy(c => c.Status.Phase).ToDictionary();
        return new SystemResponse
        {
            Version = status.Version,
            StartedAt = status.StartedAt,
            Uptime = Math.Round((status.Now - status.StartedAt).TotalSeconds, 1),
            Now = status.Now,
            LatestAlert = status.Counts.LatestAlert,
            Cameras = new CameraCountsBody
            {
                Total = cameras.Count,
                Running = phases.GetValueOrDefault(CameraPhase.Running),
                Connecting = phases.GetValueOrDefault(CameraPhase.Connecting),
                Ended = phases.GetValueOrDefault(CameraPhase.Ended),
                Failed = phases.GetValueOrDefault(CameraPhase.Failed),
            },
            Queries = status.Counts.Queries,
            OpenAlerts = status.Counts.OpenAlerts,
            Undelivered = status.Counts.Undelivered,
            Devices = [.. status.Devices.Select(ToBody)],
            Storage = ToBody(status.Storage),
            Silos = [.. status.Silos.Select(s => new SiloBody { Name = s.Name, Roles = s.Roles, Cameras = s.Cameras, Load = s.Load, Leaving = s.IsLeaving })],
            Grounder = new GrounderBody { Version = status.Grounder.Version, About = status.Grounder.About, Trouble = status.Grounder.Trouble },
        };
    }

    public static ModelResponse ToResponse(this ModelView model) => new()
    {
        Name = model.Name, Kind = model.Kind, Description = model.Description, Licence = model.Licence, Bytes = model.Bytes,
        Present = model.IsPresent, Used = model.IsUsed,
    };

    public static VideoResponse ToResponse(this VideoView video) => new() { Path = video.Path, Bytes = video.Bytes, ModifiedAt = video.ModifiedAt };

    public static LiveBody ToBody(this LivePicture? picture, CameraStatus status) => new()
    {
        At = picture?.At,
        Size = picture?.Size.ToBody(),
        Objects = [.. (picture?.Objects ?? []).Select(o => new LiveObjectBody
        {
            Id = o.Id, Category = o.Category, X = Round(o.Box.X), Y = Round(o.Box.Y), Width = Round(o.Box.Width), Height = Round(o.Box.Height),
        })],
        State = status.Phase,
        Reason = status.Reason is { } reason ? Secrets.Hide(reason) : null,
        Delay = Math.Round(status.DelaySeconds, 3),
    };

    private static DeviceBody ToBody(DeviceStatus device) => new()
    {
        Name = device.Name, Silo = device.Silo, Queued = device.Queued, Capacity = device.Capacity, Frames = device.Frames,
        Dropped = device.Dropped, Wait = Seconds(device.WaitMilliseconds), Run = Seconds(device.RunMilliseconds),
    };

    private static StorageBody ToBody(StorageStatus storage) => new()
    {
        Engine = storage.Engine,
        ArchiveBytes = storage.ArchiveBytes,
        RecordedBytes = storage.RecordedBytes,
        RecordedLimit = storage.RecordedLimit,
        FreeBytes = storage.FreeBytes,
        RecordedDays = storage.KeepRecordings?.TotalDays,
        DataDays = storage.KeepData?.TotalDays,
        Trouble = storage.Trouble is { } trouble ? Secrets.Hide(trouble) : null,
    };

    private static double? Seconds(double? milliseconds) => milliseconds is { } some ? Math.Round(some / 1000, 5) : null;

    private static double Round(float value) => Math.Round(value, 2);
}
