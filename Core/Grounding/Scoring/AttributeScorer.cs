using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>What an object looks like: one score for its whole life.</summary>
internal static class AttributeScorer
{
    // What somebody carries is small, and half the time the body hides it.
    private const float CarriedLow = 0.015f, CarriedHigh = 0.05f;

    /// <summary>Whether the predicate is one of those judged here, of the object and not of its frames.</summary>
    public static bool IsConstant(Predicate predicate) =>
        predicate is ColourPredicate or SizePredicate or OrdinalPredicate or TraitPredicate or PatternPredicate;

    /// <summary>A score in [0, 1], or null when nothing here can judge the sub-query.</summary>
    public static float? Score(SubQuery subQuery, Entity entity, SceneObject candidate, GroundingContext context)
    {
        if (context.LeavesOut.HasFlag(Ablation.Appearance) && subQuery.Predicate is not OrdinalPredicate) return null;
        float? score = subQuery.Predicate switch
        {
            ColourPredicate colour => Colour(colour, entity, candidate, context),
            TraitPredicate trait => BodyScorer.Score(trait.Trait, candidate),
            PatternPredicate pattern => BodyScorer.Score(pattern, entity, candidate, context),
            SizePredicate size => Size(size.Size, entity, candidate, context),
            OrdinalPredicate ordinal when context.Scene.IsClip => Ordinal(ordinal.Rank, entity, candidate, context), // a camera has no first
            _ => null,
        };
        return subQuery.Negated ? 1 - score : score;
    }

    private static float? Colour(ColourPredicate wanted, Entity entity, SceneObject candidate, GroundingContext context)
    {
        if (wanted.Part == BodyPart.Carried && candidate.Body is null) return BodyScorer.Unseen(candidate);
        if (candidate.Colours.Samples == 0) return 0;
        var several = AreSeveral(wanted);
        var score = GarmentLength(wanted.Garment, candidate.Body);
        foreach (var colour in wanted.Colours)
        {
            // The sentence describes what distinguishes its target: a share counts fully only if few others have as much.
            var own = Share(wanted, colour, candidate);
            // Whoever is red all over is not more "red and navy" than who is both.
            var (mine, most) = several ? (Least(wanted, candidate), context.MostOfAll(entity, wanted)) : (own, context.MostOf(entity, wanted, colour));
            // Of things in hands there are large and small ones.
            var isRelative = wanted.Part != BodyPart.Carried && !context.LeavesOut.HasFlag(Ablation.RelativeScores);
            var relative = most > mine && isRelative ? mine / most : 1;
            var fits = Presence(wanted, colour, own, candidate.Body is not null) * (0.4f + (0.6f * relative));
            // "Light grey" in a dark room is darker than dark grey in the sun: a shade prefers, but does not refuse.
            if (IsShade(wanted, colour)) score *= 0.6f + (0.4f * fits);
            else score = MathF.Min(score, fits);
        }

        return score;
    }

    /// <summary>The share of that of several colours of which there is least.</summary>
    public static float Least(ColourPredicate wanted, SceneObject candidate)
    {
        var least = 1f;
        foreach (var colour in wanted.Colours)
            if (!IsShade(wanted, colour)) least = MathF.Min(least, Share(wanted, colour, candidate));
        return least;
    }

    /// <summary>Whether several colours are wanted, of each of which less is enough.</summary>
    public static bool AreSeveral(ColourPredicate wanted)
    {
        var count = 0;
        foreach (var colour in wanted.Colours)
            if (!IsShade(wanted, colour)) count++;
        return count > 1;
    }

    /// <summary>Whether a colour only shades the one before it ("light blue").</summary>
    public static bool IsShade(ColourPredicate wanted, Colour colour) =>
        colour is Queries.Colour.Light or Queries.Colour.Dark && wanted.Colours[0] != colour;

    /// <summary>Whether a garment's word says that it is long or short; null where it does not.</summary>
    public static bool? IsLong(string? garment) => garment switch
    {
        "coat" or "overcoat" or "raincoat" or "trenchcoat" => true,
        "jacket" or "blazer" or "windbreaker" => false,
        _ => null,
    };

    // A coat is longer than a jacket, where that is to be seen; but people use the words freely.
    private static float GarmentLength(string? garment, BodyProfile? body) => (IsLong(garment), body?.Hem) switch
    {
        (true, { } hem) => 0.6f + (0.4f * Fuzzy.Rise(hem, 0.05f, 0.35f)),
        (false, { } hem) => 0.6f + (0.4f * Fuzzy.Fall(hem, 0.5f, 0.9f)),
        _ => 1,
    };

    /// <summary>
    /// Whether the object has one of the wanted colours at all, in [0, 1], whatever others have: an upper bound of the score.
    /// </summary>
    public static float Presence(ColourPredicate wanted, Colour colour, SceneObject candidate) =>
        candidate.Colours.Samples == 0 ? 0 : Presence(wanted, colour, Share(wanted, colour, candidate), candidate.Body is not null);

    private static float Presence(ColourPredicate wanted, Colour colour, float share, bool posed)
    {
        var (low, high) = wanted.Part == BodyPart.Carried ? (CarriedLow, CarriedHigh) : posed ? PosedThresholds(colour) : Thresholds(colour);
        // Of several colours each has less.
        var less = AreSeveral(wanted) ? posed ? 0.4f : 0.6f : 1;
        return Fuzzy.Rise(share, low * less, high * less);
    }

    /// <summary>Share of the wanted part's pixels that carry the colour's name.</summary>
    public static float Share(ColourPredicate wanted, Colour colour, SceneObject candidate)
    {
        var colours = candidate.Colours;
        return wanted switch
        {
            // Long hair covers the back, and from behind more of it is seen there than above. With a pose the top of the head is sure enough.
            { Part: BodyPart.Head, Garment: "hair" } when candidate.Body is null => MathF.Max(colours.Share(BodyPart.Head, colour), 0.8f * colours.Share(BodyPart.Upper, colour)),
            // The roots of long fair hair may be dark.
            { Part: BodyPart.Head, Garment: "hair" } when colour == Queries.Colour.Blonde =>
                MathF.Max(colours.Share(BodyPart.Head, colour), 0.8f * candidate.Body!.FairNape),
            // Denim is blue, also where it is dark.
            { Part: BodyPart.Lower, Garment: "jeans" } when colour == Queries.Colour.Blue =>
                MathF.Max(colours.Share(BodyPart.Lower, colour), 0.8f * colours.Share(BodyPart.Lower, Queries.Colour.Navy)),
            { Part: BodyPart.Whole } when candidate.Tubelet.Class == Frames.CocoClasses.Person =>
                0.5f * (colours.Share(BodyPart.Upper, colour) + colours.Share(BodyPart.Lower, colour)),
            _ => colours.Share(wanted.Part, colour),
        };
    }

    // Shares of a part's pixels: dark and grey are also shadow and road, so they must fill more of it than a vivid colour.
    private static (float Low, float High) Thresholds(Colour colour) => colour switch
    {
        Queries.Colour.Black or Queries.Colour.Dark or Queries.Colour.Grey or Queries.Colour.Light => (0.25f, 0.60f),
        Queries.Colour.White or Queries.Colour.Beige or Queries.Colour.Brown => (0.15f, 0.45f),
        Queries.Colour.Blonde => (0.12f, 0.40f),
        _ => (0.06f, 0.30f),
    };

    // Where the pose tells what is body and what is not, a part is nearly all of its colour.
    private static (float Low, float High) PosedThresholds(Colour colour) => colour switch
    {
        Queries.Colour.Black or Queries.Colour.Dark or Queries.Colour.Light => (0.3f, 0.6f),
        Queries.Colour.Blonde => (0.2f, 0.45f),
        _ => (0.2f, 0.5f),
    };

    private static float Size(RelativeSize size, Entity entity, SceneObject candidate, GroundingContext context)
    {
        int smaller = 0, larger = 0;
        foreach (var other in context.OfKind(entity))
        {
            if (other.Tubelet.Id == candidate.Tubelet.Id) continue;
            if (other.Motion.LargestSize < candidate.Motion.LargestSize) smaller++;
            else larger++;
        }

        if (smaller + larger == 0) return 0.5f;
        var rank = smaller / (float)(smaller + larger);
        return size switch
        {
            RelativeSize.Largest => larger == 0 ? 1 : 0.5f * rank,
            RelativeSize.Smallest => smaller == 0 ? 1 : 0.5f * (1 - rank),
            RelativeSize.Large or RelativeSize.Tall => rank,
            _ => 1 - rank,
        };
    }

    private static float Ordinal(int rank, Entity entity, SceneObject candidate, GroundingContext context)
    {
        // Only what was seen clearly for a moment is counted, or a flicker of the detector would shift every number.
        var minimum = context.Frames(0.8);
        var order = context.OfKind(entity)
            .Where(o => o.Tubelet.Boxes.Count >= minimum)
            .OrderBy(o => o.Tubelet.Begin).ThenBy(o => o.Tubelet.Id).ToList();
        var index = rank > 0 ? rank - 1 : order.Count + rank;
        return index >= 0 && index < order.Count && order[index].Tubelet.Id == candidate.Tubelet.Id ? 1 : 0;
    }
}
