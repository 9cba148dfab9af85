using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>Areas of the picture that the user has named ("in the parking zone", "at the door"): where somebody's feet are.</summary>
internal static class ZoneScorer
{
    /// <summary>Whether it is about a place that a zone may be named after.</summary>
    public static bool CanJudge(RelationPredicate relation) =>
        !relation.TargetIsObject && relation.Other.Categories.IsEmpty && GroundNouns.ColourOf(relation.Other.Noun) is null
        && (IsIn(relation.Name) || IsOut(relation.Name));

    /// <summary>One score for every frame; null where no zone of the scene is named in the words.</summary>
    public static float[]? Score(SubQuery subQuery, SceneObject subject, GroundingContext context)
    {
        if (context.Scene.Zones.Count == 0 || subQuery.Predicate is not RelationPredicate relation || !CanJudge(relation)) return null;
        var words = Words(subQuery.Text);
        if (context.Scene.Zones.FirstOrDefault(z => IsNamed(Words(z.Name), words)) is not { } zone) return null;
        var (size, boxes) = (context.Scene.Size, subject.Tubelet.Boxes);
        var inside = Fuzzy.PerFrame(boxes.Count, i => zone.Area.ContainsFoot(boxes[i], size) ? 1 : 0);
        if (IsIn(relation.Name)) return inside;
        // Only who was inside can have come out.
        var was = 0f;
        return Fuzzy.PerFrame(inside.Length, i => relation.Name == "outside" ? 1 - inside[i] : (was = MathF.Max(was, inside[i])) * (1 - inside[i]));
    }

    private static bool IsIn(string name) => name is "in" or "inside" or "on" or "at" or "into" or "onto" or "through" or "across" or "next_to";

    private static bool IsOut(string name) => name is "outside" or "out_of" or "away" or "away_from" or "leave";

    private static bool IsNamed(string[] zone, string[] words)
    {
        for (var i = 0; i + zone.Length <= words.Length; i++)
            if (zone.Length > 0 && words.AsSpan(i, zone.Length).SequenceEqual(zone)) return true;
        return false;
    }

    private static string[] Words(string text) =>
        text.ToLowerInvariant().Split([' ', '-', '_', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
}
