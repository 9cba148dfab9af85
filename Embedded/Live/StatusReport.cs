using System.Collections.Immutable;
using System.Reflection;
using Stvg.Core.Services;
using Stvg.Embedded.Learning;
using Stvg.Models.Inference;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>Gathers how a server fares.</summary>
/// <param name="archive">What is kept.</param>
/// <param name="options">Settings.</param>
/// <param name="trouble">One line when something cannot be written, else null.</param>
/// <param name="parts">The devices, and the silos of a cluster.</param>
/// <param name="grounder">The learned grounder in use; null: there is never one.</param>
internal sealed class StatusReport(
    IArchive archive, ServerOptions options, Func<string?> trouble,
    Func<CancellationToken, Task<(ImmutableArray<DeviceStatus> Devices, ImmutableArray<SiloView> Silos)>> parts,
    CurrentGrounder? grounder = null)
{
    private readonly DateTimeOffset _startedAt = options.Time.GetUtcNow();

    /// <summary>One line when something cannot be written, else null.</summary>
    public string? Trouble => trouble();

    public async Task<SystemStatus> AskAsync(CancellationToken ct)
    {
        var measure = await archive.MeasureAsync(ct).ConfigureAwait(false);
        var (devices, silos) = await parts(ct).ConfigureAwait(false);
        return new SystemStatus
        {
            Version = typeof(StatusReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            StartedAt = _startedAt,
            Now = options.Time.GetUtcNow(),
            Counts = measure.Counts,
            Devices = devices,
            Silos = silos,
            Grounder = grounder?.Status() ?? new GrounderStatus(null, null, null),
            Storage = new StorageStatus(
                measure.Engine, measure.Bytes, await archive.RecordedBytesAsync(ct).ConfigureAwait(false), options.Video.Bytes, FreeBytes(),
                options.Video.Age, options.KeepData, Trouble),
        };
    }

    public IReadOnlyList<ModelView> Models() => [.. ModelFiles.List().Select(m => new ModelView(
        m.Name, m.Kind, m.Description, m.Licence, m.Bytes, m.Installed, string.Equals(m.Name, options.Detector, StringComparison.OrdinalIgnoreCase)))];

    public static DeviceStatus Of(InferenceStatistics statistics, InferenceOptions options) => new(
        options.Device, null, statistics.QueueLength, options.QueueLength, statistics.Frames, statistics.Dropped)
    {
        WaitMilliseconds = statistics.P95WaitMilliseconds, RunMilliseconds = statistics.MeanRunMilliseconds,
    };

    private long? FreeBytes()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(options.DataFolder)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // a disk that does not tell; whether it can be written is told by the archive
        }
    }
}
