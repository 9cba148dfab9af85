using Stvg.Core.Frames;

namespace Stvg.Core.Evaluation;

/// <summary>
/// Intersection over union in double precision, as the published evaluators compute it; <see cref="Box.IoU"/> is its single-precision
/// sibling for the engine. Thresholds such as "IoU ≥ 0.5" are met exactly by boxes at whole pixels, so the last digit matters here.
/// </summary>
internal static class Overlap
{
    /// <summary>
    /// 2⁻⁵², NumPy's machine epsilon, by which TrackEval eases its thresholds (<see cref="double.Epsilon"/> is something else).
    /// </summary>
    public const double MachineEpsilon = 2.220446049250313e-16;

    /// <summary>Edges and area of a box.</summary>
    public readonly record struct Edges(double Left, double Top, double Right, double Bottom)
    {
        public double Area { get; } = (Right - Left) * (Bottom - Top);

        public static Edges Of(in Box box) => new(box.X, box.Y, (double)box.X + box.Width, (double)box.Y + box.Height);
    }

    /// <summary>IoU of two boxes, in [0, 1]; 0 where either is empty.</summary>
    public static double IoU(in Box a, in Box b) => IoU(Edges.Of(a), Edges.Of(b));

    /// <summary>IoU of two boxes, in [0, 1]; 0 where either is empty.</summary>
    public static double IoU(in Edges a, in Edges b)
    {
        var width = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
        var height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top);
        if (!(width > 0 && height > 0 && a.Area > MachineEpsilon && b.Area > MachineEpsilon)) return 0;
        var intersection = width * height;
        return intersection / (a.Area + b.Area - intersection);
    }
}
