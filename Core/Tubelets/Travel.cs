using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets;

/// <summary>Which tubelets are of things that live or move, as against furniture, signs and parked cars.</summary>
public static class Travel
{
    /// <summary>How far the object gets from where it was first seen, in its own lengths (square root of its largest area).</summary>
    public static float OwnLengths(Tubelet tubelet)
    {
        var first = tubelet.Boxes[0];
        float farthest = 0, area = 1;
        foreach (var box in tubelet.Boxes)
        {
            farthest = MathF.Max(farthest, MathF.Max(MathF.Abs(box.CenterX - first.CenterX), MathF.Abs(box.CenterY - first.CenterY)));
            area = MathF.Max(area, box.Area);
        }

        return farthest / MathF.Sqrt(area);
    }

    /// <summary>Whether a COCO class is a person or an animal.</summary>
    public static bool IsAlive(int coco) => coco is CocoClasses.Person or (>= 14 and <= 23); // bird to giraffe stand together

    /// <summary>Whether the tubelet is of a person or an animal, or of anything that travels by at least its own length.</summary>
    public static bool LivesOrMoves(Tubelet tubelet) => tubelet.Class < 0 || IsAlive(tubelet.Class) || OwnLengths(tubelet) >= 1;
}
