using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Export;

/// <summary>What is fixed in the network besides its weights: whoever writes it down for another program needs these.</summary>
public static class GrounderShape
{
    /// <summary>Parts that a tubelet's life is cut into.</summary>
    public const int Bins = TokenShape.Bins;

    /// <summary>Slow tokens of a tubelet.</summary>
    public const int Slow = TokenShape.Slow;

    /// <summary>Fast tokens of a tubelet: its moments.</summary>
    public const int Fast = TokenShape.Fast;

    /// <summary>Moments that look at each other.</summary>
    public const int Window = ClipEncoder.Window;

    /// <summary>How much the best moment of a life counts more than the others.</summary>
    public const float Sharpness = Matching.Sharpness;

    /// <summary>Rows of the table of coordinates that make up three thirds of the width, then three of the height, 6 × n.</summary>
    public static IReadOnlyList<int> Thirds => TokenPlaces.Thirds;
}
