namespace Stvg.Grains.Interfaces.Wire;

/// <summary>A camera wants its frames looked at.</summary>
/// <param name="CameraId">The camera.</param>
/// <param name="Model">A detector of the catalogue, or the path of a model's description.</param>
/// <param name="Width">Width of its original frames, pixels.</param>
/// <param name="Height">Height of its original frames, pixels.</param>
/// <param name="Lossless">Whether no frame may be passed over.</param>
[GenerateSerializer, Immutable, Alias("stvg.line-request")]
public sealed record LineRequest(
    [property: Id(0)] string CameraId, [property: Id(1)] string Model,
    [property: Id(2)] int Width, [property: Id(3)] int Height, [property: Id(4)] bool Lossless);

/// <summary>How frames have to come.</summary>
/// <param name="InputWidth">Width of the model's input, pixels.</param>
/// <param name="InputHeight">Height of the model's input, pixels.</param>
/// <param name="Classes">Class names by number.</param>
[GenerateSerializer, Immutable, Alias("stvg.line")]
public sealed record LineReply([property: Id(0)] int InputWidth, [property: Id(1)] int InputHeight, [property: Id(2)] string[] Classes);

/// <summary>A frame at the model's input size.</summary>
/// <param name="Line">Whose it is and how it is to be read: a silo that was started anew knows of no line.</param>
/// <param name="Frame">Its number.</param>
/// <param name="ContentWidth">Columns that carry the picture.</param>
/// <param name="ContentHeight">Rows that carry the picture.</param>
/// <param name="Pixels">Blue, green, red; rows of the input's width, only those that carry the picture.</param>
[GenerateSerializer, Immutable, Alias("stvg.detection-request")]
public sealed record DetectionRequest(
    [property: Id(0)] LineRequest Line, [property: Id(1)] long Frame,
    [property: Id(2)] int ContentWidth, [property: Id(3)] int ContentHeight, [property: Id(4)] byte[] Pixels);

/// <summary>What was found.</summary>
[GenerateSerializer, Immutable, Alias("stvg.detections")]
public sealed record DetectionReply
{
    /// <summary>Six numbers an object: left, top, width, height (pixels of the original frame), class, score; best first.</summary>
    [Id(0)] public required float[] Objects { get; init; }

    /// <summary>Frames of the batch.</summary>
    [Id(1)] public int BatchSize { get; init; }

    /// <summary>The detector's features where objects are; null when it has none.</summary>
    [Id(2)] public PackedFeatures? Features { get; init; }
}

/// <summary>
/// A feature map (<see cref="Core.Frames.FeatureMap"/>) of which only the cells that objects cover were kept, in 256 steps.
/// </summary>
[GenerateSerializer, Immutable, Alias("stvg.features")]
public sealed record PackedFeatures
{
    /// <summary>Cells across.</summary>
    [Id(0)] public required int Width { get; init; }

    /// <summary>Cells down.</summary>
    [Id(1)] public required int Height { get; init; }

    /// <summary>Numbers per cell.</summary>
    [Id(2)] public required int Channels { get; init; }

    /// <summary>Size of a cell, pixels of the original frame.</summary>
    [Id(3)] public required float PixelsPerCell { get; init; }

    /// <summary>The smallest number.</summary>
    [Id(4)] public required float Least { get; init; }

    /// <summary>From one step to the next.</summary>
    [Id(5)] public required float Step { get; init; }

    /// <summary>Cells that were kept: one bit each, row by row.</summary>
    [Id(6)] public required byte[] Kept { get; init; }

    /// <summary>Their numbers as steps, cell by cell.</summary>
    [Id(7)] public required byte[] Steps { get; init; }
}

/// <summary>How busy a device is.</summary>
/// <param name="Device">"cpu", "cuda:0".</param>
/// <param name="Silo">Name of its silo.</param>
/// <param name="Cameras">Cameras that it looks for, those of other silos included.</param>
/// <param name="Waiting">Frames that wait.</param>
/// <param name="Frames">Frames so far.</param>
/// <param name="BusySeconds">Time that it has been running networks.</param>
/// <param name="RunMilliseconds">Mean of its latest runs.</param>
[GenerateSerializer, Immutable, Alias("stvg.device-report")]
public sealed record DeviceReport(
    [property: Id(0)] string Device, [property: Id(1)] string Silo, [property: Id(2)] int Cameras, [property: Id(3)] int Waiting,
    [property: Id(4)] long Frames, [property: Id(5)] double BusySeconds, [property: Id(6)] double RunMilliseconds);
