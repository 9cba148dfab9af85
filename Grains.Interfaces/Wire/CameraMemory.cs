namespace Stvg.Grains.Interfaces.Wire;

/// <summary>What a camera keeps of itself, so that whoever watches it next loses nothing.</summary>
[GenerateSerializer, Alias("stvg.camera-memory")]
public sealed record CameraMemory
{
    /// <summary>Its owner's number when this was written.</summary>
    [Id(0)] public long Epoch { get; set; }

    /// <summary>The latest update, whole: objects that were in the picture are archived from it when their camera is lost.</summary>
    [Id(1)] public UpdateParcel? InFlight { get; set; }

    /// <summary>Counters and the last frame's time: whoever watches next counts on.</summary>
    [Id(2)] public CameraReport? Report { get; set; }
}

/// <summary>
/// What has changed since a camera wrote its <see cref="CameraMemory"/>: written more often, where nobody on another silo knows better.
/// </summary>
[GenerateSerializer, Alias("stvg.camera-tail")]
public sealed record CameraTail
{
    /// <summary>Owner of the memory that this belongs to.</summary>
    [Id(0)] public long Epoch { get; set; }

    /// <summary>Frame of <see cref="CameraMemory.InFlight"/> that this goes on from; with any other memory it says nothing.</summary>
    [Id(1)] public int After { get; set; }

    /// <summary>Differences, each from the one before.</summary>
    [Id(2)] public UpdateParcel[] Changes { get; set; } = [];
}
