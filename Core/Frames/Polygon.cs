using System.Collections.Immutable;

namespace Stvg.Core.Frames;

/// <summary>A point of a picture as fractions of its width and height, so that it means the same at every resolution.</summary>
/// <param name="X">From 0 (left edge) to 1 (right edge).</param>
/// <param name="Y">From 0 (top edge) to 1 (bottom edge).</param>
public readonly record struct PicturePoint(float X, float Y);

/// <summary>An area of a picture: a simple polygon, closed from its last point to its first.</summary>
public sealed class Polygon
{
    /// <summary>Most points of one polygon.</summary>
    public const int MostPoints = 200;

    /// <summary>Makes a polygon.</summary>
    /// <param name="points">At least three, at most <see cref="MostPoints"/>, each inside the picture.</param>
    /// <exception cref="StvgException">Too few or too many points, or one outside [0, 1].</exception>
    public Polygon(ImmutableArray<PicturePoint> points)
    {
        if (points.IsDefault || points.Length < 3 || points.Length > MostPoints)
            throw new StvgException($"a polygon has {(points.IsDefault ? 0 : points.Length)} points; give 3 to {MostPoints}");
        foreach (var (x, y) in points)
        {
            if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1))
                throw new StvgException($"the polygon's point {x},{y} is outside the picture; coordinates are fractions from 0 to 1");
        }

        Points = points;
    }

    /// <summary>The corners, in order.</summary>
    public ImmutableArray<PicturePoint> Points { get; }

    /// <summary>Whether a point lies inside (even-odd rule).</summary>
    public bool Contains(float x, float y)
    {
        var inside = false;
        for (int i = 0, j = Points.Length - 1; i < Points.Length; j = i++)
        {
            var (a, b) = (Points[i], Points[j]);
            if (a.Y > y != b.Y > y && x < ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X) inside = !inside;
        }

        return inside;
    }

    /// <summary>Whether an object stands inside: the middle of its box's lower edge.</summary>
    /// <param name="box">Pixels of the original frame.</param>
    /// <param name="size">Size of the original frame.</param>
    public bool ContainsFoot(in Box box, FrameSize size) => Contains(box.CenterX / size.Width, box.Bottom / size.Height);
}
