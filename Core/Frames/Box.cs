namespace Stvg.Core.Frames;

/// <summary>An axis-aligned box in pixels of the original frame, top-left origin, edges at real-valued positions.</summary>
/// <param name="X">Left edge, pixels.</param>
/// <param name="Y">Top edge, pixels.</param>
/// <param name="Width">Width, pixels.</param>
/// <param name="Height">Height, pixels.</param>
public readonly record struct Box(float X, float Y, float Width, float Height)
{
    /// <summary>Right edge, pixels.</summary>
    public float Right => X + Width;

    /// <summary>Bottom edge, pixels.</summary>
    public float Bottom => Y + Height;

    /// <summary>Horizontal centre, pixels.</summary>
    public float CenterX => X + (Width / 2);

    /// <summary>Vertical centre, pixels.</summary>
    public float CenterY => Y + (Height / 2);

    /// <summary>Area in square pixels; 0 for an empty or inverted box.</summary>
    public float Area => Width > 0 && Height > 0 ? Width * Height : 0;

    /// <summary>Makes a box from its edges.</summary>
    public static Box FromEdges(float left, float top, float right, float bottom) => new(left, top, right - left, bottom - top);

    /// <summary>Area shared with another box, square pixels.</summary>
    public float IntersectionArea(in Box other)
    {
        var width = MathF.Min(Right, other.Right) - MathF.Max(X, other.X);
        var height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Y, other.Y);
        return width > 0 && height > 0 ? width * height : 0;
    }

    /// <summary>Intersection over union, in [0, 1]; 0 when both boxes are empty.</summary>
    public float IoU(in Box other)
    {
        var intersection = IntersectionArea(other);
        var union = Area + other.Area - intersection;
        return union > 0 ? intersection / union : 0;
    }

    /// <summary>The share of this box that lies inside <paramref name="other"/>, in [0, 1].</summary>
    public float ShareInside(in Box other) => Area > 0 ? IntersectionArea(other) / Area : 0;

    /// <summary>The part of this box inside a frame of the given size; empty (zero width or height) when outside.</summary>
    public Box ClipTo(float frameWidth, float frameHeight)
    {
        var left = Math.Clamp(X, 0, frameWidth);
        var top = Math.Clamp(Y, 0, frameHeight);
        var right = Math.Clamp(Right, left, Math.Max(left, frameWidth));
        var bottom = Math.Clamp(Bottom, top, Math.Max(top, frameHeight));
        return FromEdges(left, top, right, bottom);
    }

    /// <summary>Linear interpolation of each coordinate; <paramref name="t"/> = 0 gives <paramref name="a"/>, 1 gives <paramref name="b"/>.</summary>
    public static Box Lerp(in Box a, in Box b, float t) => new(
        float.Lerp(a.X, b.X, t), float.Lerp(a.Y, b.Y, t), float.Lerp(a.Width, b.Width, t), float.Lerp(a.Height, b.Height, t));
}
