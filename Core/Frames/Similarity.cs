namespace Stvg.Core.Frames;

/// <summary>
/// A similarity of the plane: shift, turn and uniform scale, x' = A·x − B·y + X, y' = B·x + A·y + Y. What a distant scene does in the picture of a
/// camera that pans, tilts, rolls and zooms a little (a partial affine transform in OpenCV's words).
/// </summary>
/// <param name="A">Scale times the cosine of the turn.</param>
/// <param name="B">Scale times the sine of the turn.</param>
/// <param name="X">Shift to the right, pixels.</param>
/// <param name="Y">Shift down, pixels.</param>
public readonly record struct Similarity(double A, double B, double X, double Y)
{
    /// <summary>Leaves everything where it is.</summary>
    public static Similarity Identity { get; } = new(1, 0, 0, 0);

    /// <summary>Whether it leaves everything exactly where it is.</summary>
    public bool IsIdentity => A == 1 && B == 0 && X == 0 && Y == 0;

    /// <summary>How many times as large things become.</summary>
    public double Scale => Math.Sqrt((A * A) + (B * B));

    /// <summary>The way back.</summary>
    /// <exception cref="InvalidOperationException">The scale is 0.</exception>
    public Similarity Inverse
    {
        get
        {
            if (IsIdentity) return this;
            var square = (A * A) + (B * B);
            if (!(square > 0)) throw new InvalidOperationException("a similarity of scale 0 has no way back");
            var (a, b) = (A / square, -B / square);
            return new Similarity(a, b, -((a * X) - (b * Y)), -((b * X) + (a * Y)));
        }
    }

    /// <summary>This first, then another.</summary>
    public Similarity Then(in Similarity next) => IsIdentity ? next : next.IsIdentity ? this : new(
        (next.A * A) - (next.B * B), (next.A * B) + (next.B * A), (next.A * X) - (next.B * Y) + next.X, (next.B * X) + (next.A * Y) + next.Y);

    /// <summary>Where a point comes to lie.</summary>
    public (double X, double Y) Map(double x, double y) => ((A * x) - (B * y) + X, (B * x) + (A * y) + Y);

    /// <summary>Where a box comes to lie: its centre moves, its sides grow with the scale, and it stays upright.</summary>
    public Box Map(in Box box)
    {
        if (IsIdentity) return box;
        var (x, y) = Map(box.CenterX, box.CenterY);
        var scale = Scale;
        double width = box.Width * scale, height = box.Height * scale;
        return new Box((float)(x - (width / 2)), (float)(y - (height / 2)), (float)width, (float)height);
    }

    /// <summary>The same in pixels so many times as large as these.</summary>
    public Similarity InPixels(double factor) => new(A, B, X * factor, Y * factor);

    /// <summary>The farthest that it moves a corner of a picture, pixels.</summary>
    public double LargestShift(FrameSize size)
    {
        var largest = 0.0;
        for (var corner = 0; corner < 4; corner++)
        {
            double x = (corner & 1) * size.Width, y = (corner >> 1) * size.Height;
            var (mx, my) = Map(x, y);
            largest = Math.Max(largest, Math.Sqrt(((mx - x) * (mx - x)) + ((my - y) * (my - y))));
        }

        return largest;
    }
}
