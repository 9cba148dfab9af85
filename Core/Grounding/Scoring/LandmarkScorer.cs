using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>
/// A thing of the scene that no detector knows, found by its colour on the <see cref="Backdrop"/> ("behind the green sign"). Where it stands on the
/// ground is not known, so that nearness is that of boxes, in lengths of whoever is near, and before or behind it is not told apart.
/// </summary>
internal static class LandmarkScorer
{
    private static readonly Dictionary<string, Func<Sight, float>> s_scores = new(StringComparer.Ordinal)
    {
        ["next_to"] = static s => Fuzzy.Fall(s.Gap, 0.4f, 1),
        ["at"] = static s => Fuzzy.Fall(s.Gap, 0.4f, 1),
        // Who is hidden by it has a box that ends beside it, as a rule.
        ["behind"] = static s => Fuzzy.Fall(s.Gap, 0.15f, 0.6f),
        ["in_front_of"] = static s => Fuzzy.Fall(s.Gap, 0.15f, 0.6f),
        ["past"] = static s => Fuzzy.Fall(s.Gap, 0.6f, 1.2f) * s.Go,
        ["left_of"] = static s => Fuzzy.Fall(s.Gap, 1.5f, 4) * Fuzzy.Rise(s.Rightwards, 0, 0.3f),
        ["right_of"] = static s => Fuzzy.Fall(s.Gap, 1.5f, 4) * Fuzzy.Rise(-s.Rightwards, 0, 0.3f),
    };

    /// <summary>Whether it is about a thing of a vivid colour that no detector knows, where one can tell.</summary>
    public static bool CanJudge(RelationPredicate relation) =>
        !relation.TargetIsObject && s_scores.ContainsKey(relation.Name) && relation.Other.Categories.IsEmpty
        && GroundNouns.ColourOf(relation.Other.Noun) is null && ColourOf(relation.Other) is not null;

    /// <summary>One score for every frame; null where no such thing, or more than one, is found.</summary>
    public static float[]? Score(RelationPredicate relation, SceneObject subject, GroundingContext context)
    {
        if (context.Scene.Backdrop is not { } backdrop || !CanJudge(relation)) return null;
        if (ColourOf(relation.Other) is not { } colour || backdrop.Find(colour) is not { } thing) return null;
        var (boxes, sizes, go, score) = (subject.Tubelet.SteadyBoxes, subject.Motion.SizeValues, context.Facts(subject).Curves.Go, s_scores[relation.Name]);
        return Fuzzy.PerFrame(boxes.Count, i => score(Sight.Of(boxes[i], thing, sizes[i], go[i])));
    }

    private static Colour? ColourOf(Entity entity)
    {
        foreach (var said in entity.SubQueries)
            if (said is { Negated: false, Predicate: ColourPredicate { Part: BodyPart.Whole, Colours: [var colour] } } && Backdrop.IsVivid(colour))
                return colour;
        return null;
    }

    /// <summary>Somebody and the thing on one frame.</summary>
    /// <param name="Gap">Between their boxes, lengths; 0 where they touch.</param>
    /// <param name="Rightwards">How far to the right the thing is, lengths.</param>
    /// <param name="Go">How surely the subject moves.</param>
    private readonly record struct Sight(float Gap, float Rightwards, float Go)
    {
        public static Sight Of(in Box box, in Box thing, float size, float go)
        {
            var dx = MathF.Max(0, MathF.Max(thing.X - box.Right, box.X - thing.Right));
            var dy = MathF.Max(0, MathF.Max(thing.Y - box.Bottom, box.Y - thing.Bottom));
            return new Sight(MathF.Sqrt((dx * dx) + (dy * dy)) / size, (thing.CenterX - box.CenterX) / size, go);
        }
    }
}
