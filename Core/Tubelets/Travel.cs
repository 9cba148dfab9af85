using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets;

/// <summary>Which tubelets are of people and things that move, as against furniture, signs and parked cars.</summary>
public static class Travel
{
    /// <summary>How far the object gets from where it was first seen, in its own lengths (square root of its largest area).</summary>
    public static float OwnLengths(Tubelet tubelet)
    {
        var first = tubelet.SteadyBoxes[0];
        float farthest = 0, area = 1;
        foreach (var box in tubelet.SteadyBoxes)
        {
            farthest = MathF.Max(farthest, MathF.Max(MathF.Abs(box.CenterX - first.CenterX), MathF.Abs(box.CenterY - first.CenterY)));
            area = MathF.Max(area, box.Area);
        }

        return farthest / MathF.Sqrt(area);
    }

    /// <summary>Whether a COCO class is an animal.</summary>
    public static bool IsAnimal(int coco) => coco is >= 14 and <= 23; // bird to giraffe stand together

    /// <summary>Whether a COCO class is a person or an animal.</summary>
    public static bool IsAlive(int coco) => coco == CocoClasses.Person || IsAnimal(coco);

    /// <summary>
    /// Whether the tubelet is of a person, or of anything that travels by at least its own length. Stones and bags on a lawn are birds to
    /// a detector, so what it takes for an animal has to move before it is believed.
    /// </summary>
    public static bool IsPersonOrMoves(Tubelet tubelet) => tubelet.Class is CocoClasses.Person or < 0 || OwnLengths(tubelet) >= 1;
}
