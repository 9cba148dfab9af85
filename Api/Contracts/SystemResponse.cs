namespace Stvg.Api.Contracts;

/// <summary>How the server, or the cluster, fares as a whole.</summary>
public sealed record SystemResponse
{
    /// <summary>Version of the program that answers.</summary>
    /// <example>0.1.0</example>
    public required string Version { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Seconds since then.</summary>
    public required double Uptime { get; init; }

    /// <summary>Its clock, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Sequence number of the newest change of an alert; 0 when there is none.</summary>
    public required long LatestAlert { get; init; }

    /// <summary>Cameras by state.</summary>
    public required CameraCountsBody Cameras { get; init; }

    /// <summary>Standing queries.</summary>
    public required long Queries { get; init; }

    /// <summary>Alerts that are open.</summary>
    public required long OpenAlerts { get; init; }

    /// <summary>Webhook calls that were tried and have not succeeded.</summary>
    public required long Undelivered { get; init; }

    /// <summary>What runs networks.</summary>
    public required IReadOnlyList<DeviceBody> Devices { get; init; }

    /// <summary>Where everything is kept.</summary>
    public required StorageBody Storage { get; init; }

    /// <summary>The silos of a cluster; empty in one process.</summary>
    public required IReadOnlyList<SiloBody> Silos { get; init; }

    /// <summary>Who answers sentences about clips and the archive.</summary>
    public required GrounderBody Grounder { get; init; }
}

/// <summary>Who answers sentences about clips and the archive.</summary>
public sealed record GrounderBody
{
    /// <summary>The adopted version that has a say beside the built-in grounder; null: the built-in one answers alone.</summary>
    /// <example>0002</example>
    public string? Version { get; init; }

    /// <summary>What that version was taught.</summary>
    public string? About { get; init; }

    /// <summary>One line when an adopted version cannot be used, so that the built-in grounder answers alone; null when all is well.</summary>
    public string? Trouble { get; init; }
}

/// <summary>Cameras by state.</summary>
public sealed record CameraCountsBody
{
    /// <summary>All.</summary>
    public required int Total { get; init; }

    /// <summary>Running.</summary>
    public required int Running { get; init; }

    /// <summary>Being connected to.</summary>
    public required int Connecting { get; init; }

    /// <summary>Files that were played to their end.</summary>
    public required int Ended { get; init; }

    /// <summary>Cannot be watched as they are.</summary>
    public required int Failed { get; init; }
}

/// <summary>One thing that runs networks.</summary>
public sealed record DeviceBody
{
    /// <summary>cpu, cuda:0.</summary>
    /// <example>cpu</example>
    public required string Name { get; init; }

    /// <summary>Where it is; null in one process.</summary>
    public string? Silo { get; init; }

    /// <summary>Frames that wait now.</summary>
    public required int Queued { get; init; }

    /// <summary>Frames that may wait; null where that is not told.</summary>
    public int? Capacity { get; init; }

    /// <summary>Frames that were run since the start.</summary>
    public long? Frames { get; init; }

    /// <summary>Frames that were not: replaced by newer ones, or sent away.</summary>
    public long? Dropped { get; init; }

    /// <summary>From call to run, 95th percentile over the last thousand frames, seconds.</summary>
    public double? Wait { get; init; }

    /// <summary>How long a run takes on the mean, seconds.</summary>
    public double? Run { get; init; }
}

/// <summary>Where everything is kept, and how much room there is.</summary>
public sealed record StorageBody
{
    /// <summary>sqlite or postgresql.</summary>
    /// <example>sqlite</example>
    public required string Engine { get; init; }

    /// <summary>Size of the database, bytes.</summary>
    public required long ArchiveBytes { get; init; }

    /// <summary>Size of all recordings, bytes.</summary>
    public required long RecordedBytes { get; init; }

    /// <summary>The oldest recordings go beyond this, bytes; null: no limit.</summary>
    public long? RecordedLimit { get; init; }

    /// <summary>Room left where the recordings are, bytes; null where that cannot be told.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Recordings older than so many days go; null: kept for ever.</summary>
    public double? RecordedDays { get; init; }

    /// <summary>Tubelets, alerts and answers older than so many days go; null: kept for ever.</summary>
    public double? DataDays { get; init; }

    /// <summary>One line when something cannot be written now; null when all is well.</summary>
    public string? Trouble { get; init; }
}

/// <summary>One silo of a cluster.</summary>
public sealed record SiloBody
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it does: camera, query, inference, gateway.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Cameras that it watches.</summary>
    public required int Cameras { get; init; }

    /// <summary>Processor use, from 0 to 1; null where it is not told.</summary>
    public double? Load { get; init; }

    /// <summary>Whether it gives its cameras away and ends.</summary>
    public required bool Leaving { get; init; }
}

/// <summary>A model that the product can use.</summary>
public sealed record ModelResponse
{
    /// <summary>Its name.</summary>
    /// <example>nanodet</example>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    /// <example>detector</example>
    public required string Kind { get; init; }

    /// <summary>One line.</summary>
    public required string Description { get; init; }

    /// <summary>Its licence.</summary>
    public required string Licence { get; init; }

    /// <summary>Size of the download; 0 for a file of the user's.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether it is on the machine that answers.</summary>
    public required bool Present { get; init; }

    /// <summary>Whether cameras are looked at with it.</summary>
    public required bool Used { get; init; }
}

/// <summary>A video file that may be asked about.</summary>
public sealed record VideoResponse
{
    /// <summary>What <c>video</c> takes.</summary>
    /// <example>/videos/yard.mp4</example>
    public required string Path { get; init; }

    /// <summary>Size.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }
}
