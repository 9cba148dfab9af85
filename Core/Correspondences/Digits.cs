namespace Stvg.Core.Correspondences;

/// <summary>
/// The ten digits as strokes in a cell of width <see cref="Width"/> and height 1: a picture can be marked without fonts, and a digit costs
/// the distance to a dozen segments per pixel.
/// </summary>
internal static class Digits
{
    /// <summary>Width of a digit's strokes, in heights.</summary>
    public const float Width = 0.56f;

    /// <summary>Thickness of a stroke, in heights.</summary>
    public const float Thickness = 0.17f;

    private const float R = Width / 2;

    /// <summary>For each digit, segments as x1, y1, x2, y2.</summary>
    private static readonly float[][] s_segments =
    [
        Lines(Arc(R, 0.5f, R, 0.5f, 0, 360)),
        Lines([(0.08f, 0.2f), (0.34f, 0), (0.34f, 1)]),
        Lines([.. Arc(R, 0.28f, R, 0.28f, 190, 395), (0, 1), (Width, 1)]),
        Lines([.. Arc(R, 0.25f, 0.26f, 0.25f, 195, 450), .. Arc(R, 0.74f, R, 0.26f, -90, 165)]),
        Lines([(0.42f, 1), (0.42f, 0), (0, 0.68f), (Width + 0.02f, 0.68f)]),
        Lines([(0.5f, 0), (0.08f, 0), (0.04f, 0.46f), .. Arc(R, 0.68f, R, 0.32f, 230, 515)]),
        Lines([(0.44f, 0), (0.08f, 0.5f), .. Arc(R, 0.7f, R, 0.3f, 190, 560)]),
        Lines([(0, 0), (Width, 0), (0.18f, 1)]),
        Lines([.. Arc(R, 0.24f, 0.24f, 0.24f, 90, 450), .. Arc(R, 0.74f, R, 0.26f, -90, 270)]),
        Lines([.. Arc(R, 0.3f, R, 0.3f, 10, 370), (Width - 0.08f, 0.5f), (0.12f, 1)]),
    ];

    /// <summary>Distance from a point of the cell to a digit's strokes, in heights.</summary>
    public static float Distance(int digit, float x, float y)
    {
        var segments = s_segments[digit];
        var least = float.MaxValue;
        for (var i = 0; i < segments.Length; i += 4)
            least = Math.Min(least, SquaredDistance(x, y, segments[i], segments[i + 1], segments[i + 2], segments[i + 3]));
        return MathF.Sqrt(least);
    }

    /// <summary>Squared distance from a point to a segment.</summary>
    public static float SquaredDistance(float x, float y, float x1, float y1, float x2, float y2)
    {
        float dx = x2 - x1, dy = y2 - y1;
        var length = (dx * dx) + (dy * dy);
        var t = length > 0 ? Math.Clamp((((x - x1) * dx) + ((y - y1) * dy)) / length, 0, 1) : 0;
        float ex = x - x1 - (t * dx), ey = y - y1 - (t * dy);
        return (ex * ex) + (ey * ey);
    }

    /// <summary>Points of an ellipse's arc; degrees clockwise from the right, since y points down.</summary>
    private static (float X, float Y)[] Arc(float x, float y, float radiusX, float radiusY, float from, float to)
    {
        var steps = (int)MathF.Ceiling((to - from) / 24);
        return [.. Enumerable.Range(0, steps + 1).Select(i =>
        {
            var (sin, cos) = MathF.SinCos((from + ((to - from) * i / steps)) * MathF.PI / 180);
            return (x + (radiusX * cos), y + (radiusY * sin));
        })];
    }

    private static float[] Lines((float X, float Y)[] points) =>
        [.. points.Zip(points.Skip(1)).SelectMany(p => new[] { p.First.X, p.First.Y, p.Second.X, p.Second.Y })];
}
