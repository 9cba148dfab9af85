namespace Stvg.Grains.Interfaces.Wire;

/// <summary>How a silo fares.</summary>
[GenerateSerializer, Immutable, Alias("stvg.silo-report")]
public sealed record SiloReport
{
    /// <summary>Its name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Its address, as the runtime writes it.</summary>
    [Id(1)] public required string Address { get; init; }

    /// <summary>What it is for.</summary>
    [Id(2)] public required string[] Roles { get; init; }

    /// <summary>Its devices.</summary>
    [Id(3)] public DeviceReport[] Devices { get; init; } = [];

    /// <summary>Its cameras.</summary>
    [Id(4)] public CameraReport[] Cameras { get; init; } = [];

    /// <summary>Whether it is about to leave.</summary>
    [Id(5)] public bool IsLeaving { get; init; }

    /// <summary>Processors that it may use.</summary>
    [Id(6)] public int Processors { get; init; }

    /// <summary>Clips and searches that it has to do.</summary>
    [Id(7)] public int Clips { get; init; }

    /// <summary>Groups of cameras that are judged on it.</summary>
    [Id(8)] public int Judged { get; init; }
}

/// <summary>What placement needs to know of a silo.</summary>
/// <param name="Address">Its address, as the runtime writes it.</param>
/// <param name="Cost">Seconds of work per second and processor that its cameras cost.</param>
/// <param name="IsLeaving">Whether it is about to leave.</param>
/// <param name="Processors">Processors that it may use.</param>
/// <param name="HasCameras">Whether it may have cameras at all.</param>
[GenerateSerializer, Immutable, Alias("stvg.silo-load")]
public sealed record SiloLoad(
    [property: Id(0)] string Address, [property: Id(1)] double Cost, [property: Id(2)] bool IsLeaving, [property: Id(3)] int Processors,
    [property: Id(4)] bool HasCameras)
{
    /// <summary>Whether cameras may be judged on it.</summary>
    [Id(5)] public bool HasQueries { get; init; }

    /// <summary>Groups of cameras that are judged on it.</summary>
    [Id(6)] public int Judged { get; init; }

    /// <summary>
    /// For each of its cameras the number of its group (<see cref="ClusterNames.GroupNumberOf"/>); null: an older directory told.
    /// </summary>
    [Id(7)] public int[]? Groups { get; init; }

    /// <summary>How many cameras of a group it has.</summary>
    public int CamerasOf(int group) => Groups?.Count(g => g == group) ?? 0;
}

/// <summary>How a group of cameras is judged.</summary>
/// <param name="Key">The group.</param>
/// <param name="Silo">Name of its silo.</param>
/// <param name="Epoch">Its owner's number.</param>
/// <param name="Queries">Standing queries on watch.</param>
/// <param name="Updates">Updates judged so far.</param>
/// <param name="Asked">Times that an update was missing and a whole one was asked for.</param>
/// <param name="OpenAlerts">Open alerts of the query that was asked for.</param>
/// <param name="Trouble">One line when the archive refuses alerts; else null.</param>
[GenerateSerializer, Immutable, Alias("stvg.group-report")]
public sealed record GroupReport(
    [property: Id(0)] string Key, [property: Id(1)] string Silo, [property: Id(2)] long Epoch, [property: Id(3)] int Queries,
    [property: Id(4)] long Updates, [property: Id(5)] long Asked, [property: Id(6)] int OpenAlerts, [property: Id(7)] string? Trouble);
