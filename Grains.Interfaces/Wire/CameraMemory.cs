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

    /// <summary>What those in the picture look like: whoever watches next knows them again by it.</summary>
    [Id(3)] public LookParcel[] Looks { get; set; } = [];
}

/// <summary>What an object looks like.</summary>
/// <param name="ObjectId">The object (<see cref="Core.Tubelets.Tubelet.ObjectId"/>).</param>
/// <param name="Vector">What <see cref="Core.Tubelets.AppearanceCodec"/> wrote.</param>
[GenerateSerializer, Immutable, Alias("stvg.look")]
public sealed record LookParcel([property: Id(0)] int ObjectId, [property: Id(1)] byte[] Vector);

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

    /// <summary>As <see cref="CameraMemory.Looks"/>, and newer.</summary>
    [Id(3)] public LookParcel[] Looks { get; set; } = [];
}
