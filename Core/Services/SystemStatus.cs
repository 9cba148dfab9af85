using System.Collections.Immutable;

namespace Stvg.Core.Services;

/// <summary>How the product fares as a whole: what an operator looks at when something seems wrong.</summary>
public sealed record SystemStatus
{
    /// <summary>Version of the program that answers.</summary>
    public required string Version { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What is kept.</summary>
    public required ArchiveCounts Counts { get; init; }

    /// <summary>What runs networks.</summary>
    public ImmutableArray<DeviceStatus> Devices { get; init; } = [];

    /// <summary>Where everything is kept.</summary>
    public required StorageStatus Storage { get; init; }

    /// <summary>The silos of a cluster; empty in one process.</summary>
    public ImmutableArray<SiloView> Silos { get; init; } = [];

    /// <summary>Who answers sentences about clips and the archive.</summary>
    public GrounderStatus Grounder { get; init; } = new(null, null, null);
}

/// <summary>Who answers sentences.</summary>
/// <param name="Version">The adopted version that has a say beside the built-in grounder; null: the built-in one answers alone.</param>
/// <param name="About">What that version was taught, for people.</param>
/// <param name="Trouble">One line when an adopted version cannot be used, so that the built-in grounder answers alone; else null.</param>
public sealed record GrounderStatus(string? Version, string? About, string? Trouble);

/// <summary>How much there is of what.</summary>
/// <param name="Queries">Standing queries.</param>
/// <param name="OpenAlerts">Alerts that are open.</param>
/// <param name="Undelivered">Webhook calls that were tried and have not succeeded.</param>
/// <param name="LatestAlert">Sequence number of the newest change of an alert; 0 when there is none.</param>
public sealed record ArchiveCounts(long Queries, long OpenAlerts, long Undelivered, long LatestAlert);

/// <summary>One thing that runs networks.</summary>
/// <param name="Name"><c>cpu</c>, <c>cuda:0</c>.</param>
/// <param name="Silo">Where it is; null in one process.</param>
/// <param name="Queued">Frames that wait now.</param>
/// <param name="Capacity">Frames that may wait.</param>
/// <param name="Frames">Frames that were run since the start.</param>
/// <param name="Dropped">Frames that were not: replaced by newer ones, or sent away.</param>
public sealed record DeviceStatus(string Name, string? Silo, int Queued, int? Capacity, long? Frames, long? Dropped)
{
    /// <summary>From call to run, 95th percentile over the last thousand frames, milliseconds; null where it is not told.</summary>
    public double? WaitMilliseconds { get; init; }

    /// <summary>How long a run takes on the mean, milliseconds; null where it is not told.</summary>
    public double? RunMilliseconds { get; init; }
}

/// <summary>Where everything is kept, and how much room there is.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="ArchiveBytes">Size of the database.</param>
/// <param name="RecordedBytes">Size of all recordings.</param>
/// <param name="RecordedLimit">The oldest recordings go beyond this; null: no limit.</param>
/// <param name="FreeBytes">Room left where the recordings are; null where that cannot be told.</param>
/// <param name="KeepRecordings">Older recordings go; null: kept for ever.</param>
/// <param name="KeepData">Older tubelets, alerts and answers go; null: kept for ever.</param>
/// <param name="Trouble">One line when something cannot be written now, else null.</param>
public sealed record StorageStatus(
    string Engine, long ArchiveBytes, long RecordedBytes, long? RecordedLimit, long? FreeBytes, TimeSpan? KeepRecordings, TimeSpan? KeepData,
    string? Trouble);

/// <summary>One silo of a cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Roles">What it does.</param>
/// <param name="Cameras">Cameras that it watches.</param>
/// <param name="Load">Processor use of the machine, in [0, 1].</param>
/// <param name="IsLeaving">Whether it gives its cameras away and ends.</param>
public sealed record SiloView(string Name, ImmutableArray<string> Roles, int Cameras, double? Load, bool IsLeaving);

/// <summary>A model that the product can use.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it does ("detector").</param>
/// <param name="Description">One line.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Bytes">Size of the download; 0 when it is a file of the user's.</param>
/// <param name="IsPresent">Whether it is on this machine.</param>
/// <param name="IsUsed">Whether cameras are looked at with it.</param>
public sealed record ModelView(string Name, string Kind, string Description, string Licence, long Bytes, bool IsPresent, bool IsUsed);
