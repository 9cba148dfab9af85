using System.Numerics;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>Two objects on some consecutive frames. Distances are in lengths of the larger of the two.</summary>
/// <param name="subject">The one whose relation is judged.</param>
/// <param name="i">Index of the first frame in its lists.</param>
/// <param name="other">The other.</param>
/// <param name="j">Index of the same frame in the lists of the other.</param>
internal readonly struct FramePairs(ObjectLanes subject, int i, ObjectLanes other, int j)
{
    /// <summary>The larger of the two sizes, pixels.</summary>
    public Vector<float> Unit => Vector.Max(Mine(subject.Size), Its(other.Size));

    /// <summary>Distance of the points where they stand; 0 when a side touches.</summary>
    public Vector<float> Distance
    {
        get
        {
            var dx = Vector.Max(
                Vector<float>.Zero, Vector.Abs(Mine(subject.CentreX) - Its(other.CentreX)) - ((Mine(subject.Width) + Its(other.Width)) / new Vector<float>(4)));
            var dy = Mine(subject.Bottom) - Its(other.Bottom);
            return Vector.SquareRoot((dx * dx) + (dy * dy)) / Unit;
        }
    }

    /// <summary>How far to the right of the subject the other's centre is, pixels.</summary>
    public Vector<float> Rightwards => Its(other.CentreX) - Mine(subject.CentreX);

    /// <summary>How much farther from the camera the subject stands, by where the feet are; positive: behind the other.</summary>
    public Vector<float> Depth => (Its(other.Bottom) - Mine(subject.Bottom)) / Unit;

    /// <summary>Share of the smaller box that both cover.</summary>
    public Vector<float> Overlap
    {
        get
        {
            var width = Vector.Min(Mine(subject.Right), Its(other.Right)) - Vector.Max(Mine(subject.X), Its(other.X));
            var height = Vector.Min(Mine(subject.Bottom), Its(other.Bottom)) - Vector.Max(Mine(subject.Y), Its(other.Y));
            var both = Vector.GreaterThan(width, Vector<float>.Zero) & Vector.GreaterThan(height, Vector<float>.Zero);
            var area = Vector.ConditionalSelect(both, width * height, Vector<float>.Zero);
            return area / Vector.Max(Vector<float>.One, Vector.Min(Mine(subject.Area), Its(other.Area)));
        }
    }

    /// <summary>Speed of the subject, lengths per second.</summary>
    public Vector<float> SubjectSpeed => Length(Mine(subject.VelocityX), Mine(subject.VelocityY));

    /// <summary>
    /// Speed of the subject along the line to the other, lengths per second; movement up and down the picture counts more, since depth is
    /// foreshortened.
    /// </summary>
    public Vector<float> Closing
    {
        get
        {
            var depth = new Vector<float>(MotionCurves.Foreshortening);
            Vector<float> dx = Its(other.CentreX) - Mine(subject.CentreX), dy = (Its(other.CentreY) - Mine(subject.CentreY)) * depth;
            var length = Length(dx, dy);
            var closing = ((Mine(subject.VelocityX) * dx) + (Mine(subject.VelocityY) * depth * dy)) / length;
            return Vector.ConditionalSelect(Vector.GreaterThan(length, Vector<float>.Zero), closing, Vector<float>.Zero);
        }
    }

    /// <summary>1 when both move alike (or both rest), 0 when the difference of their velocities is a walking speed.</summary>
    public Vector<float> SameMovement => Fuzzy.Fall(
        Length(Mine(subject.VelocityX) - Its(other.VelocityX), Mine(subject.VelocityY) - Its(other.VelocityY)), 0.25f, 0.7f);

    private static Vector<float> Length(Vector<float> x, Vector<float> y) => Vector.SquareRoot((x * x) + (y * y));

    private Vector<float> Mine(ReadOnlySpan<float> values) => new(values[i..]);

    private Vector<float> Its(ReadOnlySpan<float> values) => new(values[j..]);
}
