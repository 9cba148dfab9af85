using System.Buffers;
using System.Numerics;
using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>How an object stands to another described object, frame by frame. Distances are in lengths of the larger of the two.</summary>
internal static class RelationScorer
{
    // A bag that nobody saw is probably not there, but small things are missed so often that other evidence may outweigh it.
    private const float OftenMissed = 0.35f;

    // COCO's vehicles, bicycle to boat, follow "person".
    private const int LastVehicle = 8;

    private static readonly int s_ball = CocoClasses.IndexOf("sports ball");

    /// <summary>Whether the relation can be judged of some object at all.</summary>
    public static bool CanJudge(RelationPredicate relation) => Detectable(relation)
        ? Measure(relation.Name) is not null || PairEvents.CanJudge(relation)
        : GroundScorer.CanJudge(relation) || IsBorne(relation) || IsJudgedUnseen(relation.Name);

    /// <summary>Everything that the score depends on: two relations with the same key are judged alike.</summary>
    /// <param name="relation">A relation that can be judged.</param>
    /// <param name="keyOf">The same for the other side.</param>
    public static string KeyOf(RelationPredicate relation, Func<Entity, string> keyOf)
    {
        if (Detectable(relation) && PairEvents.CanJudge(relation))
            return $"{relation.Name} {(relation.TargetIsObject ? "by " : "")}{keyOf(relation.Other)}";
        if (Detectable(relation)) return $"{Measure(relation.Name)!.Name} {keyOf(relation.Other)}";
        if (GroundScorer.CanJudge(relation)) return $"{(IsJudgedUnseen(relation.Name) ? relation.Name : "on")} {GroundNouns.ColourOf(relation.Other.Noun)}";
        if (BodyScorer.CanJudge(relation)) return "with paper";
        return IsBorne(relation) ? $"with {keyOf(relation.Other)}" : $"{(IsTowards(relation.Name) ? "towards" : "away from")} something unseen";
    }

    /// <summary>The score where nothing is seen that fits the other side; null where none need be seen.</summary>
    public static float? Alone(RelationPredicate relation)
    {
        if (Detectable(relation)) return Measure(relation.Name) is null && !PairEvents.CanJudge(relation) ? null : 0;
        return !GroundScorer.CanJudge(relation) && IsBorne(relation) ? OftenMissed : null;
    }

    /// <summary>Scores per frame of the subject, or null when the relation or its other side cannot be judged.</summary>
    public static float[]? Score(RelationPredicate relation, SceneObject subject, GroundingContext context)
    {
        if (!Detectable(relation))
        {
            return GroundScorer.Score(relation, context.Facts(subject))
                ?? (IsBorne(relation) ? Seen(relation, subject, context, OftenMissed, s_borne) : null)
                ?? Unseen(relation.Name, subject, context);
        }

        if (PairEvents.CanJudge(relation)) return Happens(relation, subject, context);
        return Measure(relation.Name) is { } measure ? Seen(relation, subject, context, 0, measure) : null;
    }

    /// <summary>
    /// The best of all frames, or of those since one (of the scene's numbering), where that is quicker to tell than all of them; else null.
    /// </summary>
    public static float? Most(RelationPredicate relation, SceneObject subject, GroundingContext context, int? since = null)
    {
        if (Detectable(relation))
            return Measure(relation.Name) is { } measure ? context.MostOther(relation.Other, context.Facts(subject), 0, measure, since) : null;
        return Alone(relation) is { } alone ? context.MostOther(relation.Other, context.Facts(subject), alone, s_borne, since) : null;
    }

    private static float[] Seen(RelationPredicate relation, SceneObject subject, GroundingContext context, float floor, PairMeasure measure)
    {
        var facts = context.Facts(subject);
        return context.BestOther(relation.Other, subject, floor, (other, match, _, _, scores) =>
        {
            var pair = context.SharesPairs ? facts.PairScores(measure, other) : measure.Scores(facts, other);
            if (pair is null) return;
            Fuzzy.Raise(scores, pair, match);
            if (!context.SharesPairs) ArrayPool<float>.Shared.Return(pair);
        });
    }

    private static float[] Happens(RelationPredicate relation, SceneObject subject, GroundingContext context)
    {
        var facts = context.Facts(subject);
        return context.BestOther(relation.Other, subject, 0, (other, match, _, _, scores) =>
        {
            if (PairEvents.Score(relation, facts, other, context) is { } pair) Fuzzy.Raise(scores, pair, match);
        });
    }

    /// <summary>Whether it is about a thing that someone has with him, of a kind that the detector knows, if not well.</summary>
    private static bool IsBorne(RelationPredicate relation) =>
        !relation.TargetIsObject && !relation.Other.Categories.IsEmpty
        && (relation.Name is "carry" or "hold" or "ride" or "push" or "pull" or "lift" or "use");

    private static bool IsTowards(string name) => name is "towards" or "approach";

    private static bool IsJudgedUnseen(string name) => IsTowards(name) || name is "away" or "away_from" or "leave";

    private static float[]? Unseen(string name, SceneObject subject, GroundingContext context) =>
        IsJudgedUnseen(name) ? MovementScorer.Unseen(IsTowards(name), subject, context) : null;

    /// <summary>
    /// Whether the detector can be trusted to see the other side at all: people, animals, vehicles and balls, yes; household things, no; what
    /// the user's own model was made for, yes, though what is carried hides from it, too.
    /// </summary>
    private static bool Detectable(RelationPredicate relation)
    {
        if (relation.Other.Categories.IsEmpty) return false;
        var index = CocoClasses.IndexOf(relation.Other.Categories[0]);
        if (index < 0) return Measure(relation.Name) is not null;
        return Travel.IsAlive(index) || index is > 0 and <= LastVehicle || index == s_ball;
    }

    private static PairMeasure? Measure(string name) => s_measures.GetValueOrDefault(name);

    private static readonly PairMeasure s_borne = PairMeasure.Overlapping("borne", static (in p) => Fuzzy.Rise(p.Overlap, 0.3f, 0.6f));

    // The reach of each is where its score has fallen to 0.
    private static readonly Dictionary<string, PairMeasure> s_measures = Table(
        (["next_to", "near", "beside", "by"], PairMeasure.Within("next_to", 1.6f, static (in p) => Fuzzy.Fall(p.Distance, 0.7f, 1.6f))),
        (["together_with", "with", "accompany"], PairMeasure.Within("together_with", 1.6f, static (in p) => Fuzzy.Fall(p.Distance, 0.7f, 1.6f) * p.SameMovement)),
        (["behind"], PairMeasure.Within("behind", 2, static (in p) => Fuzzy.Fall(p.Distance, 0.9f, 2f) * Fuzzy.Rise(p.Depth, -0.05f, 0.1f))),
        (["in_front_of"], PairMeasure.Within("in_front_of", 2, static (in p) => Fuzzy.Fall(p.Distance, 0.9f, 2f) * Fuzzy.Rise(-p.Depth, -0.05f, 0.1f))),
        (["towards", "approach"], PairMeasure.Anywhere("towards", static (in p) => Fuzzy.Rise(p.Closing, 0.1f, 0.35f))),
        (["away", "away_from", "leave"], PairMeasure.Anywhere("away", static (in p) => Fuzzy.Rise(-p.Closing, 0.1f, 0.35f))),
        (["follow", "chase"], PairMeasure.Within("follow", 3, static (in p) => Fuzzy.Fall(p.Distance, 1.5f, 3f) * p.SameMovement)),
        (["pass", "past"], PairMeasure.Within("pass", 1.8f, static (in p) => Fuzzy.Fall(p.Distance, 0.9f, 1.8f) * Fuzzy.Rise(p.SubjectSpeed, 0.12f, 0.35f))),
        (["ride"], PairMeasure.Overlapping("ride", static (in p) => Fuzzy.Rise(p.Overlap, 0.1f, 0.3f))),
        (["left_of"], PairMeasure.Within("left_of", 4, static (in p) => Fuzzy.Fall(p.Distance, 1.5f, 4f) * Fuzzy.Rise(p.Rightwards, Vector<float>.Zero, p.Unit * 0.3f))),
        (["right_of"], PairMeasure.Within("right_of", 4, static (in p) => Fuzzy.Fall(p.Distance, 1.5f, 4f) * Fuzzy.Rise(-p.Rightwards, Vector<float>.Zero, p.Unit * 0.3f))));

    private static Dictionary<string, PairMeasure> Table(params ReadOnlySpan<(string[] Names, PairMeasure Measure)> rows)
    {
        var table = new Dictionary<string, PairMeasure>(StringComparer.Ordinal);
        foreach (var (names, measure) in rows)
            foreach (var name in names) table.Add(name, measure);
        return table;
    }
}
