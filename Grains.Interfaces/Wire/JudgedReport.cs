namespace Stvg.Grains.Interfaces.Wire;

/// <summary>How far a group is with a camera.</summary>
/// <param name="Has">Whether the update that was asked about was judged.</param>
/// <param name="Epoch">Owner of the latest update that it took; one above the asker's means that somebody else watches the camera.</param>
/// <param name="Silo">Name of the group's silo.</param>
[GenerateSerializer, Immutable, Alias("stvg.judged-report")]
public sealed record JudgedReport([property: Id(0)] bool Has, [property: Id(1)] long Epoch, [property: Id(2)] string Silo);
