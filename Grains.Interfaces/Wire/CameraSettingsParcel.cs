namespace Stvg.Grains.Interfaces.Wire;

/// <summary>What a user says of a camera (<see cref="Core.Cameras.CameraSettings"/>), on its way to the camera's owner.</summary>
[GenerateSerializer, Immutable, Alias("stvg.camera-settings")]
public sealed record CameraSettingsParcel
{
    /// <summary>Address, file or device; may hold a password.</summary>
    [Id(0)] public required string Source { get; init; }

    /// <summary>For people.</summary>
    [Id(1)] public string Name { get; init; } = "";

    /// <summary>Frames per second that are looked at; null: the source's own.</summary>
    [Id(2)] public double? Fps { get; init; }

    /// <summary><see cref="Core.Cameras.Pace"/>.</summary>
    [Id(3)] public int Pace { get; init; }

    /// <summary>Whether a file begins again.</summary>
    [Id(4)] public bool Loop { get; init; }

    /// <summary>Whether it is recorded.</summary>
    [Id(5)] public bool Recording { get; init; }

    /// <summary>Names of the zones.</summary>
    [Id(6)] public string[] Zones { get; init; } = [];

    /// <summary>Corners of each zone: x and y in turn, fractions of the picture.</summary>
    [Id(7)] public float[][] ZoneCorners { get; init; } = [];

    /// <summary>Corners of each mask.</summary>
    [Id(8)] public float[][] MaskCorners { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"settings of a camera '{Name}'"; // passwords do not belong in logs
}
