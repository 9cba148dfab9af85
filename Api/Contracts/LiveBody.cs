using Stvg.Core.Cameras;

namespace Stvg.Api.Contracts;

/// <summary>What is in a camera's picture now.</summary>
public sealed record LiveBody
{
    /// <summary>Capture time of the frame, UTC; null before the first.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Size of the picture, in whose pixels the boxes are.</summary>
    public SizeBody? Size { get; init; }

    /// <summary>What is tracked in it.</summary>
    public required IReadOnlyList<LiveObjectBody> Objects { get; init; }

    /// <summary>What the camera is doing.</summary>
    public required CameraPhase State { get; init; }

    /// <summary>One line for people: why it failed or is not connected; null when all is well.</summary>
    public string? Reason { get; init; }

    /// <summary>Seconds behind the camera.</summary>
    public required double Delay { get; init; }
}

/// <summary>Something in the picture.</summary>
public sealed record LiveObjectBody
{
    /// <summary>Its tubelet: the number of its mark.</summary>
    public required int Id { get; init; }

    /// <summary>Class of the detector.</summary>
    /// <example>person</example>
    public required string Category { get; init; }

    /// <summary>Left edge.</summary>
    public required double X { get; init; }

    /// <summary>Top edge.</summary>
    public required double Y { get; init; }

    /// <summary>Width.</summary>
    public required double Width { get; init; }

    /// <summary>Height.</summary>
    public required double Height { get; init; }
}
