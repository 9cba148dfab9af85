namespace Stvg.Core.Learning.Features;

/// <summary>How many numbers and tokens there are of one tubelet, whatever the clip's length: the fixed budget of the network.</summary>
/// <remarks>
/// A tubelet's life is cut into <see cref="Bins"/> equal parts. The two streams of the packer (LLaVA-ST, CVPR 2025, section 3.3) make of them
/// <see cref="Slow"/> tokens, fine in space and coarse in time, and <see cref="Fast"/> tokens, the reverse.
/// </remarks>
internal static class TokenShape
{
    /// <summary>Parts that a life is cut into.</summary>
    public const int Bins = 48;

    /// <summary>Slow tokens.</summary>
    public const int Slow = 8;

    /// <summary>Fast tokens.</summary>
    public const int Fast = 24;

    /// <summary>Rows of the table of coordinates: time, width, height, a hundred bins each.</summary>
    public const int Coordinates = 3 * CoordinateTable.Bins;

    /// <summary>Numbers that hold for a whole life (<see cref="StillFeatures"/>).</summary>
    public const int Still = StillFeatures.Count;

    /// <summary>Numbers of one part of a life (<see cref="MovingFeatures"/>).</summary>
    public const int Moving = MovingFeatures.Count;
}
