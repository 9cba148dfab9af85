using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>What a person's pose tells: hair, coat, stripes, posture. Null where no poses were looked at.</summary>
internal static class BodyScorer
{
    /// <summary>Whether a pattern can be told from the others at all.</summary>
    public static bool CanJudge(PatternPredicate pattern) => pattern.Pattern == "striped" && pattern.Part is BodyPart.Upper or BodyPart.Whole;

    /// <summary>
    /// The score of whom no pose is known: a camera that looks for poses will find one soon, and what only a pose tells does not hold until then.
    /// Else null: it cannot be judged.
    /// </summary>
    public static float? Unseen(SceneObject candidate) => candidate.LooksForPoses ? 0 : null;

    /// <summary>A score in [0, 1] for the whole life of an object.</summary>
    public static float? Score(BodyTrait trait, SceneObject candidate)
    {
        if (candidate.Body is not { } body) return Unseen(candidate);
        return trait switch
        {
            // The top of the head shows skin, and neither dark nor fair hair.
            BodyTrait.Bald => Fuzzy.Fall(body.Crown.Dark, 0.2f, 0.45f) * Fuzzy.Fall(body.Crown.Fair, 0.45f, 0.65f) * Fuzzy.Rise(body.Crown.Skin, 0.06f, 0.22f),
            // Of a coat as dark as the trousers nobody can see where it ends.
            _ => body.Hem is { } hem ? Fuzzy.Rise(hem, 0.3f, 0.75f) : null,
        };
    }

    /// <summary>The same for a pattern, relative to who has most of it.</summary>
    public static float? Score(PatternPredicate pattern, Entity entity, SceneObject candidate, GroundingContext context)
    {
        if (!CanJudge(pattern)) return null;
        if (candidate.Body is not { } body) return Unseen(candidate);
        var most = body.Stripes;
        if (context.LeavesOut.HasFlag(Ablation.RelativeScores)) return Fuzzy.Rise(body.Stripes, 0.1f, 0.2f);
        foreach (var other in context.OfKind(entity)) most = MathF.Max(most, other.Body?.Stripes ?? 0);
        return Fuzzy.Rise(body.Stripes, 0.1f, 0.2f) * (most > 0 ? body.Stripes / most : 0);
    }

    /// <summary>Whether somebody has a thing with him that no detector knows but whose colour everybody knows.</summary>
    public static bool CanJudge(RelationPredicate relation) =>
        !relation.TargetIsObject && relation.Name is "carry" or "hold" && relation.Other.Categories.IsEmpty
        && relation.Other.Noun is "paper" or "papers" or "newspaper" or "sheet" or "sheet of paper" or "letter" or "document" or "envelope" or "leaflet";

    /// <summary>A score in [0, 1] for the whole life of an object.</summary>
    public static float[]? Score(RelationPredicate relation, Entity entity, SceneObject candidate, GroundingContext context)
    {
        if (!CanJudge(relation)) return null;
        var white = new SubQuery("", SubQueryKind.Attribute, "", s_paper);
        return AttributeScorer.Score(white, entity, candidate, context) is { } score ? Fuzzy.Constant(candidate.Tubelet.Boxes.Count, score) : null;
    }

    private static readonly ColourPredicate s_paper = new(BodyPart.Carried, [Colour.White]);

    /// <summary>A posture, frame by frame: linear between looks, as at the nearest one before the first and after the last.</summary>
    public static float[]? Score(Posture posture, SceneObject subject, GroundingContext context)
    {
        if (subject.Body is not { } body)
            return Unseen(subject) is { } unseen ? Fuzzy.Constant(subject.Tubelet.Boxes.Count, unseen) : null;
        var looks = Whole(subject, context.Scene.Size);
        if (looks.Count == 0) return Fuzzy.Constant(subject.Tubelet.Boxes.Count, 0);
        if (posture != Posture.Fall) return PerFrame(subject, looks, look => Score(posture, look.Posture));

        // Upright first, then down: as stopping is moving first, then resting.
        var down = PerFrame(subject, looks, look => Score(Posture.Lie, look.Posture));
        var upright = PerFrame(subject, looks, look =>
            Fuzzy.Rise(look.Posture.Torso / body.UprightTorso, 0.6f, 0.8f) * Fuzzy.Fall(look.Posture.Flatness, 0.7f, 1));
        var window = context.Frames(1.5);
        return Fuzzy.PerFrame(down.Length, i => MathF.Min(upright[Math.Max(0, i - window)], down[Math.Min(down.Length - 1, i + window)]));
    }

    /// <summary>Looks at all of the body: half a person at the edge of the picture seems to sit.</summary>
    private static List<BodySample> Whole(SceneObject subject, FrameSize size)
    {
        float x = 0.02f * size.Width, y = 0.02f * size.Height;
        return [.. subject.Bodies.Where(b => b.Box.X > x && b.Box.Y > y && b.Box.Right < size.Width - x && b.Box.Bottom < size.Height - y)];
    }

    private static float Score(Posture posture, in PostureMeasure held) => posture switch
    {
        // Thighs that point at the camera or lie level are short in the picture; a standing person's are nearly as long as the trunk.
        Posture.Sit or Posture.Crouch => held.Thigh is { } thigh ? Fuzzy.Fall(thigh / MathF.Max(held.Torso, 0.1f), 0.3f, 0.55f) * Fuzzy.Fall(held.Flatness, 0.9f, 1.3f) : 0,
        Posture.Bend => Fuzzy.Rise(held.Lean / MathF.Max(held.Torso, 0.05f), 0.5f, 1),
        Posture.RaiseArm => held.Hand is { } hand ? Fuzzy.Rise(hand, 0, 0.08f) : 0,
        _ => Fuzzy.Rise(held.Flatness, 1, 1.4f) * Fuzzy.Rise(held.Lean / MathF.Max(held.Torso, 0.05f), 0.8f, 1.6f),
    };

    // One look may be wrong, and two that follow each other hardly ever are in the same way.
    private static float[] PerFrame(SceneObject subject, List<BodySample> looks, Func<BodySample, float> score)
    {
        float[] each = [.. looks.Select(score)], sure = new float[each.Length];
        for (var k = 0; k < each.Length; k++)
            sure[k] = MathF.Min(each[k], MathF.Max(k > 0 ? each[k - 1] : 0, k + 1 < each.Length ? each[k + 1] : 0));

        var (next, begin) = (0, subject.Tubelet.Begin);
        return Fuzzy.PerFrame(subject.Tubelet.Boxes.Count, i =>
        {
            while (next < looks.Count && looks[next].Frame < begin + i) next++;
            if (next == 0 || next == looks.Count) return sure[Math.Min(next, looks.Count - 1)];
            return float.Lerp(sure[next - 1], sure[next], (begin + i - looks[next - 1].Frame) / (float)(looks[next].Frame - looks[next - 1].Frame));
        });
    }
}
