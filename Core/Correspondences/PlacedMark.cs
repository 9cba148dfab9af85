using Stvg.Core.Frames;

namespace Stvg.Core.Correspondences;

/// <summary>A mark on one frame; everything in pixels of the original frame.</summary>
/// <param name="Number">What it says.</param>
/// <param name="TubeletId">Whose it is.</param>
/// <param name="Box">The object, inside the picture.</param>
/// <param name="X">Centre of the circle.</param>
/// <param name="Y">Centre of the circle.</param>
/// <param name="Diameter">Of the circle.</param>
/// <param name="AnchorX">Where the line to the object ends; <paramref name="X"/> where the circle lies on the object.</param>
/// <param name="AnchorY">Where the line to the object ends; <paramref name="Y"/> where the circle lies on the object.</param>
public readonly record struct PlacedMark(
    int Number, int TubeletId, Box Box, float X, float Y, float Diameter, float AnchorX, float AnchorY)
{
    /// <summary>Whether the circle stands beside the object, with a line to it.</summary>
    public bool IsBeside => AnchorX != X || AnchorY != Y;

    /// <summary>The circle's bounding box.</summary>
    public Box Circle => new(X - (Diameter / 2), Y - (Diameter / 2), Diameter, Diameter);
}
