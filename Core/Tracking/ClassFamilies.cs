using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// Which classes a detector confuses on one and the same object. Car, truck and bus flip from frame to frame; a car seen from above may
/// come as a boat or a cell phone; but a person is never a car.
/// </summary>
public static class ClassFamilies
{
    /// <summary>Two detections of one family that overlap more than this (IoU) are the same object twice.</summary>
    internal const float SameFamilyDuplicate = 0.7f;

    /// <summary>The same for two families: a rider and a motorcycle overlap too.</summary>
    internal const float OtherFamilyDuplicate = 0.85f;

    /// <summary>What pairing two families costs, in nats: only a detection in the very place of the object is worth it.</summary>
    internal const float OtherFamilyCost = 1;

    private static readonly int[] s_family = MakeFamilies(
        ["car", "truck", "bus", "train"],
        ["bicycle", "motorcycle"],
        ["cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe"],
        ["backpack", "handbag", "suitcase"],
        ["chair", "couch", "bench"]);

    /// <summary>A number that classes of one family share: its lowest class index. Unknown classes are families of their own.</summary>
    /// <param name="classIndex">Index in COCO order; -1 when the detection names no class.</param>
    public static int FamilyOf(int classIndex) => (uint)classIndex < (uint)s_family.Length ? s_family[classIndex] : classIndex;

    /// <summary>Whether two classes may be seen on one object: one family, or neither is a person, or one is no class.</summary>
    public static bool MayBeSame(int first, int second)
    {
        var (a, b) = (FamilyOf(first), FamilyOf(second));
        return a == b || a < 0 || b < 0 || (a != CocoClasses.Person && b != CocoClasses.Person);
    }

    /// <summary>Nats to pay for pairing two classes that <see cref="MayBeSame"/>.</summary>
    internal static float PairingCost(int first, int second)
    {
        var (a, b) = (FamilyOf(first), FamilyOf(second));
        return a == b || a < 0 || b < 0 ? 0 : OtherFamilyCost;
    }

    private static int[] MakeFamilies(params string[][] families)
    {
        var family = new int[CocoClasses.Names.Count];
        for (var i = 0; i < family.Length; i++) family[i] = i;
        foreach (var names in families)
        {
            var lowest = names.Min(CocoClasses.IndexOf);
            foreach (var name in names) family[CocoClasses.IndexOf(name)] = lowest;
        }
        return family;
    }
}
