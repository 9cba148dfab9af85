namespace Stvg.Grains.Interfaces.Wire;

/// <summary>How far a group is with a camera.</summary>
/// <param name="Has">Whether the update that was asked about was judged.</param>
/// <param name="Epoch">Owner of the latest update that it took; one above the asker's means that somebody else watches the camera.</param>
/// <param name="Silo">Name of the group's silo.</param>
[GenerateSerializer, Immutable, Alias("stvg.judged-report")]
public sealed record JudgedReport([property: Id(0)] bool Has, [property: Id(1)] long Epoch, [property: Id(2)] string Silo);

/// <summary>Where a group is.</summary>
/// <param name="Silo">Name of its silo.</param>
/// <param name="Address">The silo's address, as the runtime writes it.</param>
[GenerateSerializer, Immutable, Alias("stvg.group-place")]
public sealed record GroupPlace([property: Id(0)] string Silo, [property: Id(1)] string Address);
