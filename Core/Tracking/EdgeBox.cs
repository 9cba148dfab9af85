using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>A box by its edges, with its area: what comparing every track with every detection needs, computed once a frame.</summary>
internal readonly struct EdgeBox
{
    public readonly float Left, Top, Right, Bottom, Area;

    public EdgeBox(in Box box) : this(box.X, box.Y, box.Right, box.Bottom) { }

    private EdgeBox(float left, float top, float right, float bottom)
    {
        (Left, Top, Right, Bottom) = (left, top, right, bottom);
        Area = (right - left) * (bottom - top);
    }

    public EdgeBox Grow(float margin) => new(Left - margin, Top - margin, Right + margin, Bottom + margin);

    public bool Touches(in EdgeBox other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>Intersection over union of two boxes that touch.</summary>
    public float OverlapOfTouching(in EdgeBox other)
    {
        var shared = Shared(other);
        return shared / (Area + other.Area - shared);
    }

    /// <summary>Intersection over union.</summary>
    public float Overlap(in EdgeBox other) => Touches(other) ? OverlapOfTouching(other) : 0;

    /// <summary>The share of this box inside another that it touches.</summary>
    public float ShareInsideTouching(in EdgeBox other) => Shared(other) / Area;

    private float Shared(in EdgeBox other) =>
        (MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left)) * (MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top));
}
